package dev.frontrow.reservation.withheld;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.withheld.WithheldRows.Terms;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps seats back and releases them. Only free seats are kept back: what somebody holds or owns is never taken from
/// them. Thread-safe.
@Service
class WithheldSeats {

    private static final int FREED_AT_ONCE_MAX = 500;

    private final WithheldRows rows;
    private final Catalog catalog;
    private final SeatBoards boards;
    private final AuditLog audit;
    private final InstantSource clock;

    WithheldSeats(WithheldRows rows, Catalog catalog, SeatBoards boards, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.catalog = catalog;
        this.boards = boards;
        this.audit = audit;
        this.clock = clock;
    }

    boolean isKnown(long performanceId) {
        return catalog.performance(performanceId).isPresent();
    }

    private long concertOf(long performanceId) {
        return catalog.performance(performanceId).orElseThrow().concertId();
    }

    List<WithheldSeat> list(long performanceId, String after, int limit) {
        return rows.list(performanceId, after, limit);
    }

    /// Keeps named seats back.
    @Transactional
    WithholdOutcome withhold(long performanceId, Set<String> seats, Actor operator, @Nullable Instant freeAt) {
        if (!isKnown(performanceId)) {
            return new WithholdOutcome.PerformanceUnknown();
        }
        rows.lockFreeze(concertOf(performanceId));
        SeatMap map = catalog.seatMap(performanceId);
        List<String> unknown =
                seats.stream().filter(seat -> !isSeat(map.seat(seat))).toList();
        if (!unknown.isEmpty()) {
            return new WithholdOutcome.SeatsUnknown(unknown);
        }
        List<String> free = rows.lockFree(performanceId, seats.toArray(String[]::new), clock.instant());
        if (free.size() < seats.size()) {
            Set<String> taken = new TreeSet<>(seats);
            free.forEach(taken::remove);
            return new WithholdOutcome.SeatsTaken(List.copyOf(taken));
        }
        return keep(performanceId, free, operator, freeAt);
    }

    private static boolean isSeat(@Nullable Seat found) {
        return found != null && found.area() == null;
    }

    /// Keeps so many places of an area back.
    @Transactional
    WithholdOutcome withhold(long performanceId, String area, int places, Actor operator, @Nullable Instant freeAt) {
        if (!isKnown(performanceId)) {
            return new WithholdOutcome.PerformanceUnknown();
        }
        if (catalog.seatMap(performanceId).area(area) == null) {
            return new WithholdOutcome.AreaUnknown(area);
        }
        rows.lockFreeze(concertOf(performanceId));
        List<String> free = rows.lockFreePlaces(performanceId, area, places, clock.instant());
        return free.size() < places
                ? new WithholdOutcome.AreaFull(area, free.size())
                : keep(performanceId, free, operator, freeAt);
    }

    private WithholdOutcome keep(long performanceId, List<String> seats, Actor operator, @Nullable Instant freeAt) {
        var terms = new Terms(Objects.requireNonNull(operator.id()), Objects.requireNonNull(operator.reason()), freeAt);
        String[] labels = seats.toArray(String[]::new);
        follow(rows.withhold(performanceId, labels, terms, clock.instant()), seats.size());
        record(Action.SEATS_WITHHELD, performanceId, seats);
        return new WithholdOutcome.Changed(seats);
    }

    @Transactional
    WithholdOutcome release(long performanceId, Set<String> seats) {
        if (!isKnown(performanceId)) {
            return new WithholdOutcome.PerformanceUnknown();
        }
        rows.lockFreeze(concertOf(performanceId));
        String[] labels = seats.toArray(String[]::new);
        List<String> withheld = rows.lockWithheld(performanceId, labels);
        if (withheld.size() < seats.size()) {
            Set<String> others = new TreeSet<>(seats);
            withheld.forEach(others::remove);
            return new WithholdOutcome.NotWithheld(List.copyOf(others));
        }
        follow(rows.release(performanceId, labels), seats.size());
        record(Action.SEATS_RELEASED, performanceId, withheld);
        return new WithholdOutcome.Changed(withheld);
    }

    /// Frees some seats of one performance whose time has come; returns how many. Nothing depends on it: until then
    /// they are not for sale. The entry of the audit log is the last lock, so another performance waits for another
    /// commit.
    @Transactional
    int sweep() {
        Instant now = clock.instant();
        return rows.due(now).stream()
                .findFirst()
                .map(performanceId -> sweep(performanceId, now))
                .orElse(0);
    }

    private int sweep(long performanceId, Instant now) {
        List<String> due = rows.dueSeats(performanceId, now, FREED_AT_ONCE_MAX);
        List<String> locked = rows.lockWithheld(performanceId, due.toArray(String[]::new));
        follow(rows.release(performanceId, locked.toArray(String[]::new)), locked.size());
        Actor.system("release of withheld seats").does(() -> record(Action.SEATS_RELEASED, performanceId, locked));
        return locked.size();
    }

    private void follow(List<SeatChange> changes, int expected) {
        if (changes.size() != expected) {
            throw new IllegalStateException("expected " + expected + " seats under lock, found " + changes.size());
        }
        boards.follow(changes);
    }

    private void record(Action action, long performanceId, List<String> seats) {
        audit.record(action, "performance " + performanceId, null, Map.of("seats", seats));
    }
}
