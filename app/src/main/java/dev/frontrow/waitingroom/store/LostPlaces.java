package dev.frontrow.waitingroom.store;

import dev.frontrow.database.Timestamps;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Restores places whose rows the store has lost, from their queue tokens, and in no better state than when their
/// rows were deleted.
@Repository
public class LostPlaces {

    /// @param isSettled false if another transaction may be changing the place
    /// @param givenUp   the owner's newer place, if it was given up for this one
    public record Restored(
            Place place, boolean isSettled, @Nullable PlaceNumber givenUp) {}

    private final JdbcClient jdbc;
    private final Places places;

    LostPlaces(JdbcClient jdbc, Places places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    /// The stored place. A lost one is restored. If its owner has joined again, the newer place ends, unless it
    /// is admitted or this one was over.
    @Transactional
    public Restored restore(QueueToken token, Instant now) {
        Optional<Place> settled = findUnlocked(token);
        if (settled.isPresent()) {
            return new Restored(settled.get(), true, null);
        }
        Optional<Place> running = find(token);
        if (running.isPresent()) {
            return new Restored(running.get(), false, null);
        }
        Place lost = asItStood(token, now);
        PlaceNumber givenUp = null;
        Optional<Place> newer =
                lost.state().live() ? places.findLive(token.concertId(), token.buyerId()) : Optional.empty();
        if (newer.isPresent()) {
            if (newer.get().state() == PlaceState.ADMITTED) {
                lost = lost.as(PlaceState.LEFT, null);
            } else {
                givenUp = newer.get().number();
                places.end(token.concertId(), givenUp, token.buyerId(), PlaceState.LEFT);
            }
        }
        insert(lost);
        return new Restored(find(token).orElseThrow(), true, givenUp);
    }

    private Optional<Place> find(QueueToken token) {
        return places.find(token.concertId(), token.place());
    }

    /// Empty also while another transaction has the row locked: its outcome is not known yet.
    private Optional<Place> findUnlocked(QueueToken token) {
        return jdbc.sql("""
                        select %s
                        from waitingroom.place p
                        where concert_id = :concertId and lane = :lane and number = :number
                        for share skip locked
                        """.formatted(Place.COLUMNS))
                .param("concertId", token.concertId())
                .param("lane", token.place().lane().name())
                .param("number", token.place().number())
                .query((row, _) -> Place.of(row))
                .optional();
    }

    /// The place as noted when its row was deleted, or else as the token, which may be old, tells it; with the
    /// later of both admission ends.
    private Place asItStood(QueueToken token, Instant now) {
        var told = new Place(
                token.concertId(),
                token.place(),
                token.buyerId(),
                PlaceState.WAITING,
                token.joinedAt(),
                false,
                fixed(token.admittedUntil()));
        Place last = findDeleted(told).orElse(told);
        AdmissionTerm term = later(told.admission(), last.admission());
        if (!last.state().live() || term == null) {
            return last;
        }
        return last.as(now.isBefore(term.until()) ? PlaceState.ADMITTED : PlaceState.EXPIRED, term);
    }

    private static @Nullable AdmissionTerm later(@Nullable AdmissionTerm one, @Nullable AdmissionTerm other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.until().isAfter(other.until()) ? one : other;
    }

    /// The end cannot be extended any more.
    private static @Nullable AdmissionTerm fixed(@Nullable Instant until) {
        return until == null ? null : AdmissionTerm.fixed(until);
    }

    private Optional<Place> findDeleted(Place told) {
        return jdbc.sql("""
                        select state, challenged, admitted_until
                        from waitingroom.deleted_place
                        where concert_id = :concertId and lane = :lane and number = :number
                        """)
                .param("concertId", told.concertId())
                .param("lane", told.number().lane().name())
                .param("number", told.number().number())
                .query((row, _) -> new Place(
                        told.concertId(),
                        told.number(),
                        told.buyerId(),
                        PlaceState.valueOf(row.getString("state")),
                        told.joinedAt(),
                        row.getBoolean("challenged"),
                        fixed(Timestamps.nullable(row, "admitted_until"))))
                .optional();
    }

    private void insert(Place lost) {
        AdmissionTerm term = lost.admission();
        jdbc.sql("""
                        insert into waitingroom.place
                            (concert_id, lane, number, buyer_id, state, joined_at, challenged, admitted_until,
                             admitted_until_max)
                        values (:concertId, :lane, :number, :buyerId, :state, :joinedAt, :challenged, :admittedUntil,
                                :admittedUntil)
                        on conflict (concert_id, lane, number) do nothing
                        """)
                .param("concertId", lost.concertId())
                .param("lane", lost.number().lane().name())
                .param("number", lost.number().number())
                .param("buyerId", lost.buyerId())
                .param("state", lost.state().name())
                .param("joinedAt", Timestamps.of(lost.joinedAt()))
                .param("challenged", lost.challenged())
                .param("admittedUntil", Timestamps.ofNullable(term == null ? null : term.until()))
                .update();
    }
}
