package dev.frontrow.reservation;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.reservation.ExtensionOutcome.Extended;
import dev.frontrow.seating.SeatPressure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Extends a hold once, for buyers who need more time to read and type (WCAG 2.2.1). Idempotent: a repeat returns
/// the same end, so a client may safely retry. Thread-safe.
///
/// Refused while a section of the hold is under pressure ([SeatPressure]). The database decides whether the hold
/// still has its seats.
@Service
public class HoldExtension {

    private final Holds holds;
    private final HoldTerms terms;
    private final SeatPressure pressure;
    private final ExtensionDecision decision;
    private final TransactionTemplate transaction;

    HoldExtension(
            Holds holds,
            HoldTerms terms,
            SeatPressure pressure,
            ExtensionDecision decision,
            TransactionTemplate transaction) {
        this.holds = holds;
        this.terms = terms;
        this.pressure = pressure;
        this.decision = decision;
        this.transaction = transaction;
    }

    /// Extends the buyer's own hold, and their admission if it would end earlier. Must not be called in a
    /// transaction.
    public ExtensionOutcome extend(UUID holdId, UUID buyerId, SaleScope scope) {
        Optional<Hold> found = holds.find(holdId, buyerId);
        if (found.isEmpty()) {
            return new ExtensionOutcome.HoldUnknown();
        }
        Hold hold = found.get();
        if (!isExtendable(hold)) {
            return decision.asItStands(hold);
        }
        if (!scope.covers(hold.concertId())) {
            return new ExtensionOutcome.OutOfScope();
        }
        return isUnderPressure(hold)
                ? new ExtensionOutcome.UnderPressure()
                : extendAlone(new HoldOfBuyer(holdId, buyerId));
    }

    private ExtensionOutcome extendAlone(HoldOfBuyer key) {
        return Objects.requireNonNull(transaction.execute(status -> {
            ExtensionOutcome outcome = decision.extend(key);
            if (!(outcome instanceof Extended)) {
                status.setRollbackOnly();
            }
            return outcome;
        }));
    }

    /// Keeps a buyer admitted until their hold ends, since a hold may outlast the admission in which it was made.
    /// Must not be called in a transaction.
    ///
    /// @return false if the admission is over, so the hold cannot be paid
    public boolean keepPayable(Hold hold) {
        return Objects.requireNonNull(transaction.execute(_ -> decision.keepInside(hold)))
                .isPresent();
    }

    /// Whether the hold runs and has not been extended.
    public boolean isExtendable(Hold hold) {
        return hold.isExtendableAt(terms.now());
    }

    /// How much longer an extension would make the hold.
    public Duration extensionOf(Hold hold) {
        Duration left = Duration.between(hold.expiresAt(), hold.expiresAtMax());
        return left.compareTo(terms.holdExtension()) < 0 ? left : terms.holdExtension();
    }

    /// Whether any of the hold's sections is under pressure. Must not be called in a transaction.
    public boolean isUnderPressure(Hold hold) {
        return pressure.isOn(hold.labels(), hold.performanceId(), hold.concertId());
    }
}
