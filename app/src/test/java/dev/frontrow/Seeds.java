package dev.frontrow;

import java.util.List;
import java.util.stream.LongStream;

/// Seeds for randomized tests: twelve fixed ones and a new one. The name of the test contains the seed, so that a
/// failure can be reproduced.
public final class Seeds {

    private Seeds() {}

    public static List<Long> all() {
        return LongStream.concat(LongStream.rangeClosed(1, 12), LongStream.of(System.nanoTime()))
                .boxed()
                .toList();
    }
}
