package dev.frontrow.catalog.editing;

import dev.frontrow.audit.Action;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.PerformancesCancelled;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertChange.What;
import dev.frontrow.catalog.about.ConcertState;
import dev.frontrow.catalog.editing.EditOutcome.Cancelled;
import dev.frontrow.catalog.editing.EditOutcome.Edited;
import dev.frontrow.catalog.editing.EditOutcome.LevelsClaimed;
import dev.frontrow.catalog.editing.EditOutcome.PublishedAlready;
import dev.frontrow.catalog.editing.EditOutcome.TooLate;
import dev.frontrow.problem.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Edits, publishes and cancels concerts. What may still be changed once a sale runs is told in docs/box-office.md.
/// Thread-safe.
@Service
class ConcertEditing {

    private final Editing editing;
    private final ConcertEdits edits;
    private final ConcertPlan plan;
    private final Neighbours neighbours;
    private final InstantSource clock;

    ConcertEditing(Editing editing, ConcertEdits edits, ConcertPlan plan, Neighbours neighbours, InstantSource clock) {
        this.editing = editing;
        this.edits = edits;
        this.plan = plan;
        this.neighbours = neighbours;
        this.clock = clock;
    }

    EditOutcome edit(long concertId, ConcertEditForm form) {
        plan.requireSound("priceLevels", form.priceLevels());
        return editing.edit(
                Action.CONCERT_EDITED,
                concertId,
                form.version(),
                concert -> change(concert, ConcertDraft.of(concert, form, plan)));
    }

    /// Gives the concert another poster, or none.
    EditOutcome setPoster(long concertId, int version, @Nullable String poster) {
        return editing.edit(
                Action.POSTER_CHANGED,
                concertId,
                version,
                concert -> change(
                        concert, ConcertDraft.of(concert, concert.particulars().withPoster(poster))));
    }

    private EditOutcome change(Concert concert, ConcertDraft draft) {
        if (concert.isCancelled()) {
            return new Cancelled();
        }
        Instant now = clock.instant();
        Optional<String> late = tooLate(concert, draft.onSale(), now);
        if (late.isPresent()) {
            return new TooLate(late.get());
        }
        requireFuture(concert, draft.onSale(), now);
        List<String> levels = draft.repriced().stream().map(PriceLevel::name).toList();
        if (!levels.isEmpty() && !neighbours.guard().reprice(concert, levels)) {
            return new LevelsClaimed(levels);
        }
        write(concert, draft, now);
        return new Edited(concert);
    }

    private void write(Concert concert, ConcertDraft draft, Instant now) {
        long concertId = concert.concertId();
        Guards.must(edits.update(concertId, concert.edition().version(), draft, now));
        neighbours.texts().putTexts(concertId, draft.particulars().texts());
        if (!draft.repriced().isEmpty()) {
            Guards.must(edits.updateAmounts(concertId, draft.repriced())
                    == draft.repriced().size());
        }
        edits.insertChanges(concertId, Changes.between(concert, draft.of(concert), now));
    }

    /// The field whose time to be changed is over.
    private Optional<String> tooLate(Concert concert, OnSale wanted, Instant now) {
        OnSale before = concert.onSale();
        Phase phase = neighbours.phases().phaseOf(concert);
        boolean opened = phase != Phase.SCHEDULED && phase != Phase.PRE_QUEUE || !now.isBefore(before.opensAt());
        if (opened && !wanted.opensAt().equals(before.opensAt())) {
            return Optional.of("sale.opensAt");
        }
        boolean gathering = opened || phase == Phase.PRE_QUEUE;
        if (gathering && !Objects.equals(wanted.preQueueOpensAt(), before.preQueueOpensAt())) {
            return Optional.of("sale.preQueueOpensAt");
        }
        if (phase == Phase.CLOSED && !Objects.equals(wanted.closesAt(), before.closesAt())) {
            return Optional.of("sale.closesAt");
        }
        return Optional.empty();
    }

    private static void requireFuture(Concert concert, OnSale wanted, Instant now) {
        OnSale before = concert.onSale();
        requireFuture("sale.opensAt", before.opensAt(), wanted.opensAt(), now);
        requireFuture("sale.preQueueOpensAt", before.preQueueOpensAt(), wanted.preQueueOpensAt(), now);
        requireFuture("sale.closesAt", before.closesAt(), wanted.closesAt(), now);
        boolean late = concert.performances().stream()
                .anyMatch(performance ->
                        !performance.cancelled() && !performance.startsAt().isAfter(wanted.opensAt()));
        if (late && !wanted.opensAt().equals(before.opensAt())) {
            throw Problem.invalidField("sale.opensAt", "before-performance");
        }
    }

    private static void requireFuture(String field, @Nullable Instant before, @Nullable Instant wanted, Instant now) {
        if (wanted != null && !wanted.equals(before) && !wanted.isAfter(now)) {
            throw Problem.invalidField(field, "in-future");
        }
    }

    /// Shows a draft to fans.
    EditOutcome publish(long concertId, int version) {
        return editing.edit(Action.CONCERT_PUBLISHED, concertId, version, this::publish);
    }

    private EditOutcome publish(Concert concert) {
        Instant now = clock.instant();
        return switch (concert.edition().state()) {
            case CANCELLED -> new Cancelled();
            case PUBLISHED -> new PublishedAlready();
            case DRAFT -> {
                Instant closesAt = concert.onSale().closesAt();
                if (closesAt != null && !closesAt.isAfter(now)) {
                    yield new TooLate("sale.closesAt");
                }
                if (concert.performances().stream().noneMatch(performance -> isToCome(performance, now))) {
                    yield new TooLate("performances");
                }
                Guards.must(edits.publish(concert.concertId(), concert.edition().version(), now));
                yield new Edited(concert);
            }
        };
    }

    private static boolean isToCome(Performance performance, Instant now) {
        return !performance.cancelled() && performance.startsAt().isAfter(now);
    }

    /// Ends the sale for good. What was sold is to be refunded by those who hear of it.
    EditOutcome cancel(long concertId, int version) {
        return editing.edit(Action.CONCERT_CANCELLED, concertId, version, this::cancel);
    }

    private EditOutcome cancel(Concert concert) {
        if (concert.edition().state() == ConcertState.CANCELLED) {
            return new Cancelled();
        }
        Instant now = clock.instant();
        List<Long> running = concert.performances().stream()
                .filter(performance -> !performance.cancelled())
                .map(Performance::performanceId)
                .toList();
        Guards.must(edits.cancel(concert.concertId(), concert.edition().version(), now));
        neighbours.guard().withdraw(concert.concertId(), running);
        if (concert.isPublic()) {
            edits.insertChanges(
                    concert.concertId(), List.of(new ConcertChange(now, null, What.CANCELLED, null, null, null)));
            neighbours.events().publishEvent(new PerformancesCancelled(concert.concertId(), running));
        }
        return new Edited(concert);
    }
}
