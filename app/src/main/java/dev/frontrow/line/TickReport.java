package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;

/// What a room did during a tick, and which limit kept it from more.
///
/// @param wantedPerMinute the operator's rate
/// @param factor          the share of the rate that back-off leaves, 0 to 1
/// @param noShow          the expected share of called people who do not come, 0 to 1
/// @param called          places that were called
/// @param admitted        places that were claimed
/// @param inside          places inside or entering
/// @param outstanding     called people who are still expected
/// @param capacityRoom    arrivals for which the capacity had room, at the end
/// @param stockRoom       arrivals for which free and returning seats had room, at the end; infinite if unknown
/// @param p99             the shop's 99th percentile latency
/// @param bound           the limit that kept it from calling more
/// @param waiting         people in line who still poll
public record TickReport(
        Instant at,
        int wantedPerMinute,
        double factor,
        double noShow,
        int called,
        int admitted,
        int inside,
        double outstanding,
        double capacityRoom,
        double stockRoom,
        Duration p99,
        Limit bound,
        long waiting) {}
