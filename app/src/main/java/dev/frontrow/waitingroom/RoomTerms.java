package dev.frontrow.waitingroom;

import java.time.Duration;

/// On what terms a room lets people in.
///
/// @param capacity       admitted buyers that may be shopping at once
/// @param admitPerMinute how fast the serving position may move
/// @param turnUpTtl      how long a passed place may be claimed
/// @param admissionTtl   how long an admission lasts
record RoomTerms(int capacity, int admitPerMinute, Duration turnUpTtl, Duration admissionTtl) {

    RoomTerms steered(int newCapacity, int newAdmitPerMinute) {
        return new RoomTerms(newCapacity, newAdmitPerMinute, turnUpTtl, admissionTtl);
    }
}
