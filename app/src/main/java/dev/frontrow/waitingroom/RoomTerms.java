package dev.frontrow.waitingroom;

import java.time.Duration;

/// On what terms a room lets people in.
///
/// @param capacity        admitted buyers that may be shopping at once
/// @param admitPerMinute  how many arrivals a minute are wanted
/// @param priorityPercent of each moment's arrivals, while both lanes wait
/// @param turnUpTtl       how long a called place may be claimed
/// @param admissionTtl    how long an admission lasts
/// @param latencyTarget   holds and payments slower than this lower the rate
record RoomTerms(
        int capacity,
        int admitPerMinute,
        int priorityPercent,
        Duration turnUpTtl,
        Duration admissionTtl,
        Duration latencyTarget) {

    private static final double SECONDS_PER_MINUTE = 60;

    RoomTerms steered(int newCapacity, int newAdmitPerMinute, int newPriorityPercent) {
        return new RoomTerms(
                newCapacity, newAdmitPerMinute, newPriorityPercent, turnUpTtl, admissionTtl, latencyTarget);
    }

    double perSecond() {
        return admitPerMinute / SECONDS_PER_MINUTE;
    }

    double share(Lane lane) {
        int percent = lane == Lane.PRIORITY ? priorityPercent : 100 - priorityPercent;
        return percent / 100.0;
    }
}
