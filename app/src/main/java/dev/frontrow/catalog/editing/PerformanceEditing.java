package dev.frontrow.catalog.editing;

import dev.frontrow.audit.Action;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.PerformancesCancelled;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertChange.What;
import dev.frontrow.catalog.editing.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.editing.EditOutcome.Cancelled;
import dev.frontrow.catalog.editing.EditOutcome.Edited;
import dev.frontrow.catalog.editing.EditOutcome.PerformanceUnknown;
import dev.frontrow.catalog.editing.EditOutcome.TooLate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;

/// Adds, moves and cancels performances. Thread-safe.
@Service
class PerformanceEditing {

    private static final int PERFORMANCES_MAX = 100;

    private final Editing editing;
    private final ConcertEdits edits;
    private final Additions additions;
    private final Neighbours neighbours;
    private final InstantSource clock;

    PerformanceEditing(
            Editing editing, ConcertEdits edits, Additions additions, Neighbours neighbours, InstantSource clock) {
        this.editing = editing;
        this.edits = edits;
        this.additions = additions;
        this.neighbours = neighbours;
        this.clock = clock;
    }

    EditOutcome add(long concertId, int version, PerformanceForm form) {
        return editing.edit(Action.PERFORMANCE_ADDED, concertId, version, concert -> add(concert, form));
    }

    private EditOutcome add(Concert concert, PerformanceForm form) {
        if (concert.isCancelled()) {
            return new Cancelled();
        }
        boolean closed = neighbours.phases().phaseOf(concert) == Phase.CLOSED;
        if (closed || concert.performances().size() >= PERFORMANCES_MAX) {
            return new TooLate("performances");
        }
        additions.add(concert, form);
        Guards.must(edits.touch(concert.concertId(), concert.edition().version()));
        return new Edited(concert);
    }

    EditOutcome move(long concertId, long performanceId, int version, Instant startsAt) {
        return edit(
                Action.PERFORMANCE_MOVED,
                concertId,
                performanceId,
                version,
                (concert, performance) -> move(concert, performance, startsAt));
    }

    private EditOutcome move(Concert concert, Performance performance, Instant startsAt) {
        Instant now = clock.instant();
        if (!performance.startsAt().isAfter(now)) {
            return new TooLate("startsAt");
        }
        additions.requireStart(startsAt, concert);
        Guards.must(edits.touch(concert.concertId(), concert.edition().version()));
        if (startsAt.equals(performance.startsAt())) {
            return new Edited(concert);
        }
        Guards.must(edits.move(performance.performanceId(), startsAt, now));
        note(concert, performance, What.TIME, now, startsAt);
        return new Edited(concert);
    }

    EditOutcome cancel(long concertId, long performanceId, int version) {
        return edit(Action.PERFORMANCE_CANCELLED, concertId, performanceId, version, this::cancel);
    }

    private EditOutcome cancel(Concert concert, Performance performance) {
        Instant now = clock.instant();
        Guards.must(edits.touch(concert.concertId(), concert.edition().version()));
        Guards.must(edits.cancelPerformance(performance.performanceId(), now));
        List<Long> only = List.of(performance.performanceId());
        neighbours.guard().withdraw(concert.concertId(), only);
        if (concert.isPublic()) {
            edits.insertChanges(
                    concert.concertId(),
                    List.of(new ConcertChange(now, performance.performanceId(), What.CANCELLED, null, null, null)));
            neighbours.events().publishEvent(new PerformancesCancelled(concert.concertId(), only));
        }
        return new Edited(concert);
    }

    private void note(Concert concert, Performance performance, What what, Instant now, Instant startsAt) {
        if (concert.isPublic()) {
            edits.insertChanges(
                    concert.concertId(),
                    List.of(new ConcertChange(
                            now,
                            performance.performanceId(),
                            what,
                            null,
                            performance.startsAt().toString(),
                            startsAt.toString())));
        }
    }

    private EditOutcome edit(
            Action action,
            long concertId,
            long performanceId,
            int version,
            BiFunction<Concert, Performance, EditOutcome> change) {
        return editing.edit(action, concertId, version, concert -> {
            if (concert.isCancelled()) {
                return new Cancelled();
            }
            return concert.performances().stream()
                    .filter(performance -> performance.performanceId() == performanceId)
                    .findFirst()
                    .map(performance -> performance.cancelled() ? new Cancelled() : change.apply(concert, performance))
                    .orElseGet(PerformanceUnknown::new);
        });
    }
}
