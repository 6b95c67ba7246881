package dev.frontrow.waitingroom;

import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Phase;
import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The waiting room's tables. Every step of a place is one guarded statement.
@Repository
class Places {

    record Place(
            long concertId,
            PlaceNumber number,
            UUID buyerId,
            PlaceState state,
            Instant joinedAt,
            @Nullable Instant admittedUntil) {}

    record RoomRow(
            @Nullable Phase steeredPhase,
            int capacity,
            int admitPerMinute,
            @Nullable String message,
            boolean holdsFrozen) {}

    private static final String[] LANES =
            Arrays.stream(Lane.values()).map(Lane::name).toArray(String[]::new);

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertRoom(long concertId, OnSale onSale) {
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

    RoomRow room(long concertId) {
        return jdbc.sql("""
                        select steered_phase, capacity, admit_per_minute, message, holds_frozen
                        from waitingroom.room
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> roomRow(row))
                .single();
    }

    /// Locks the room's row for a change by the operator. Joins go on meanwhile: they only need its key to stay.
    RoomRow lockRoom(long concertId) {
        return jdbc.sql("""
                        select steered_phase, capacity, admit_per_minute, message, holds_frozen
                        from waitingroom.room
                        where concert_id = :concertId
                        for no key update
                        """)
                .param("concertId", concertId)
                .query((row, _) -> roomRow(row))
                .single();
    }

    void updateRoom(long concertId, RoomRow changed) {
        jdbc.sql("""
                        update waitingroom.room
                        set steered_phase = :phase, capacity = :capacity, admit_per_minute = :admitPerMinute,
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
                .param("message", changed.message())
                .param("holdsFrozen", changed.holdsFrozen())
                .param("concertId", concertId)
                .update();
    }

    /// How far the lane had been admitted, as it was saved last.
    long servingPosition(long concertId, Lane lane) {
        return jdbc.sql("""
                        select serving_position
                        from waitingroom.lane
                        where concert_id = :concertId and lane = :lane
                        """)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .query(Long.class)
                .single();
    }

    /// The serving position only ever moves forward, whoever writes it.
    void saveServingPosition(long concertId, Lane lane, long servingPosition) {
        jdbc.sql("""
                        update waitingroom.lane
                        set serving_position = :servingPosition
                        where concert_id = :concertId and lane = :lane and serving_position < :servingPosition
                        """)
                .param("servingPosition", servingPosition)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .update();
    }

    /// False where the buyer has a live place already, or the number belongs to a draw that was closed meanwhile. Joins
    /// share the lock on the draw, so that it is not closed before they are committed.
    boolean insert(Place place) {
        return jdbc.sql("""
                                with draw as (
                                    select concert_id
                                    from waitingroom.draw
                                    where concert_id = :concertId
                                        and (closed_at is null
                                            or :number > case :lane when 'GENERAL' then general_registrations
                                                                    else priority_registrations end)
                                    for key share)
                                insert into waitingroom.place (concert_id, lane, number, buyer_id, state, joined_at)
                                select concert_id, :lane, :number, :buyerId, 'WAITING', :joinedAt
                                from draw
                                on conflict (concert_id, buyer_id) where state in ('WAITING', 'ADMITTED') do nothing
                                """)
                        .param("concertId", place.concertId())
                        .param("lane", place.number().lane().name())
                        .param("number", place.number().number())
                        .param("buyerId", place.buyerId())
                        .param("joinedAt", Timestamps.of(place.joinedAt()))
                        .update()
                == 1;
    }

    Optional<Place> findLive(long concertId, UUID buyerId) {
        return jdbc.sql("""
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and buyer_id = :buyerId and state in ('WAITING', 'ADMITTED')
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> place(row))
                .optional();
    }

    Optional<Place> find(long concertId, PlaceNumber place) {
        return jdbc.sql("""
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane and number = :number
                        """)
                .param("concertId", concertId)
                .param("lane", place.lane().name())
                .param("number", place.number())
                .query((row, _) -> place(row))
                .optional();
    }

    /// False where the place is not waiting any more.
    boolean admit(long concertId, PlaceNumber place, UUID buyerId, Instant until) {
        return jdbc.sql("""
                                update waitingroom.place
                                set state = 'ADMITTED', admitted_until = :until
                                where concert_id = :concertId and lane = :lane and number = :number and buyer_id = :buyerId
                                    and state = 'WAITING'
                                """)
                        .param("until", Timestamps.of(until))
                        .param("concertId", concertId)
                        .param("lane", place.lane().name())
                        .param("number", place.number())
                        .param("buyerId", buyerId)
                        .update()
                == 1;
    }

    /// Ends a place that is still live; false where it was over already.
    boolean end(long concertId, PlaceNumber place, UUID buyerId, PlaceState state) {
        return jdbc.sql("""
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
    }

    /// Finishes the buyer's admission, unless it is over; answers the place that it was.
    Optional<Place> finish(long concertId, UUID buyerId, Instant now) {
        return jdbc.sql("""
                        update waitingroom.place
                        set state = 'FINISHED'
                        where concert_id = :concertId and buyer_id = :buyerId
                            and state = 'ADMITTED' and admitted_until > :now
                        returning *
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> place(row))
                .optional();
    }

    /// Moves the end of every running admission.
    void moveAdmissions(long concertId, Duration by, Instant now) {
        jdbc.sql("""
                        update waitingroom.place
                        set admitted_until = admitted_until + make_interval(secs => :seconds)
                        where concert_id = :concertId and state = 'ADMITTED' and admitted_until > :now
                        """)
                .param("seconds", by.toMillis() / 1000.0)
                .param("concertId", concertId)
                .param("now", Timestamps.of(now))
                .update();
    }

    long lastNumber(long concertId, Lane lane) {
        return jdbc.sql("""
                        select coalesce(max(number), 0)
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane
                        """)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .query(Long.class)
                .single();
    }

    /// Places that a room must know by heart: admissions that have time left, however they stand, and numbers given up
    /// that have not been passed.
    List<Place> remembered(long concertId, Lane lane, long servingPosition, Instant now) {
        return jdbc.sql("""
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane and admitted_until > :now
                        union
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane and state = 'LEFT' and number > :servingPosition
                        """)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .param("now", Timestamps.of(now))
                .param("servingPosition", servingPosition)
                .query((row, _) -> place(row))
                .list();
    }

    /// The highest number that was ever admitted: the serving position had passed it, even if that was not saved.
    long lastAdmitted(long concertId, Lane lane) {
        return jdbc.sql("""
                        select coalesce(max(number), 0)
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane and admitted_until is not null
                        """)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .query(Long.class)
                .single();
    }

    private static RoomRow roomRow(ResultSet row) throws SQLException {
        String phase = row.getString("steered_phase");
        return new RoomRow(
                phase == null ? null : Phase.valueOf(phase),
                row.getInt("capacity"),
                row.getInt("admit_per_minute"),
                row.getString("message"),
                row.getBoolean("holds_frozen"));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getLong("concert_id"),
                new PlaceNumber(Lane.valueOf(row.getString("lane")), row.getLong("number")),
                row.getObject("buyer_id", UUID.class),
                PlaceState.valueOf(row.getString("state")),
                Timestamps.required(row, "joined_at"),
                Timestamps.nullable(row, "admitted_until"));
    }
}
