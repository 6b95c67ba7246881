package dev.frontrow.waitingroom.push;

/// What became of a message.
public enum PushOutcome {
    /// The push service has taken it.
    TAKEN,
    /// The browser has ended the subscription.
    GONE,
    /// It was not sent, or the push service refused it or did not answer in time.
    NOT_TAKEN
}
