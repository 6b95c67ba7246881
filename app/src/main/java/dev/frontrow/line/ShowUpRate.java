package dev.frontrow.line;

/// How likely somebody who is called turns up, learned from those who were called before. Not thread-safe.
final class ShowUpRate {

    private static final double WEIGHT_OF_START = 20;

    private final double floor;
    private double called = WEIGHT_OF_START;
    private double came;

    /// @param start what to believe before anybody was called
    /// @param floor never believe in less, so that a few bad minutes do not call the whole line at once
    ShowUpRate(double start, double floor) {
        this.floor = floor;
        this.came = start * WEIGHT_OF_START;
    }

    /// @param memory the number of calls after which an experience counts for about a third
    void learn(long newlyCalled, long newlyCame, double memory) {
        double keep = Math.exp(-newlyCalled / Math.max(memory, WEIGHT_OF_START));
        called = called * keep + newlyCalled;
        came = came * keep + newlyCame;
    }

    double chance() {
        return Math.clamp(came / called, floor, 1);
    }

    /// What was seen, however little that is.
    double share() {
        return Math.clamp(came / called, 0, 1);
    }
}
