package dev.frontrow.waitingroom.codes;

import java.time.Duration;

/// What became of the wish to use an access code.
public sealed interface RedeemOutcome {

    record Redeemed() implements RedeemOutcome {}

    record Unknown() implements RedeemOutcome {}

    record UsedUp() implements RedeemOutcome {}

    record Revoked() implements RedeemOutcome {}

    /// The code was not looked at.
    ///
    /// @param pause before another one is
    record TooManyGuesses(Duration pause) implements RedeemOutcome {}
}
