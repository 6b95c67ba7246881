package dev.frontrow.line;

import java.time.Duration;

/// What a waiting place is told about its wait.
///
/// @param position in its lane: the first to be called is 1
/// @param ahead     people ahead who still ask after their place
/// @param low       the soonest likely wait until the turn
/// @param high      the latest likely one
/// @param cause     why it takes that long
/// @param pollAfter when to ask again
public record WaitEstimate(long position, long ahead, Duration low, Duration high, String cause, Duration pollAfter) {

    /// The operator has stopped the line; nobody knows for how long.
    static WaitEstimate paused(long position, long ahead) {
        return new WaitEstimate(position, ahead, Duration.ZERO, Duration.ZERO, "paused", Polling.LONGEST);
    }

    public boolean isKnown() {
        return !high.isZero();
    }
}
