package dev.frontrow.waitingroom;

import java.time.Duration;

/// What a waiting place is told about its wait.
///
/// @param position in its lane: the first to be called is 1
/// @param ahead     people ahead who still ask after their place
/// @param low       the soonest likely wait until the turn
/// @param high      the latest likely one
/// @param cause     why it takes that long
/// @param pollAfter when to ask again
record Outlook(long position, long ahead, Duration low, Duration high, String cause, Duration pollAfter) {

    /// The operator has stopped the line; nobody knows for how long.
    static Outlook paused(long position, long ahead) {
        return new Outlook(position, ahead, Duration.ZERO, Duration.ZERO, "paused", Polling.LONGEST);
    }

    boolean isKnown() {
        return !high.isZero();
    }
}
