package dev.frontrow.draw;

import dev.frontrow.database.Timestamps;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The draw's table, and the registrations that it draws among.
@Repository
class DrawRows {

    private static final int FETCH_ROWS = 5_000;
    private static final HexFormat HEX = HexFormat.of();

    /// Takes one registration after the other.
    interface Registrations {

        void next(long number, UUID buyerId);
    }

    private final JdbcClient jdbc;

    DrawRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long concertId, byte[] secret, @Nullable String beaconSource) {
        jdbc.sql("""
                        insert into waitingroom.draw (concert_id, commitment, secret, beacon_source)
                        values (:concertId, :commitment, :secret, :beaconSource)
                        """)
                .param("concertId", concertId)
                .param("commitment", DrawHashes.commitment(secret))
                .param("secret", secret)
                .param("beaconSource", beaconSource)
                .update();
    }

    DrawRow find(long concertId) {
        return jdbc.sql("""
                        select concert_id, commitment, secret, beacon_source, beacon,
                               general_registrations, priority_registrations, root, seed
                        from waitingroom.draw
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> row(row))
                .single();
    }

    /// Waits for the joins that have begun, and lets no other begin before the caller's transaction ends. The counts
    /// must be taken by a later statement: only that sees what those joins have committed.
    void lock(long concertId) {
        jdbc.sql("""
                        select concert_id
                        from waitingroom.draw
                        where concert_id = :concertId
                        for update
                        """).param("concertId", concertId).query(Long.class).single();
    }

    /// Whatever number was given last in each lane is the last registration. Does nothing where that was fixed already.
    void close(long concertId, Instant now) {
        jdbc.sql("""
                        update waitingroom.draw
                        set closed_at = :now,
                            general_registrations = (
                                select coalesce(max(number), 0)
                                from waitingroom.place
                                where concert_id = :concertId and lane = 'GENERAL'),
                            priority_registrations = (
                                select coalesce(max(number), 0)
                                from waitingroom.place
                                where concert_id = :concertId and lane = 'PRIORITY')
                        where concert_id = :concertId and closed_at is null
                        """)
                .param("now", Timestamps.of(now))
                .param("concertId", concertId)
                .update();
    }

    /// The registrations of a lane from one number to another, in their order. In a transaction the rows come in parts.
    void registrations(long concertId, Lane lane, long from, long to, Registrations registrations) {
        jdbc.sql("""
                        select number, buyer_id
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane and number between :from and :to
                        order by number
                        """)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .param("from", from)
                .param("to", to)
                .withFetchSize(FETCH_ROWS)
                .query(row -> {
                    registrations.next(row.getLong("number"), row.getObject("buyer_id", UUID.class));
                });
    }

    /// Keeps the root where none was kept.
    void saveRoot(long concertId, byte[] root, byte[] chunkRoots) {
        jdbc.sql("""
                        update waitingroom.draw
                        set root = :root, chunk_roots = :chunkRoots
                        where concert_id = :concertId and closed_at is not null and root is null
                        """)
                .param("root", root)
                .param("chunkRoots", chunkRoots)
                .param("concertId", concertId)
                .update();
    }

    /// Keeps the root and the seed, whichever of them was not kept; does nothing where it was drawn already, or where
    /// an announced beacon is missing.
    void saveDraw(long concertId, byte[] root, byte[] chunkRoots, byte[] seed, Instant now) {
        jdbc.sql("""
                        update waitingroom.draw
                        set root = :root, chunk_roots = :chunkRoots, seed = :seed, drawn_at = :now
                        where concert_id = :concertId and closed_at is not null and drawn_at is null
                            and (beacon_source is null) = (beacon is null)
                        """)
                .param("root", root)
                .param("chunkRoots", chunkRoots)
                .param("seed", seed)
                .param("now", Timestamps.of(now))
                .param("concertId", concertId)
                .update();
    }

    /// False where none was announced, the root is not published yet, or it has another value.
    boolean saveBeacon(long concertId, String beacon) {
        return jdbc.sql("""
                                update waitingroom.draw
                                set beacon = :beacon
                                where concert_id = :concertId and beacon_source is not null and root is not null
                                    and (beacon is null or beacon = :beacon)
                                """)
                        .param("beacon", beacon)
                        .param("concertId", concertId)
                        .update()
                == 1;
    }

    Optional<byte[]> chunkRoots(long concertId) {
        return jdbc.sql("""
                        select chunk_roots
                        from waitingroom.draw
                        where concert_id = :concertId and chunk_roots is not null
                        """)
                .param("concertId", concertId)
                .query((row, _) -> row.getBytes("chunk_roots"))
                .optional();
    }

    /// The buyer's newest number that the draw includes, or would include if it were closed now.
    Optional<PlaceNumber> registrationOf(long concertId, UUID buyerId) {
        return jdbc.sql("""
                        select p.lane, p.number
                        from waitingroom.place p
                            join waitingroom.draw d using (concert_id)
                        where p.concert_id = :concertId and p.buyer_id = :buyerId
                            and (d.closed_at is null
                                or p.number <= case p.lane when 'GENERAL' then d.general_registrations
                                                           else d.priority_registrations end)
                        order by p.joined_at desc, p.number desc
                        limit 1
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> new PlaceNumber(Lane.valueOf(row.getString("lane")), row.getLong("number")))
                .optional();
    }

    private static DrawRow row(ResultSet row) throws SQLException {
        return new DrawRow(
                row.getLong("concert_id"),
                Objects.requireNonNull(hex(row.getBytes("commitment"))),
                Objects.requireNonNull(hex(row.getBytes("secret"))),
                row.getString("beacon_source"),
                row.getString("beacon"),
                row.getObject("general_registrations", Long.class),
                row.getObject("priority_registrations", Long.class),
                hex(row.getBytes("root")),
                hex(row.getBytes("seed")));
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HEX.formatHex(bytes);
    }
}
