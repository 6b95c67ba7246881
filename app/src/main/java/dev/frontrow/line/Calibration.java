package dev.frontrow.line;

import java.util.Map;
import java.util.TreeMap;

/// Turns a forecast into a range that holds the truth four times out of five, whatever the day is like.
///
/// The **band** around a forecast is where the truth will nearly always be. At first it is what [Forecast.Span] says,
/// and wide. With what comes true it moves to the ratios of truth and forecast that were seen: those of the room, and
/// rather those of the lane, apart for each order of magnitude of the wait ([Evidence]).
///
/// The **range** that a place is told is most of the band. All who are told at the opening share one truth: were all
/// told the same part of the band, all would be right or all would be wrong. So two places in five have one end drawn
/// by lot within the band, always the same for each. Then about five in six are right wherever in it the truth is.
///
/// Not thread-safe: [Line] guards it.
final class Calibration {

    /// A wait as a range, in seconds.
    ///
    /// @param least an end sooner than this is not to be believed any more
    record Range(double least, double low, double high) {}

    /// Before anything came true: how far the likely wait itself may be off, as a logarithm.
    private static final double LOW_AT_FIRST = -0.08;
    private static final double HIGH_AT_FIRST = 0.10;
    /// Something may come between that nobody can foresee, a slow shop or a house that is full: the likelier the longer
    /// the wait is.
    private static final double MISHAP_OF_WAIT = 0.6;
    private static final double MISHAP_SECONDS = 480;
    /// For whole seconds, and the rhythm of the ticks.
    private static final double SHORT_SECONDS = 2;
    /// Nobody is told a range wider than four times the likely wait, nor one that begins before a quarter of it.
    private static final double WIDEST = Math.log(4);
    /// What the other lane has shown counts for half as much.
    private static final double SURER_BY_ROOM = 0.5;
    private static final double SHORTEST_SECONDS = 1e-3;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    /// Of all places, those whose soonest end is drawn by lot; as many have the latest end drawn.
    private static final double DRAWN = 0.22;
    /// A range is never less than the rest of the band.
    private static final double DRAWN_WITHIN = 0.75;

    private final Evidence ofRoom = new Evidence();
    private final Evidence ofRoomHeldBack = new Evidence();

    /// What became of the forecasts of one lane, and those that have not come due, by position.
    final class Pending {

        private final Evidence ofLane = new Evidence();
        private final Evidence ofLaneHeldBack = new Evidence();
        private final TreeMap<Long, Evidence.Sample> byPosition = new TreeMap<>();

        /// Remembers a forecast now and then.
        void sample(long position, int second, Forecast.Span span) {
            if (ofLane(span.steady()).wants(span.likely(), second)) {
                byPosition.put(position, new Evidence.Sample(second, span.likely(), span.steady()));
            }
        }

        private Evidence ofLane(boolean steady) {
            return steady ? ofLane : ofLaneHeldBack;
        }

        /// Everybody's turn up to this position has come.
        void judge(long position, int second) {
            Map.Entry<Long, Evidence.Sample> due = byPosition.firstEntry();
            while (due != null && due.getKey() <= position) {
                byPosition.pollFirstEntry();
                ofLane(due.getValue().steady()).learn(due.getValue(), second);
                ofRoom(due.getValue().steady()).learn(due.getValue(), second);
                due = byPosition.firstEntry();
            }
        }

        /// Forgets what can not be judged any more, because the world has changed.
        void clear() {
            byPosition.clear();
        }

        /// What the place is to be told.
        Range range(Forecast.Span span, long position) {
            double wait = Math.max(span.likely(), SHORTEST_SECONDS);
            Evidence.Band band = ofRoom(span.steady()).narrow(atFirst(span, wait), wait, SURER_BY_ROOM);
            band = ofLane(span.steady()).narrow(band, wait, 1).within(WIDEST);
            double drawn = drawn(position);
            double width = (band.high() - band.low()) * DRAWN_WITHIN;
            double low = band.low() + width * Math.max(0, 1 - drawn / DRAWN);
            double high = band.high() - width * Math.max(0, 1 - (1 - drawn) / DRAWN);
            // Who was told an end before the likely one keeps it until it is hopeless; else it would move at each poll.
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

    /// A number from 0 to 1, always the same for a position, and evenly spread over any part of the line.
    private static double drawn(long position) {
        double turns = position * GOLDEN;
        return turns - Math.floor(turns);
    }

    private Evidence ofRoom(boolean steady) {
        return steady ? ofRoom : ofRoomHeldBack;
    }
}
