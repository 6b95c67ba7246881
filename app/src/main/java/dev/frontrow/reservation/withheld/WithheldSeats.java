package dev.frontrow.reservation.withheld;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.reservation.withheld.WithheldRows.SeatKey;
import dev.frontrow.reservation.withheld.WithheldRows.Terms;
import dev.frontrow.reservation.withheld.WithholdCommand.KeepPlaces;
import dev.frontrow.reservation.withheld.WithholdCommand.KeepSeats;
import dev.frontrow.reservation.withheld.WithholdCommand.Release;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps seats back and releases them. Only free seats are kept back: what somebody holds or owns is never taken from
/// them. Thread-safe.
@Service
public class WithheldSeats implements CommandBatch<WithholdCommand, WithholdOutcome> {

    private static final int ALLOCATIONS_MAX = 200;
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

    /// Also one of a draft: seats are kept back for artists before anybody can buy.
    boolean isKnown(long performanceId) {
        return catalog.concertOf(performanceId).isPresent();
    }

    List<WithheldSeat> list(long performanceId, String after, int limit) {
        return rows.list(performanceId, after, limit);
    }

    /// Why seats and places of a performance are kept back, by label; of at most so many.
    public Map<String, String> reasons(long performanceId, int limit) {
        return rows.list(performanceId, "", limit).stream()
                .collect(Collectors.toMap(WithheldSeat::seat, WithheldSeat::reason));
    }

    /// What is kept back, by reason; the largest first.
    List<Allocation> allocations(long performanceId) {
        return rows.allocations(performanceId, ALLOCATIONS_MAX);
    }

    /// Operators are few, and what they do changes the same houses.
    @Override
    public Object lane(WithholdCommand command) {
        return "seats";
    }

    /// Returns one outcome per command, in order, each seeing the effects of earlier ones. Named seats are locked
    /// before the first decision; places of areas are never waited for.
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<WithholdOutcome> run(List<WithholdCommand> commands, RoundTrip writes) {
        commands.stream()
                .flatMap(command -> catalog.concertOf(command.performanceId()).stream())
                .distinct()
                .sorted()
                .forEach(rows::lockFreeze);
        rows.lock(commands.stream()
                .flatMap(command -> command.seats().stream().map(seat -> new SeatKey(command.performanceId(), seat)))
                .distinct()
                .toList());
        return commands.stream().map(this::run).toList();
    }

    private WithholdOutcome run(WithholdCommand command) {
        if (!isKnown(command.performanceId())) {
            return new WithholdOutcome.PerformanceUnknown();
        }
        return switch (command) {
            case KeepSeats seats -> keep(seats);
            case KeepPlaces places -> keep(places);
            case Release seats -> release(seats);
        };
    }

    private WithholdOutcome keep(KeepSeats command) {
        long performanceId = command.performanceId();
        SeatMap map = catalog.seatMap(performanceId);
        List<String> unknown =
                command.seats().stream().filter(seat -> !isSeat(map.seat(seat))).toList();
        if (!unknown.isEmpty()) {
            return new WithholdOutcome.SeatsUnknown(unknown);
        }
        List<String> free = rows.free(performanceId, command.seats().toArray(String[]::new), clock.instant());
        return free.size() < command.seats().size()
                ? new WithholdOutcome.SeatsTaken(others(command.seats(), free))
                : keep(performanceId, free, command.actor(), command.freeAt());
    }

    private static boolean isSeat(@Nullable Seat found) {
        return found != null && found.area() == null;
    }

    private WithholdOutcome keep(KeepPlaces command) {
        long performanceId = command.performanceId();
        String area = command.area();
        if (catalog.seatMap(performanceId).area(area) == null) {
            return new WithholdOutcome.AreaUnknown(area);
        }
        List<String> free = rows.lockFreePlaces(performanceId, area, command.places(), clock.instant());
        return free.size() < command.places()
                ? new WithholdOutcome.AreaFull(area, free.size())
                : keep(performanceId, free, command.actor(), command.freeAt());
    }

    private WithholdOutcome keep(long performanceId, List<String> seats, Actor operator, @Nullable Instant freeAt) {
        var terms = new Terms(Objects.requireNonNull(operator.id()), Objects.requireNonNull(operator.reason()), freeAt);
        String[] labels = seats.toArray(String[]::new);
        follow(rows.withhold(performanceId, labels, terms, clock.instant()), seats.size());
        operator.does(() -> record(Action.SEATS_WITHHELD, performanceId, seats));
        return new WithholdOutcome.Kept(seats);
    }

    private WithholdOutcome release(Release command) {
        long performanceId = command.performanceId();
        String[] labels = command.seats().toArray(String[]::new);
        List<String> withheld = rows.withheld(performanceId, labels);
        if (withheld.size() < command.seats().size()) {
            return new WithholdOutcome.NotWithheld(others(command.seats(), withheld));
        }
        follow(rows.release(performanceId, labels), withheld.size());
        command.actor().does(() -> record(Action.SEATS_RELEASED, performanceId, withheld));
        return new WithholdOutcome.Freed(withheld);
    }

    private static List<String> others(Set<String> named, List<String> without) {
        Set<String> others = new TreeSet<>(named);
        without.forEach(others::remove);
        return List.copyOf(others);
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
        rows.lock(due.stream().map(seat -> new SeatKey(performanceId, seat)).toList());
        List<String> locked = rows.withheld(performanceId, due.toArray(String[]::new));
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
