package dev.frontrow.line;

import java.time.Duration;

/// The terms on which a room lets people in.
///
/// @param capacity        the most admitted buyers at once
/// @param admitPerMinute  target arrivals per minute
/// @param priorityPercent PRIORITY's share of arrivals while both lanes wait, in percent
/// @param turnUpTtl       how long a called place may be claimed
/// @param admissionTtl    how long an admission lasts
/// @param latencyTarget   slower holds and payments lower the rate
/// @param low             whether to begin with a tenth of the rate, which rises while the shop is fast
public record LineTerms(
        int capacity,
        int admitPerMinute,
        int priorityPercent,
        Duration turnUpTtl,
        Duration admissionTtl,
        Duration latencyTarget,
        boolean low) {

    private static final double SECONDS_PER_MINUTE = 60;

    public LineTerms(
            int capacity,
            int admitPerMinute,
            int priorityPercent,
            Duration turnUpTtl,
            Duration admissionTtl,
            Duration latencyTarget) {
        this(capacity, admitPerMinute, priorityPercent, turnUpTtl, admissionTtl, latencyTarget, false);
    }

    public LineTerms steered(int newCapacity, int newAdmitPerMinute, int newPriorityPercent) {
        return new LineTerms(
                newCapacity, newAdmitPerMinute, newPriorityPercent, turnUpTtl, admissionTtl, latencyTarget);
    }

    /// The same, beginning low: after trouble, nobody knows yet whether it is over.
    public LineTerms beginningLow() {
        return new LineTerms(capacity, admitPerMinute, priorityPercent, turnUpTtl, admissionTtl, latencyTarget, true);
    }

    double perSecond() {
        return admitPerMinute / SECONDS_PER_MINUTE;
    }

    double share(Lane lane) {
        int percent = lane == Lane.PRIORITY ? priorityPercent : 100 - priorityPercent;
        return percent / 100.0;
    }
}
