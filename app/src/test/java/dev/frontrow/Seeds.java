package dev.frontrow;

import java.util.List;
import java.util.stream.LongStream;

/// Of random scenes: a dozen that are always the same, and one that never was. A test's name tells it, so that what has
/// failed once can be played again.
public final class Seeds {

    private Seeds() {}

    public static List<Long> all() {
        return LongStream.concat(LongStream.rangeClosed(1, 12), LongStream.of(System.nanoTime()))
                .boxed()
                .toList();
    }
}
