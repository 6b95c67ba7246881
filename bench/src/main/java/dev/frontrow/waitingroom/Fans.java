package dev.frontrow.waitingroom;

import java.util.Arrays;

/// A crowd in arrays, so that a million of them fit beside the room that is measured. Times are seconds since the
/// opening.
final class Fans {

    static final int NEVER = Integer.MAX_VALUE;

    final int[] number;
    final int[] joinedAt;
    final int[] quitsAt;
    final int[] turnAt;
    final int[] cameAt;
    final int[] polls;
    final int[] firstLow;
    final int[] firstHigh;
    final int[] lookLow;
    final int[] lookHigh;
    final boolean[] sleeper;

    Fans(int count) {
        number = new int[count];
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
    }

    int count() {
        return number.length;
    }

    private static int[] filled(int count) {
        int[] array = new int[count];
        Arrays.fill(array, NEVER);
        return array;
    }
}
