package dev.frontrow.reservation;

import dev.frontrow.catalog.Shoppers;
import dev.frontrow.reservation.ExtensionOutcome.Extended;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Decides an extension under the lock of its hold, and writes it. The caller rolls back what was not extended.
@Component
class ExtensionDecision {

    private final Holds holds;
    private final SeatBoards boards;
    private final HoldTerms terms;
    private final Shoppers shoppers;

    ExtensionDecision(Holds holds, SeatBoards boards, HoldTerms terms, Shoppers shoppers) {
        this.holds = holds;
        this.boards = boards;
        this.terms = terms;
        this.shoppers = shoppers;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public ExtensionOutcome extend(HoldOfBuyer key) {
        Hold hold = holds.lock(List.of(key)).get(key);
        if (hold == null) {
            return new ExtensionOutcome.HoldUnknown();
        }
        if (!hold.isExtendableAt(terms.now())) {
            return asItStands(hold);
        }
        List<SeatChange> longer = holds.extend(key, terms.holdExtension(), terms.now());
        if (longer.size() < hold.places().size()) {
            // A missing seat was taken over at the very moment the hold expired.
            return new ExtensionOutcome.HoldOver();
        }
        Instant until = Objects.requireNonNull(longer.getFirst().heldUntil());
        Optional<Instant> inside = keepInside(hold);
        if (inside.isEmpty()) {
            return new ExtensionOutcome.AdmissionOver();
        }
        if (inside.get().isBefore(until)) {
            // The admission was moved at the moment this hold was being made, so it did not take it into account.
            return new ExtensionOutcome.UnderPressure();
        }
        boards.follow(longer);
        return new Extended(hold.extendedUntil(until));
    }

    /// The outcome for a hold that cannot be extended now, or was extended before.
    ExtensionOutcome asItStands(Hold hold) {
        return switch (hold.statusAt(terms.now())) {
            case HELD -> new Extended(hold);
            case CONFIRMED -> new ExtensionOutcome.AlreadyPaid();
            case RELEASED, EXPIRED -> new ExtensionOutcome.HoldOver();
        };
    }

    /// Keeps the buyer admitted until the hold ends; empty if the admission is over. An admission is moved only
    /// once, so it is moved as far as any of the buyer's holds could need, extended or not.
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Instant> keepInside(Hold hold) {
        Instant needed = holds.latestEnd(hold.concertId(), hold.buyerId(), terms.holdExtension(), terms.now())
                .orElse(hold.expiresAt());
        return shoppers.keepInside(hold.concertId(), hold.buyerId(), needed);
    }
}
