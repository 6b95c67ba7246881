package dev.frontrow.waitingroom;

import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Phase;
import dev.frontrow.database.Timestamps;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The waiting room's tables. Every step of a place is one guarded statement.
@Repository
class Places {

    private static final String[] LANES =
            Arrays.stream(Lane.values()).map(Lane::name).toArray(String[]::new);

    private final JdbcClient jdbc;
    private final PlaceBatches groups;
    private final AdmissionEnds admissionEnds;

    Places(JdbcClient jdbc, PlaceBatches groups, AdmissionEnds admissionEnds) {
        this.jdbc = jdbc;
        this.groups = groups;
        this.admissionEnds = admissionEnds;
    }

    /// For a step that many buyers take at the same time, and that is not part of a transaction.
    PlaceBatches together() {
        return groups;
    }

    /// The steps of places that were let in.
    AdmissionEnds admissionEnds() {
        return admissionEnds;
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

    RoomSettings room(long concertId) {
        return jdbc.sql("""
                        select *
                        from waitingroom.room
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> roomSettings(row))
                .single();
    }

    /// Locks the room's row for a change by the operator. Joins go on meanwhile: they only need its key to stay.
    RoomSettings lockRoom(long concertId) {
        return jdbc.sql("""
                        select *
                        from waitingroom.room
                        where concert_id = :concertId
                        for no key update
                        """)
                .param("concertId", concertId)
                .query((row, _) -> roomSettings(row))
                .single();
    }

    void updateRoom(long concertId, RoomSettings changed) {
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
    }

    List<LaneProgress> lanes(long concertId) {
        return jdbc.sql("""
                        select l.lane, l.serving_position, l.number_given, l.number_max,
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
                        row.getLong("number_max"),
                        row.getLong("number_stored"),
                        row.getLong("places_stored")))
                .list();
    }

    /// Makes sure that numbers up to this one are known to have been given, whatever happens to the places.
    void leaseNumbers(long concertId, Lane lane, long upTo) {
        jdbc.sql("""
                        update waitingroom.lane
                        set number_max = :upTo
                        where concert_id = :concertId and lane = :lane and number_max < :upTo
                        """)
                .param("upTo", upTo)
                .param("concertId", concertId)
                .param("lane", lane.name())
                .update();
    }

    /// Both only ever move forward, whoever writes them.
    void saveProgress(long concertId, Lane lane, Reached reached) {
        jdbc.sql("""
                        update waitingroom.lane
                        set serving_position = greatest(serving_position, :servingPosition),
                            number_given = greatest(number_given, :numberGiven)
                        where concert_id = :concertId and lane = :lane
                        """)
                .param("servingPosition", reached.servingPosition())
                .param("numberGiven", reached.numberGiven())
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
                                insert into waitingroom.place
                                    (concert_id, lane, number, buyer_id, state, joined_at, challenged)
                                select concert_id, :lane, :number, :buyerId, 'WAITING', :joinedAt, :challenged
                                from draw
                                on conflict (concert_id, buyer_id) where state in ('WAITING', 'ADMITTED') do nothing
                                """)
                        .param("concertId", place.concertId())
                        .param("lane", place.number().lane().name())
                        .param("number", place.number().number())
                        .param("buyerId", place.buyerId())
                        .param("joinedAt", Timestamps.of(place.joinedAt()))
                        .param("challenged", place.challenged())
                        .update()
                == 1;
    }

    /// Takes the lock that [#insert] takes, for a transaction that ends a place before: locks have an order.
    void shareDraw(long concertId) {
        jdbc.sql("select 1 from waitingroom.draw where concert_id = :concertId for key share")
                .param("concertId", concertId)
                .query(Integer.class)
                .single();
    }

    Optional<Place> findLive(long concertId, UUID buyerId) {
        return jdbc.sql("""
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and buyer_id = :buyerId and state in ('WAITING', 'ADMITTED')
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> Place.of(row))
                .optional();
    }

    /// The place that the buyer was let in with last, however it stands.
    Optional<Place> findLastAdmitted(long concertId, UUID buyerId) {
        return jdbc.sql("""
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and buyer_id = :buyerId and admitted_until is not null
                        order by admitted_until desc
                        limit 1
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> Place.of(row))
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
                .query((row, _) -> Place.of(row))
                .optional();
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

    /// Ends a live place whose time is over; false where there is none, as where its owner has been let in meanwhile.
    boolean expire(Place place, Instant now) {
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

    /// Nobody who waits has to solve a challenge any more.
    void dropChallenges(long concertId) {
        jdbc.sql("""
                        update waitingroom.place
                        set challenged = false
                        where concert_id = :concertId and challenged and state = 'WAITING'
                        """).param("concertId", concertId).update();
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

    /// The place's owner has solved its challenge.
    void proven(long concertId, PlaceNumber place, UUID buyerId) {
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
    }

    /// Places that a room must know by heart: admissions that have time left, however they stand, numbers
    /// that were given up, and live places under challenge.
    List<Place> remembered(long concertId, Instant now) {
        return jdbc.sql("""
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and admitted_until > :now
                        union
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and state = 'LEFT'
                        union
                        select *
                        from waitingroom.place
                        where concert_id = :concertId and challenged and state = 'WAITING'
                        """)
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
