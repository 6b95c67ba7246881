package dev.frontrow.waitingroom.store;

import static dev.frontrow.database.SqlArrays.longs;

import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Phase;
import dev.frontrow.cluster.Epoch;
import dev.frontrow.database.Timestamps;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.news.RoomChange;
import dev.frontrow.waitingroom.news.RoomNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The waiting room's tables. Every step of a place is one statement guarded by the expected state.
@Repository
public class Places {

    private static final String[] LANES =
            Arrays.stream(Lane.values()).map(Lane::name).toArray(String[]::new);

    private static final String FIND_LIVE = """
            select %s
            from waitingroom.place p
            where concert_id = :concertId and buyer_id = :buyerId and state in ('WAITING', 'ADMITTED')
            """.formatted(Place.COLUMNS);

    private static final String FIND_LAST_ADMITTED = """
            select %s
            from waitingroom.place p
            where concert_id = :concertId and buyer_id = :buyerId and admitted_until is not null
            order by admitted_until desc
            limit 1
            """.formatted(Place.COLUMNS);

    private static final String FIND = """
            select %s
            from waitingroom.place p
            where concert_id = :concertId and lane = :lane and number = :number
            """.formatted(Place.COLUMNS);

    private final JdbcClient jdbc;
    private final RoomNews news;

    Places(JdbcClient jdbc, RoomNews news) {
        this.jdbc = jdbc;
        this.news = news;
    }

    public void insertRoom(long concertId, OnSale onSale) {
        jdbc.sql("""
                        with made as (
                            insert into waitingroom.room (concert_id, capacity, admit_per_minute)
                            values (:concertId, :capacity, :admitPerMinute)
                            returning concert_id)
                        insert into waitingroom.lane (concert_id, lane)
                        select made.concert_id, lane
                        from made, unnest(:lanes) as lane
                        """)
                .param("concertId", concertId)
                .param("capacity", onSale.capacity())
                .param("admitPerMinute", onSale.admitPerMinute())
                .param("lanes", LANES)
                .update();
    }

    public RoomSettings room(long concertId) {
        return jdbc.sql("""
                        select steered_phase, capacity, admit_per_minute, priority_percent, invite_only, challenge,
                            message, holds_frozen
                        from waitingroom.room
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> roomSettings(row))
                .single();
    }

    /// Locks the room's row for a change by the operator. Does not block joins, which only lock its key.
    public RoomSettings lockRoom(long concertId) {
        return jdbc.sql("""
                        select steered_phase, capacity, admit_per_minute, priority_percent, invite_only, challenge,
                            message, holds_frozen
                        from waitingroom.room
                        where concert_id = :concertId
                        for no key update
                        """)
                .param("concertId", concertId)
                .query((row, _) -> roomSettings(row))
                .single();
    }

    /// Stores what the operator has set, in the caller's transaction, and tells the other nodes of it.
    public void updateRoom(long concertId, RoomSettings changed) {
        jdbc.sql("""
                        update waitingroom.room
                        set steered_phase = :phase, capacity = :capacity, admit_per_minute = :admitPerMinute,
                            priority_percent = :priorityPercent, invite_only = :inviteOnly, challenge = :challenge,
                            message = :message, holds_frozen = :holdsFrozen
                        where concert_id = :concertId
                        """)
                .param(
                        "phase",
                        changed.steeredPhase() == null
                                ? null
                                : changed.steeredPhase().name())
                .param("capacity", changed.capacity())
                .param("admitPerMinute", changed.admitPerMinute())
                .param("priorityPercent", changed.priorityPercent())
                .param("inviteOnly", changed.inviteOnly())
                .param("challenge", changed.challenge().name())
                .param("message", changed.message())
                .param("holdsFrozen", changed.holdsFrozen())
                .param("concertId", concertId)
                .update();
        news.tell(concertId, new RoomChange.Steered());
    }

    public List<LaneProgress> lanes(long concertId) {
        return jdbc.sql("""
                        select l.lane, l.serving_position, l.number_given,
                            coalesce(max(p.number), 0) as number_stored, count(p.number) as places_stored
                        from waitingroom.lane l
                            left join waitingroom.place p on p.concert_id = l.concert_id and p.lane = l.lane
                        where l.concert_id = :concertId
                        group by l.concert_id, l.lane
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new LaneProgress(
                        Lane.valueOf(row.getString("lane")),
                        row.getLong("serving_position"),
                        row.getLong("number_given"),
                        row.getLong("number_stored"),
                        row.getLong("places_stored")))
                .list();
    }

    /// Ends the earlier epochs: what their owners still send to the lanes is refused from now on.
    public void beginEpoch(long concertId, Epoch epoch) {
        jdbc.sql("""
                        update waitingroom.lane
                        set epoch = :epoch
                        where concert_id = :concertId and epoch < :epoch
                        """)
                .param("epoch", epoch.value())
                .param("concertId", concertId)
                .update();
    }

    /// How far the lanes have been called, by concert.
    public Map<Long, Map<Lane, Long>> servingPositions(Collection<Long> concertIds) {
        Map<Long, Map<Lane, Long>> positions = new HashMap<>();
        jdbc.sql("""
                        select concert_id, lane, serving_position
                        from waitingroom.lane
                        where concert_id = any(:concertIds)
                        """).param("concertIds", longs(concertIds, id -> id)).query(row -> {
            positions
                    .computeIfAbsent(row.getLong("concert_id"), _ -> new EnumMap<>(Lane.class))
                    .put(Lane.valueOf(row.getString("lane")), row.getLong("serving_position"));
        });
        return positions;
    }

    /// Stores how far a lane has been called; the value only grows. False if another owner has begun.
    public boolean saveServingPosition(long concertId, Lane lane, long servingPosition, Epoch epoch) {
        return jdbc.sql("""
                                update waitingroom.lane
                                set serving_position = greatest(serving_position, :servingPosition), epoch = :epoch
                                where concert_id = :concertId and lane = :lane and epoch <= :epoch
                                """)
                        .param("servingPosition", servingPosition)
                        .param("epoch", epoch.value())
                        .param("concertId", concertId)
                        .param("lane", lane.name())
                        .update()
                == 1;
    }

    /// Streams the numbers of a lane whose places are stored.
    public void stored(long concertId, Lane lane, LongConsumer number) {
        jdbc.sql("""
                        select number
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane
                        """).param("concertId", concertId).param("lane", lane.name()).query(row -> {
            number.accept(row.getLong("number"));
        });
    }

    /// Makes the lane give numbers only after those of its stored places, for a lane whose own record of them was
    /// lost or is from an old copy.
    public void skipStoredNumbers(long concertId, Lane lane) {
        jdbc.sql("""
                        update waitingroom.lane
                        set number_given = greatest(number_given, (
                            select coalesce(max(number), 0)
                            from waitingroom.place
                            where concert_id = :concertId and lane = :lane))
                        where concert_id = :concertId and lane = :lane
                        """).param("concertId", concertId).param("lane", lane.name()).update();
    }

    /// Takes the lock of [PlaceBatches#insert(List)] early, for a transaction that first ends another place: keeps
    /// the lock order, which avoids deadlocks.
    public void shareDraw(long concertId) {
        jdbc.sql("select 1 from waitingroom.draw where concert_id = :concertId for key share")
                .param("concertId", concertId)
                .query(Integer.class)
                .single();
    }

    public Optional<Place> findLive(long concertId, UUID buyerId) {
        return jdbc.sql(FIND_LIVE)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> Place.of(row))
                .optional();
    }

    /// The place with which the buyer was admitted last, in any state.
    public Optional<Place> findLastAdmitted(long concertId, UUID buyerId) {
        return jdbc.sql(FIND_LAST_ADMITTED)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> Place.of(row))
                .optional();
    }

    public Optional<Place> find(long concertId, PlaceNumber place) {
        return jdbc.sql(FIND)
                .param("concertId", concertId)
                .param("lane", place.lane().name())
                .param("number", place.number())
                .query((row, _) -> Place.of(row))
                .optional();
    }

    /// Ends a live place; false if it was over already.
    @Transactional
    public boolean end(long concertId, PlaceNumber place, UUID buyerId, PlaceState state) {
        boolean ended = jdbc.sql("""
                                update waitingroom.place
                                set state = :state
                                where concert_id = :concertId and lane = :lane and number = :number and buyer_id = :buyerId
                                    and state in ('WAITING', 'ADMITTED')
                                """)
                        .param("state", state.name())
                        .param("concertId", concertId)
                        .param("lane", place.lane().name())
                        .param("number", place.number())
                        .param("buyerId", buyerId)
                        .update()
                == 1;
        if (ended) {
            news.tell(concertId, new RoomChange.Ended(place, state));
        }
        return ended;
    }

    /// Marks a place as expired whose time is over. False if there is nothing to expire, for example because it
    /// was admitted meanwhile. Every node knows that its time is over.
    public boolean expire(Place place, Instant now) {
        return jdbc.sql("""
                                update waitingroom.place
                                set state = 'EXPIRED'
                                where concert_id = :concertId and lane = :lane and number = :number and buyer_id = :buyerId
                                    and (state = 'WAITING' or state = 'ADMITTED' and admitted_until <= :now)
                                """)
                        .param("concertId", place.concertId())
                        .param("lane", place.number().lane().name())
                        .param("number", place.number().number())
                        .param("buyerId", place.buyerId())
                        .param("now", Timestamps.of(now))
                        .update()
                == 1;
    }

    /// Frees all waiting places from their challenges.
    public void dropChallenges(long concertId) {
        jdbc.sql("""
                        update waitingroom.place
                        set challenged = false
                        where concert_id = :concertId and challenged and state = 'WAITING'
                        """).param("concertId", concertId).update();
    }

    /// Frees a waiting place from its challenge, which its owner has solved.
    @Transactional
    public void proven(long concertId, PlaceNumber place, UUID buyerId) {
        jdbc.sql("""
                        update waitingroom.place
                        set challenged = false
                        where concert_id = :concertId and lane = :lane and number = :number and buyer_id = :buyerId
                            and state = 'WAITING'
                        """)
                .param("concertId", concertId)
                .param("lane", place.lane().name())
                .param("number", place.number())
                .param("buyerId", buyerId)
                .update();
        news.tell(concertId, new RoomChange.Proven(place));
    }

    /// The places that a room needs in memory: those whose admission has time left, in any state; places that
    /// were left; and waiting places under challenge.
    public List<Place> remembered(long concertId, Instant now) {
        return jdbc.sql("""
                        select %1$s
                        from waitingroom.place p
                        where concert_id = :concertId and admitted_until > :now
                        union
                        select %1$s
                        from waitingroom.place p
                        where concert_id = :concertId and state = 'LEFT'
                        union
                        select %1$s
                        from waitingroom.place p
                        where concert_id = :concertId and challenged and state = 'WAITING'
                        """.formatted(Place.COLUMNS))
                .param("concertId", concertId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> Place.of(row))
                .list();
    }

    private static RoomSettings roomSettings(ResultSet row) throws SQLException {
        String phase = row.getString("steered_phase");
        return new RoomSettings(
                phase == null ? null : Phase.valueOf(phase),
                row.getInt("capacity"),
                row.getInt("admit_per_minute"),
                row.getInt("priority_percent"),
                row.getBoolean("invite_only"),
                ChallengeMode.valueOf(row.getString("challenge")),
                row.getString("message"),
                row.getBoolean("holds_frozen"));
    }
}
