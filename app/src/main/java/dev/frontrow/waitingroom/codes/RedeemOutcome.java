package dev.frontrow.waitingroom.codes;

import java.time.Duration;

/// The outcome of using an access code.
public sealed interface RedeemOutcome {

    record Redeemed() implements RedeemOutcome {}

    record Unknown() implements RedeemOutcome {}

    record UsedUp() implements RedeemOutcome {}

    record Revoked() implements RedeemOutcome {}

    /// Too many guesses; the code was not checked.
    ///
    /// @param pause how long to wait before the next code
    record TooManyGuesses(Duration pause) implements RedeemOutcome {}
}
