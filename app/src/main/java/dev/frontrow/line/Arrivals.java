package dev.frontrow.line;

/// How fast a lane grows. Who joins one lane makes the other one wait longer, so a forecast has to reckon with those
/// who have not come yet. Not thread-safe: [Line] guards it.
final class Arrivals {

    private static final double MEMORY_SECONDS = 120;
    /// A rush is soon over: what comes now will have gone down to a third after so long.
    private static final double LASTS_SECONDS = 600;

    private double seconds;
    private double joined;
    private long lastNumber = -1;

    /// The lane's last number is this one now, after so many seconds in which the line moved. Who came while it stood
    /// tells nothing: before the opening everybody comes.
    void observe(double passed, long last) {
        if (lastNumber >= 0 && passed > 0) {
            double keep = Math.exp(-passed / MEMORY_SECONDS);
            seconds = seconds * keep + passed;
            joined = joined * keep + (last - lastNumber);
        }
        lastNumber = last;
    }

    /// How many will join within so many seconds.
    ///
    /// @param waiting those who are there already: while nothing was seen, a third as many are thought to follow
    double within(double time, double waiting) {
        double perSecond = seconds == 0 ? waiting / 3 / LASTS_SECONDS : joined / seconds;
        return perSecond * LASTS_SECONDS * -Math.expm1(-time / LASTS_SECONDS);
    }
}
