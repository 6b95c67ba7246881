package dev.frontrow.hotpath;

import java.time.Duration;

/// A workload that runs as fast as possible for a while.
interface Work {

    /// Makes what this many requests use up. Workloads that use nothing up need no stock.
    default void stock(int requests) throws Exception {}

    /// Runs the workload. Ends early if the requests are used up, because none is sent twice.
    Run run(Duration time) throws Exception;
}
