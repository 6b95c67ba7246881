package dev.frontrow.invariants;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What must always be true. `docs/invariants.md` says of each what it means and what to do when it is broken.
public enum Invariant {
    /// Free, held, sold and not for sale: together all seats of the performance.
    SEATS_ADD_UP,
    /// Each sold seat has one valid ticket of its hold, and each valid ticket such a seat.
    SOLD_SEATS_HAVE_TICKETS,
    /// Each sold seat has one payment.
    SOLD_SEATS_ARE_PAID,
    /// Each seat that counts as held belongs to a hold that still runs.
    HELD_SEATS_RUN_OUT,
    /// All entries of a currency cancel out.
    LEDGER_SUMS_TO_ZERO,
    /// Each balance is the sum of its account's entries.
    BALANCES_FOLLOW_ENTRIES,
    /// No buyer's balance is negative.
    NOBODY_OWES,
    /// Revenue is what was sold, without what was refunded.
    REVENUE_ADDS_UP,
    /// Each payment moved its own amount, from its buyer or from where the box office took it.
    PAYMENTS_MOVE_THEIR_AMOUNT,
    /// Each refund moved its own amount, to where the money came from.
    REFUNDS_MOVE_THEIR_AMOUNT,
    /// Each finished place belongs to a buyer who has paid.
    FINISHED_PLACES_ARE_PAID,
    /// No serving position is lower than it once was.
    LINES_NEVER_FALL;

    /// Its name in the API and in meters, such as `seats-add-up`.
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
