package dev.frontrow.line;

import java.util.Map;
import java.util.TreeMap;

/// Turns a forecast into a range that is right four times out of five, under any load.
///
/// The **band** around a forecast is where the true wait nearly always falls. It starts wide, as [Forecast.Span]
/// gives it, and narrows to the observed ratios of true wait to forecast. Ratios are kept for the room and, with
/// more weight, for the lane, each by order of magnitude of the wait ([Evidence]).
///
/// The **range** that a place is told is most of the band. All places told at the opening share one truth: with
/// identical parts of the band, all would be right or all wrong. So about two places in five get one end drawn at
/// random within the band, always the same for a place. Then about five in six are right wherever in the band the
/// truth lies.
///
/// Not thread-safe: [Line] guards it.
final class Calibration {

    /// A wait as a range, in seconds.
    ///
    /// @param least an earlier end that was told is no longer credible
    record Range(double least, double low, double high) {}

    /// Error of the likely wait assumed before any observation, as a logarithm.
    private static final double LOW_AT_FIRST = -0.08;
    private static final double HIGH_AT_FIRST = 0.10;
    /// Allowance for unforeseeable delays such as a slow shop or a full house; it grows with the wait.
    private static final double MISHAP_OF_WAIT = 0.6;
    private static final double MISHAP_SECONDS = 480;
    /// Allowance for rounding to seconds and for the tick interval.
    private static final double SHORT_SECONDS = 2;
    /// A range ends at no more than four times the likely wait and begins at no less than a quarter of it.
    private static final double WIDEST = Math.log(4);
    /// Evidence of the whole room weighs half as much as that of the lane.
    private static final double SURER_BY_ROOM = 0.5;
    private static final double SHORTEST_SECONDS = 1e-3;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    /// The share of places whose lower end is drawn at random; as many have the upper end drawn.
    private static final double DRAWN = 0.22;
    /// A drawn end moves by at most this share of the band.
    private static final double DRAWN_WITHIN = 0.75;

    private final Evidence ofRoom = new Evidence();
    private final Evidence ofRoomHeldBack = new Evidence();

    /// One lane's judged forecasts, and its pending ones by position.
    final class Pending {

        private final Evidence ofLane = new Evidence();
        private final Evidence ofLaneHeldBack = new Evidence();
        private final TreeMap<Long, Evidence.Sample> byPosition = new TreeMap<>();

        /// Keeps a sample of the forecasts, to be judged when the turn comes.
        void sample(long position, int second, Forecast.Span span) {
            if (ofLane(span.steady()).wants(span.likely(), second)) {
                byPosition.put(position, new Evidence.Sample(second, span.likely(), span.steady()));
            }
        }

        private Evidence ofLane(boolean steady) {
            return steady ? ofLane : ofLaneHeldBack;
        }

        /// Judges all samples up to this position: their turn came at `second`.
        void judge(long position, int second) {
            Map.Entry<Long, Evidence.Sample> due = byPosition.firstEntry();
            while (due != null && due.getKey() <= position) {
                byPosition.pollFirstEntry();
                ofLane(due.getValue().steady()).learn(due.getValue(), second);
                ofRoom(due.getValue().steady()).learn(due.getValue(), second);
                due = byPosition.firstEntry();
            }
        }

        /// Drops pending samples after circumstances changed.
        void clear() {
            byPosition.clear();
        }

        Range range(Forecast.Span span, long position) {
            double wait = Math.max(span.likely(), SHORTEST_SECONDS);
            Evidence.Band band = ofRoom(span.steady()).narrow(atFirst(span, wait), wait, SURER_BY_ROOM);
            band = ofLane(span.steady()).narrow(band, wait, 1).within(WIDEST);
            double drawn = drawn(position);
            double width = (band.high() - band.low()) * DRAWN_WITHIN;
            double low = band.low() + width * Math.max(0, 1 - drawn / DRAWN);
            double high = band.high() - width * Math.max(0, 1 - (1 - drawn) / DRAWN);
            // An end that was drawn below the likely wait stays until it is hopeless; otherwise it would move at
            // each poll.
            double least = high >= 0 ? wait : wait * Math.exp(band.low());
            return new Range(least, wait * Math.exp(low), wait * Math.exp(high) + SHORT_SECONDS);
        }
    }

    private static Evidence.Band atFirst(Forecast.Span span, double wait) {
        double mishap = Math.min(MISHAP_OF_WAIT * wait * Math.min(1, wait / MISHAP_SECONDS), MISHAP_SECONDS);
        var band = new Evidence.Band(
                Math.log(span.soonest() / wait) + LOW_AT_FIRST,
                Math.log((Math.max(span.latest(), wait) + mishap) / wait) + HIGH_AT_FIRST);
        return band.within(WIDEST);
    }

    /// A number from 0 to 1: fixed for a position, and evenly spread over any part of the line.
    private static double drawn(long position) {
        double turns = position * GOLDEN;
        return turns - Math.floor(turns);
    }

    private Evidence ofRoom(boolean steady) {
        return steady ? ofRoom : ofRoomHeldBack;
    }
}
