package dev.frontrow.hotpath;

import java.time.Duration;

/// Something that is done as often as possible for a while.
interface Work {

    /// Makes what so many requests use up. What nothing is used up for needs none.
    default void stock(int requests) throws Exception {}

    /// Ends early where the requests are used up: none is asked twice.
    Run run(Duration time) throws Exception;
}
