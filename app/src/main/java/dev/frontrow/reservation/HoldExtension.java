package dev.frontrow.reservation;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.Shoppers;
import dev.frontrow.reservation.ExtensionOutcome.Extended;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Extends a hold once, for buyers who need more time to read and type (WCAG 2.2.1). Idempotent: a repeat returns
/// the same end, so a client may safely retry. Thread-safe.
///
/// Refused while a section of the hold is under pressure, that is, while fewer of its seats are free than other
/// people are in the concert's shop or line, each of whom could want one. That figure comes from memory and
/// decides nothing else; the database decides whether the hold still has its seats.
@Service
public class HoldExtension {

    private final Holds holds;
    private final SeatBoards boards;
    private final HoldTerms terms;
    private final Catalog catalog;
    private final Shoppers shoppers;
    private final TransactionTemplate transaction;

    HoldExtension(
            Holds holds,
            SeatBoards boards,
            HoldTerms terms,
            Catalog catalog,
            Shoppers shoppers,
            TransactionTemplate transaction) {
        this.holds = holds;
        this.boards = boards;
        this.terms = terms;
        this.catalog = catalog;
        this.shoppers = shoppers;
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
        if (!hold.isExtendableAt(terms.now())) {
            return asItStands(hold);
        }
        if (!scope.covers(hold.concertId())) {
            return new ExtensionOutcome.OutOfScope();
        }
        if (isUnderPressure(hold)) {
            return new ExtensionOutcome.UnderPressure();
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            ExtensionOutcome outcome = extend(new HoldOfBuyer(holdId, buyerId));
            if (!(outcome instanceof Extended)) {
                status.setRollbackOnly();
            }
            return outcome;
        }));
    }

    private ExtensionOutcome extend(HoldOfBuyer key) {
        Hold hold = holds.lock(List.of(key)).get(key);
        if (hold == null) {
            return new ExtensionOutcome.HoldUnknown();
        }
        if (!hold.isExtendableAt(terms.now())) {
            return asItStands(hold);
        }
        List<SeatChange> longer = holds.extend(key, terms.holdExtension(), terms.now());
        if (longer.size() < hold.seats().size()) {
            // A missing seat was taken over at the very moment the hold expired.
            return new ExtensionOutcome.HoldOver();
        }
        Instant until = Objects.requireNonNull(longer.getFirst().heldUntil());
        Optional<Instant> inside = keepInside(hold);
        if (inside.isEmpty()) {
            return new ExtensionOutcome.AdmissionOver();
        }
        if (inside.get().isBefore(until)) {
            // The admission was already moved, at the moment this hold was being made, and did not take it into
            // account.
            return new ExtensionOutcome.UnderPressure();
        }
        boards.follow(longer);
        return new Extended(hold.extendedUntil(until));
    }

    /// The outcome for a hold that cannot be extended now, or was extended before.
    private ExtensionOutcome asItStands(Hold hold) {
        return switch (hold.statusAt(terms.now())) {
            case HELD -> new Extended(hold);
            case CONFIRMED -> new ExtensionOutcome.AlreadyPaid();
            case RELEASED, EXPIRED -> new ExtensionOutcome.HoldOver();
        };
    }

    /// Keeps a buyer admitted until their hold ends, since a hold may outlast the admission in which it was made.
    /// Must not be called in a transaction.
    ///
    /// @return false if the admission is over, so the hold cannot be paid
    public boolean keepPayable(Hold hold) {
        return Objects.requireNonNull(transaction.execute(_ -> keepInside(hold)))
                .isPresent();
    }

    /// An admission is moved only once, so it is moved as far as any of the buyer's holds could need, extended or
    /// not.
    private Optional<Instant> keepInside(Hold hold) {
        Instant needed = holds.latestEnd(hold.concertId(), hold.buyerId(), terms.holdExtension(), terms.now())
                .orElse(hold.expiresAt());
        return shoppers.keepInside(hold.concertId(), hold.buyerId(), needed);
    }

    /// How much longer an extension would make the hold.
    public Duration extensionOf(Hold hold) {
        Duration left = Duration.between(hold.expiresAt(), hold.expiresAtMax());
        return left.compareTo(terms.holdExtension()) < 0 ? left : terms.holdExtension();
    }

    /// Whether any of the hold's sections is under pressure. Must not be called in a transaction.
    public boolean isUnderPressure(Hold hold) {
        // Without the caller, who is in the shop and has their seats.
        long others = Math.max(0, shoppers.count(hold.concertId()) - 1);
        SeatMap map = catalog.seatMap(hold.performanceId());
        BitSet free = boards.free(hold.performanceId());
        return hold.labels().stream()
                .map(map::seat)
                .filter(Objects::nonNull)
                .map(Seat::section)
                .collect(Collectors.toSet())
                .stream()
                .anyMatch(section -> freeIn(section, map, free) < others);
    }

    private static long freeIn(String section, SeatMap map, BitSet free) {
        return free.stream()
                .filter(place -> map.seats().get(place).section().equals(section))
                .count();
    }
}
