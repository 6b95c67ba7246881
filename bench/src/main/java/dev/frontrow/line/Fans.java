package dev.frontrow.line;

import java.util.Arrays;

/// A crowd in arrays, so that a million fans fit in memory besides the measured room. Times are seconds since the
/// opening.
final class Fans {

    static final int NEVER = Integer.MAX_VALUE;

    /// The number that the room gave; 0 before the fan has joined.
    final int[] number;
    /// The fan's correct position in the lane, by the simulation's count and not by the room's.
    final int[] rank;
    final int[] joinedAt;
    final int[] quitsAt;
    /// The second in which the place was called, even if the fan did not poll then.
    final int[] turnAt;
    final int[] cameAt;
    final int[] polls;
    final int[] firstLow;
    final int[] firstHigh;
    final int[] lookLow;
    final int[] lookHigh;
    final boolean[] sleeper;
    final boolean[] priority;

    Fans(int count) {
        number = new int[count];
        rank = new int[count];
        joinedAt = new int[count];
        quitsAt = new int[count];
        turnAt = filled(count);
        cameAt = filled(count);
        polls = new int[count];
        firstLow = new int[count];
        firstHigh = filled(count);
        lookLow = new int[count];
        lookHigh = filled(count);
        sleeper = new boolean[count];
        priority = new boolean[count];
    }

    int count() {
        return number.length;
    }

    boolean hasCome(int fan) {
        return cameAt[fan] != NEVER;
    }

    Lane lane(int fan) {
        return priority[fan] ? Lane.PRIORITY : Lane.GENERAL;
    }

    PlaceNumber place(int fan) {
        return new PlaceNumber(lane(fan), number[fan]);
    }

    private static int[] filled(int count) {
        int[] array = new int[count];
        Arrays.fill(array, NEVER);
        return array;
    }
}
