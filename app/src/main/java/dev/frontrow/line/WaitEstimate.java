package dev.frontrow.line;

import java.time.Duration;

/// What a waiting place is told about its wait.
///
/// @param position in its lane, from 1
/// @param ahead     people ahead who still poll
/// @param low       lower end of the likely wait
/// @param high      upper end of the likely wait; zero if unknown
/// @param cause     what limits the line, as in the API
/// @param pollAfter when to poll again
public record WaitEstimate(long position, long ahead, Duration low, Duration high, String cause, Duration pollAfter) {

    /// The line is paused, so the wait is unknown.
    static WaitEstimate paused(long position, long ahead) {
        return new WaitEstimate(position, ahead, Duration.ZERO, Duration.ZERO, "paused", Polling.LONGEST);
    }

    public boolean isKnown() {
        return !high.isZero();
    }
}
