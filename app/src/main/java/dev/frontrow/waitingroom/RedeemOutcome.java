package dev.frontrow.waitingroom;

/// What became of the wish to use an access code.
sealed interface RedeemOutcome {

    record Redeemed() implements RedeemOutcome {}

    record Unknown() implements RedeemOutcome {}

    record UsedUp() implements RedeemOutcome {}

    record Revoked() implements RedeemOutcome {}
}
