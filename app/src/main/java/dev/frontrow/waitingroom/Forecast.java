package dev.frontrow.waitingroom;

import java.time.Duration;

/// How long the line will take, from how fast it moves and how fast people give up waiting. Not thread-safe: [Room]
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

    /// A visit is thought to take half of the time allowed, until some have been seen; this counts as so many.
    private static final double VISITS_AT_FIRST = 3;
    private static final double VISITS_REMEMBERED = 200;

    private double visitSeconds;
    private double visits;
    private boolean full;
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
        flow = leaving < flow ? leaving : flow + (leaving - flow) * weight(seconds, FLOW_MEMORY_SECONDS);
        full = true;
    }

    /// How little is known of how long visits take, where that decides: 0 where it does not, 1 for nothing.
    double doubt() {
        return full ? 1 / Math.sqrt(1 + visits) : 0;
    }

    /// While only the rate binds, the line moves as fast as the rate; else as fast as it was seen to move.
    ///
    /// @param called how many arrivals were called for in that time
    void observeFlow(double seconds, double called, boolean bound, double perSecond) {
        full = false;
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

    /// The wait behind so much work in one's own lane, in seconds.
    ///
    /// @param share     of the flow that the lane gets while both lanes wait
    /// @param otherWork what waits in the other lane altogether
    double secondsBehind(double work, double share, double otherWork) {
        double fluid = Math.min(work / share, work + otherWork) / Math.max(flow, SLOWEST_FLOW);
        double seconds = givingUp * fluid < 1e-6 ? fluid : Math.log1p(givingUp * fluid) / givingUp;
        return Math.min(seconds, LONGEST_SECONDS);
    }

    private static double weight(double seconds, double memory) {
        return 1 - Math.exp(-seconds / memory);
    }
}
