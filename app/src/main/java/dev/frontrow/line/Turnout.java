package dev.frontrow.line;

/// The share of presumed places whose owners are really there. After the opening or a restart everybody polls
/// once within a known time, so the share that has polled so far predicts the total early. Not thread-safe:
/// [Line] guards it.
final class Turnout {

    private static final double AT_FIRST = 0.8;
    private static final double WEIGHT_OF_START = 20;
    /// The lowest share assumed: few poll later than they were told to.
    private static final double LATE = 0.02;
    private static final double DOUBT_AT_FIRST = 0.25;

    private long presumed;
    private double askWithin = 1;
    private int since;
    private double share = AT_FIRST;
    private double doubt = DOUBT_AT_FIRST;

    /// Adds presumed places that will each poll once from this second on.
    void presume(long places, int second) {
        presumed += places;
        since = second;
        askWithin = Math.clamp(Polling.crowdSeconds(presumed), 1, Polling.LONGEST.toSeconds());
    }

    /// After a restart clients poll when the previous process told them to: within 30 seconds.
    void presumeAfterRestart(long places, int second) {
        presume(places, second);
        askWithin = Polling.LONGEST.toSeconds();
    }

    /// Updates the estimate.
    ///
    /// @param answered presumed places that have polled so far
    void observe(long answered, int second) {
        double due = presumed * Math.clamp((second - since) / askWithin, 0, 1);
        share = Math.clamp((AT_FIRST * WEIGHT_OF_START + answered) / (WEIGHT_OF_START + due), LATE, 1);
        doubt = DOUBT_AT_FIRST * Math.sqrt(WEIGHT_OF_START / (WEIGHT_OF_START + due));
    }

    /// The probability that a presumed place that has not polled yet is there.
    ///
    /// @param answered presumed places that have polled so far
    double chance(long answered) {
        long others = presumed - answered;
        return others <= 0 ? LATE : Math.clamp((share * presumed - answered) / others, LATE, 1);
    }

    /// The relative uncertainty of the number of presumed places; it falls as they poll.
    double doubt() {
        return doubt;
    }
}
