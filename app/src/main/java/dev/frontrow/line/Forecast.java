package dev.frontrow.line;

import java.time.Duration;

/// Forecasts waits from how fast the line moves and how fast people give up. Not thread-safe: [Line] guards it.
///
/// Work is measured in arrivals: the people ahead, each weighted by the probability that they come. With `w`
/// arrivals ahead, a flow of `f` per second and a share `g` giving up per second, `dw/dt = -f - g w`, so the wait
/// is `ln(1 + g w / f) / g`.
final class Forecast {

    private static final double LONGEST_SECONDS = Duration.ofDays(2).toSeconds();
    private static final double FLOW_MEMORY_SECONDS = 60;
    private static final double GIVING_UP_MEMORY_SECONDS = 1_200;
    /// Assumed before any observation: half of the people give up within two hours.
    private static final double GIVING_UP_AT_FIRST =
            Math.log(2) / Duration.ofHours(2).toSeconds();
    private static final double SLOWEST_FLOW = 0.001;

    /// Above this share, a rising rate is assumed to recover fully.
    private static final double RECOVERING_FROM = 0.3;
    /// The seconds that [BackOff] takes from zero to the whole rate.
    private static final double SECONDS_FOR_THE_WHOLE_RATE = 100;
    /// A slow shop stays slow for some minutes; the longer it has been slow, the longer it is assumed to stay so.
    private static final double SLOW_AT_LEAST = 30;
    private static final double SLOW_USUALLY = 180;
    private static final double SLOW_AT_MOST = 600;

    /// While seats limit the line, it moves unevenly and ever more slowly.
    private static final double FASTER_BY_STOCK = 0.8;
    private static final double SLOWER_BY_STOCK = 1.5;
    /// If the work ahead exceeds this share of what the seats allow, the estimate allows for seats running out.
    private static final double STOCK_FELT_FROM = 0.3;

    /// A wait in seconds: the likely one, and its bounds.
    ///
    /// @param steady whether the line moves at the operator's rate and no other limit binds
    record Span(double soonest, double likely, double latest, boolean steady) {}

    /// Expected arrivals ahead, with bounds.
    record Work(double least, double likely, double most) {}

    /// A visit is assumed to take half of the allowed time. The assumption weighs as much as this many observed
    /// visits.
    private static final double VISITS_AT_FIRST = 3;
    private static final double VISITS_REMEMBERED = 200;

    private double visitSeconds;
    private double visits;
    private boolean full;
    private boolean byStock;
    private double stockRoom = Double.POSITIVE_INFINITY;
    private double usual;
    private double slowSeconds;
    private boolean recovering;
    private double factor = 1;
    private double flow;
    private double givingUp = GIVING_UP_AT_FIRST;

    Forecast(double perSecond, Duration longestVisit) {
        flow = perSecond;
        visitSeconds = longestVisit.toNanos() / 2e9;
    }

    /// An admission ended after `seconds` inside.
    void observeVisit(double seconds) {
        visits = Math.min(visits + 1, VISITS_REMEMBERED);
        visitSeconds += (seconds - visitSeconds) / (visits + VISITS_AT_FIRST);
    }

    /// The capacity is full: entries follow exits, at capacity divided by the time of a visit (Little's law). The
    /// time of a visit is unknown at first, so the first estimates are wide.
    void observeFull(double seconds, int capacity, double perSecond) {
        double leaving = Math.min(perSecond, capacity / Math.max(visitSeconds, 1));
        byStock = false;
        flow = leaving < flow ? leaving : flow + (leaving - flow) * weight(seconds, FLOW_MEMORY_SECONDS);
        full = true;
    }

    /// The uncertainty of visit times: 1 with no observation, falling with each; 0 unless the capacity binds.
    private double doubt() {
        return full ? 1 / Math.sqrt(1 + visits) : 0;
    }

    /// Records the flow: the target rate while only the rate binds, otherwise the observed flow.
    ///
    /// @param called expected arrivals called in that time
    /// @param bound  whether seats limit the line
    void observeFlow(double seconds, double called, boolean bound, double perSecond) {
        full = false;
        byStock = bound;
        flow = bound ? flow + (called / seconds - flow) * weight(seconds, FLOW_MEMORY_SECONDS) : perSecond;
    }

    /// @param fellSilent places that fell silent, minus those that came back
    void observeGivingUp(double seconds, long fellSilent, long waiting) {
        if (waiting > 0) {
            long gaveUp = Math.max(0, fellSilent);
            double seen = gaveUp / (seconds * (waiting + gaveUp));
            givingUp += (seen - givingUp) * weight(seconds, GIVING_UP_MEMORY_SECONDS);
        }
    }

    /// Records for how many more arrivals there are seats.
    void observeStock(double room) {
        stockRoom = room;
    }

    /// Records the back-off factor and the rate without it.
    void observeFactor(double seconds, double newFactor, double perSecond) {
        usual = perSecond;
        slowSeconds = newFactor < 1 ? slowSeconds + seconds : 0;
        if (newFactor != factor) {
            recovering = newFactor > factor && newFactor >= RECOVERING_FROM;
            factor = newFactor;
        }
    }

    /// The forecast wait for `work` arrivals ahead.
    Span behind(Work work) {
        if (slowSeconds > 0 && !full && !byStock) {
            return behindASlowShop(work);
        }
        double faster = byStock ? FASTER_BY_STOCK : 1 - doubt() / 2;
        double felt = byStock ? 1 : Math.clamp(2 * (work.likely() / Math.max(stockRoom, 1) - STOCK_FELT_FROM), 0, 1);
        double slower = 1 + Math.max(doubt(), SLOWER_BY_STOCK * felt);
        return new Span(
                seconds(work.least(), 0) * faster,
                seconds(work.likely(), 0),
                seconds(work.most(), 0) * slower,
                !full && !byStock);
    }

    private Span behindASlowShop(Work work) {
        double recovery = (1 - factor) * SECONDS_FOR_THE_WHOLE_RATE / 2;
        return new Span(
                seconds(work.least(), recovering ? recovery / 2 : SLOW_AT_LEAST),
                seconds(work.likely(), recovering ? recovery : SLOW_USUALLY + slowSeconds / 2),
                seconds(work.most(), recovering ? 4 * recovery : SLOW_AT_MOST + slowSeconds),
                false);
    }

    /// @param slow for how many seconds the line keeps its current, slow pace
    private double seconds(double work, double slow) {
        double seconds = through(work, Math.max(flow, SLOWEST_FLOW));
        if (slow > 0 && seconds > slow) {
            double left = (work + flow / givingUp) * Math.exp(-givingUp * slow) - flow / givingUp;
            seconds = slow + through(Math.max(left, 0), Math.max(usual, SLOWEST_FLOW));
        }
        return Math.min(seconds, LONGEST_SECONDS);
    }

    private double through(double work, double perSecond) {
        double fluid = work / perSecond;
        return givingUp * fluid < 1e-6 ? fluid : Math.log1p(givingUp * fluid) / givingUp;
    }

    double flow() {
        return Math.max(flow, SLOWEST_FLOW);
    }

    private static double weight(double seconds, double memory) {
        return 1 - Math.exp(-seconds / memory);
    }
}
