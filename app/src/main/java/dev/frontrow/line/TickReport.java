package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;

/// What the room did during a tick, and why no more.
///
/// @param wantedPerMinute the operator's rate
/// @param factor          what slowness of the shop left of it, 0 to 1
/// @param noShow          the share of those called who are not expected to come
/// @param called          places whose turn came
/// @param admitted        places that were claimed
/// @param inside          buyers inside
/// @param outstanding     called and still expected
/// @param capacityRoom    arrivals that the capacity left room for, at the end
/// @param stockRoom       arrivals that free and returning seats left room for, at the end
/// @param bound           the limit that kept it from calling more
/// @param waiting         people in line who still ask after their place
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
