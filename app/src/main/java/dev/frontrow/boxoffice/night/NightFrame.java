package dev.frontrow.boxoffice.night;

import dev.frontrow.catalog.Stock;
import dev.frontrow.line.Limit;
import dev.frontrow.waitingroom.RoomGauges.RoomGauge;
import dev.frontrow.waitingroom.latency.CallLatency.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the sale of a concert stands at one moment.
///
/// @param at        when it was made
/// @param room      the line and its settings, the same at every node
/// @param pace      what the last second did; absent before the first
/// @param levels    seats by price level
/// @param sales     what was paid and what went back since the minute began, and in all
/// @param server    figures of the server that made this frame, and of no other node
/// @param attention what needs it, most urgent first
record NightFrame(
        Instant at,
        RoomDocument room,
        @Nullable PaceDocument pace,
        List<Stock.LevelStock> levels,
        SalesDocument sales,
        ServerDocument server,
        List<AttentionDocument> attention) {

    /// @param joined  places that were ever taken
    /// @param reached positions that were called
    record RoomDocument(
            String phase,
            int admitPerMinute,
            int admitPerMinuteNow,
            int capacity,
            int priorityPercent,
            boolean inviteOnly,
            String challenge,
            @Nullable String message,
            boolean freezeHolds,
            long joined,
            long reached,
            long waiting,
            int activeBuyers,
            long estimates,
            long estimateHits) {

        static RoomDocument of(RoomGauge gauge) {
            return new RoomDocument(
                    gauge.phase().name(),
                    gauge.admitPerMinute(),
                    gauge.admitPerMinuteNow(),
                    gauge.capacity(),
                    gauge.priorityPercent(),
                    gauge.inviteOnly(),
                    gauge.challenge().name(),
                    gauge.message(),
                    gauge.freezeHolds(),
                    gauge.joined(),
                    gauge.reached(),
                    gauge.waiting(),
                    gauge.activeBuyers(),
                    gauge.estimates(),
                    gauge.estimateHits());
        }
    }

    /// @param factor the share of the rate that back-off leaves
    record PaceDocument(Instant at, int wantedPerMinute, double factor, int called, int admitted, Limit boundBy) {}

    /// @param minute             when the running minute began
    /// @param payments           in the running minute, like `revenueMinor` and `refundedMinor`
    /// @param revenueTotalMinor  what was paid in all, before refunds
    /// @param refundedTotalMinor what went back of it
    record SalesDocument(
            Instant minute,
            long payments,
            long revenueMinor,
            long revenueTotalMinor,
            long refundedMinor,
            long refundedTotalMinor) {}

    /// @param refusals since the server started, by code
    record ServerDocument(
            String node,
            @Nullable Times holds,
            @Nullable Times payments,
            Map<String, Long> refusals,
            List<Batches> batches) {}

    /// @param batches  since the server started
    /// @param commands in them
    /// @param waiting  now
    record Batches(String name, long batches, long commands, long waiting) {}

    /// @param what  its name; the page has its words and what to do
    /// @param level `danger` or `warning`
    /// @param value what the words tell; absent if nothing
    record AttentionDocument(
            String what, String level, @Nullable String value) {}
}
