package dev.frontrow.line;

import java.time.Duration;

/// How long the line will take, from how fast it moves and how fast people give up waiting. Not thread-safe: [Line]
/// guards it.
///
/// Work is measured in arrivals: people ahead, each counted by how likely they are to come. If `w` arrivals
/// are ahead, `f` are let in a second and a share `g` of those waiting gives up each second, then
/// `dw/dt = -f - g w`, so the wait is `ln(1 + g w / f) / g`.
final class Forecast {

    private static final double LONGEST_SECONDS = Duration.ofDays(2).toSeconds();
    private static final double FLOW_MEMORY_SECONDS = 60;
    private static final double GIVING_UP_MEMORY_SECONDS = 1_200;
    /// Believed before anybody was seen waiting: as if half of the people gave up within two hours.
    private static final double GIVING_UP_AT_FIRST =
            Math.log(2) / Duration.ofHours(2).toSeconds();
    private static final double SLOWEST_FLOW = 0.001;

    /// From this share of the rate on, a rate that rises is taken for one that will soon be whole again.
    private static final double RECOVERING_FROM = 0.3;
    /// [BackOff] takes so long for the way from nothing to the whole rate.
    private static final double SECONDS_FOR_THE_WHOLE_RATE = 100;
    /// A shop that is slow stays so for some minutes, and the longer it has been the longer it will be.
    private static final double SLOW_AT_LEAST = 30;
    private static final double SLOW_USUALLY = 180;
    private static final double SLOW_AT_MOST = 600;

    /// While seats run out the line moves in fits and starts, ever more slowly.
    private static final double FASTER_BY_STOCK = 0.8;
    private static final double SLOWER_BY_STOCK = 1.5;
    /// From this share of the seats' worth of people on, a place has to reckon with that.
    private static final double STOCK_FELT_FROM = 0.3;

    /// A wait in seconds: the one to be reckoned with, and how it may turn out besides.
    ///
    /// @param steady whether the line moves at the operator's rate, and nothing holds it back
    record Span(double soonest, double likely, double latest, boolean steady) {}

    /// Arrivals that come first.
    record Work(double least, double likely, double most) {}

    /// A visit is thought to take half of the time allowed, until some have been seen; this counts as so many.
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

    /// Somebody who was inside has gone again, after so long.
    void observeVisit(double seconds) {
        visits = Math.min(visits + 1, VISITS_REMEMBERED);
        visitSeconds += (seconds - visitSeconds) / (visits + VISITS_AT_FIRST);
    }

    /// All places inside are taken: somebody is let in when somebody goes, which is as often as the capacity
    /// over the time of a visit (Little's law). How long that is nobody knows at first: the first guess is wide.
    void observeFull(double seconds, int capacity, double perSecond) {
        double leaving = Math.min(perSecond, capacity / Math.max(visitSeconds, 1));
        byStock = false;
        flow = leaving < flow ? leaving : flow + (leaving - flow) * weight(seconds, FLOW_MEMORY_SECONDS);
        full = true;
    }

    /// How little is known of how long visits take, where that decides: 0 where it does not, 1 for nothing.
    private double doubt() {
        return full ? 1 / Math.sqrt(1 + visits) : 0;
    }

    /// While only the rate binds, the line moves as fast as the rate; else as fast as it was seen to move.
    ///
    /// @param called how many arrivals were called for in that time
    void observeFlow(double seconds, double called, boolean bound, double perSecond) {
        full = false;
        byStock = bound;
        flow = bound ? flow + (called / seconds - flow) * weight(seconds, FLOW_MEMORY_SECONDS) : perSecond;
    }

    /// @param fellSilent net of those who came back
    void observeGivingUp(double seconds, long fellSilent, long waiting) {
        if (waiting > 0) {
            long gaveUp = Math.max(0, fellSilent);
            double seen = gaveUp / (seconds * (waiting + gaveUp));
            givingUp += (seen - givingUp) * weight(seconds, GIVING_UP_MEMORY_SECONDS);
        }
    }

    /// So many more arrivals will find seats.
    void observeStock(double room) {
        stockRoom = room;
    }

    /// What slowness of the shop leaves of the rate now, and how much it would be without.
    void observeFactor(double seconds, double newFactor, double perSecond) {
        usual = perSecond;
        slowSeconds = newFactor < 1 ? slowSeconds + seconds : 0;
        if (newFactor != factor) {
            recovering = newFactor > factor && newFactor >= RECOVERING_FROM;
            factor = newFactor;
        }
    }

    /// The wait behind so much work in one's own lane.
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

    /// @param slow how many seconds the line will move as slowly as it does now
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
