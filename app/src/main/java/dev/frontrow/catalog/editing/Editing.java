package dev.frontrow.catalog.editing;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.about.ConcertState;
import dev.frontrow.catalog.about.Edition;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.catalog.editing.EditOutcome.ConcertUnknown;
import dev.frontrow.catalog.editing.EditOutcome.Edited;
import dev.frontrow.catalog.editing.EditOutcome.EditedMeanwhile;
import dev.frontrow.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs an edit of a concert in a transaction of its own, one edit of a concert at a time, and lets this node and all
/// others read the concert again once it is committed.
@Component
class Editing {

    private final Catalog catalog;
    private final ConcertEdits edits;
    private final ConcertNews news;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Editing(Catalog catalog, ConcertEdits edits, ConcertNews news, AuditLog audit, TransactionTemplate transaction) {
        this.catalog = catalog;
        this.edits = edits;
        this.news = news;
        this.audit = audit;
        this.transaction = transaction;
    }

    /// @param action  as the audit log names it
    /// @param version that the caller has read
    /// @param change  decides first and writes then; writes nothing if it refuses
    EditOutcome edit(Action action, long concertId, int version, Function<Concert, EditOutcome> change) {
        try {
            Done done =
                    Objects.requireNonNull(transaction.execute(_ -> inTransaction(action, concertId, version, change)));
            if (done.repriced()) {
                catalog.repriced(concertId);
            } else if (done.outcome() instanceof Edited) {
                catalog.edited(concertId);
            }
            return done.outcome();
        } catch (Problem refused) {
            throw refused;
        } catch (RuntimeException failed) {
            // It may have been committed nevertheless.
            news.doubt(concertId);
            throw failed;
        }
    }

    /// What the audit log keeps of a concert.
    private record Snapshot(
            ConcertState state,
            String title,
            String venue,
            OnSale onSale,
            Particulars particulars,
            List<PriceLevel> priceLevels,
            List<Performance> performances) {

        static Snapshot of(Concert concert) {
            return new Snapshot(
                    concert.edition().state(),
                    concert.title(),
                    concert.venue(),
                    concert.onSale(),
                    concert.particulars(),
                    concert.priceLevels(),
                    concert.performances());
        }
    }

    /// @param repriced whether amounts have changed
    private record Done(EditOutcome outcome, boolean repriced) {}

    private Done inTransaction(Action action, long concertId, int version, Function<Concert, EditOutcome> change) {
        edits.lock(concertId);
        Optional<Concert> stored = catalog.stored(concertId);
        if (stored.isEmpty()) {
            return new Done(new ConcertUnknown(), false);
        }
        Edition before = stored.get().edition();
        if (before.version() != version) {
            return new Done(new EditedMeanwhile(before.version()), false);
        }
        EditOutcome outcome = change.apply(stored.get());
        if (!(outcome instanceof Edited)) {
            return new Done(outcome, false);
        }
        Concert after = catalog.stored(concertId).orElseThrow();
        boolean repriced = after.edition().priceChanges() != before.priceChanges();
        news.tell(concertId, repriced);
        audit.record(action, "concert " + concertId, Snapshot.of(stored.get()), Snapshot.of(after));
        return new Done(new Edited(after), repriced);
    }
}
