package dev.frontrow.line;

/// How fast a lane grows. People who join one lane lengthen the wait in the other, so a forecast must include
/// those yet to come. Not thread-safe: [Line] guards it.
final class Arrivals {

    private static final double MEMORY_SECONDS = 120;
    /// A rush fades: the join rate is assumed to fall to a third (1/e) within this time.
    private static final double LASTS_SECONDS = 600;

    private double seconds;
    private double joined;
    private long lastNumber = -1;

    /// Records the lane's last number after `passed` seconds in which the line moved. Joins while the line stood
    /// still (`passed` 0) are ignored: the crowd before the opening says nothing about later joins.
    void observe(double passed, long last) {
        if (lastNumber >= 0 && passed > 0) {
            double keep = Math.exp(-passed / MEMORY_SECONDS);
            seconds = seconds * keep + passed;
            joined = joined * keep + (last - lastNumber);
        }
        lastNumber = last;
    }

    /// The expected number of joins within `time` seconds.
    ///
    /// @param waiting people in the lane now; before any observation, a third as many are assumed to follow
    double within(double time, double waiting) {
        double perSecond = seconds == 0 ? waiting / 3 / LASTS_SECONDS : joined / seconds;
        return perSecond * LASTS_SECONDS * -Math.expm1(-time / LASTS_SECONDS);
    }
}
