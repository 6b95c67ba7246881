package dev.frontrow.line;

/// How many of those who are only presumed to be there will ask after their place. After the opening, or a restart,
/// everybody asks once within a known time; so the share that has asked by now tells how many are there, long before
/// all have asked. Not thread-safe: [Line] guards it.
final class Turnout {

    private static final double AT_FIRST = 0.8;
    private static final double WEIGHT_OF_START = 20;
    /// Hardly anybody asks later than they were told to.
    private static final double LATE = 0.02;
    private static final double DOUBT_AT_FIRST = 0.25;

    private long presumed;
    private double askWithin = 1;
    private int since;
    private double share = AT_FIRST;
    private double doubt = DOUBT_AT_FIRST;

    /// So many more are presumed to be there, and ask once from this second on.
    void presume(long places, int second) {
        presumed += places;
        since = second;
        askWithin = Math.clamp(Polling.crowdSeconds(presumed), 1, Polling.LONGEST.toSeconds());
    }

    /// After a restart they ask when they had been told to.
    void presumeAfterRestart(long places, int second) {
        presume(places, second);
        askWithin = Polling.LONGEST.toSeconds();
    }

    /// So many of them have asked until now.
    void observe(long answered, int second) {
        double due = presumed * Math.clamp((second - since) / askWithin, 0, 1);
        share = Math.clamp((AT_FIRST * WEIGHT_OF_START + answered) / (WEIGHT_OF_START + due), LATE, 1);
        doubt = DOUBT_AT_FIRST * Math.sqrt(WEIGHT_OF_START / (WEIGHT_OF_START + due));
    }

    /// How likely somebody is there who has not asked yet, if so many have.
    double chance(long answered) {
        long others = presumed - answered;
        return others <= 0 ? LATE : Math.clamp((share * presumed - answered) / others, LATE, 1);
    }

    /// How much of a line that is only presumed may be missing, or there besides.
    double doubt() {
        return doubt;
    }
}
