package dev.frontrow.waitingroom.alerts;

/// The answer to a fan who asks to be told.
public enum AlertOutcome {
    ASKED,
    /// The place has been called already, or is over.
    NOT_WAITING,
    /// As many alerts are asked for as the server keeps.
    FULL
}
