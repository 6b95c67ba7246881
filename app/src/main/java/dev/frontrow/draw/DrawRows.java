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

/// The draw's table, and the registrations that take part.
@Repository
class DrawRows {

    private static final int FETCH_ROWS = 5_000;
    private static final HexFormat HEX = HexFormat.of();

    /// Receives registrations one at a time.
    interface Registrations {

        void next(long number, UUID buyerId);
    }

    private final JdbcClient jdbc;

    DrawRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long concertId, byte[] secret, byte[] receiptKey, @Nullable String beaconSource) {
        jdbc.sql("""
                        insert into waitingroom.draw (concert_id, commitment, secret, receipt_key, beacon_source)
                        values (:concertId, :commitment, :secret, :receiptKey, :beaconSource)
                        """)
                .param("concertId", concertId)
                .param("commitment", DrawHashes.commitment(secret))
                .param("secret", secret)
                .param("receiptKey", receiptKey)
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

    /// The key that the nonces of receipts are derived from. Never published.
    byte[] receiptKey(long concertId) {
        return jdbc.sql("select receipt_key from waitingroom.draw where concert_id = :concertId")
                .param("concertId", concertId)
                .query((row, _) -> row.getBytes("receipt_key"))
                .single();
    }

    /// Locks the draw: waits for running joins, and blocks new ones until the caller's transaction ends. Count
    /// registrations in a later statement: only that one sees what those joins committed.
    void lock(long concertId) {
        jdbc.sql("""
                        select concert_id
                        from waitingroom.draw
                        where concert_id = :concertId
                        for update
                        """).param("concertId", concertId).query(Long.class).single();
    }

    /// Closes the registrations: the highest stored number of each lane is the last. Idempotent.
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

    /// A lane's registrations with numbers `from` to `to`, inclusive, in order. Within a transaction the rows are
    /// streamed in parts.
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

    /// Stores the root unless one is stored.
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

    /// Stores the root and the seed. Does nothing if the draw is done, or if an announced beacon is missing.
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

    /// Stores the beacon. False if none was announced, the root is not published yet, or another value is stored.
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

    /// The buyer's newest number that takes part in the draw, or would if it were closed now.
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
