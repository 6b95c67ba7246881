package dev.frontrow.line;

/// The probability that a called person turns up, learned from earlier calls. Not thread-safe.
final class ShowUpRate {

    private static final double WEIGHT_OF_START = 20;

    private final double floor;
    private double called = WEIGHT_OF_START;
    private double came;

    /// @param start the probability assumed before any call
    /// @param floor the lowest probability used, so that a few bad minutes do not call the whole line at once
    ShowUpRate(double start, double floor) {
        this.floor = floor;
        this.came = start * WEIGHT_OF_START;
    }

    /// @param memory after this many further calls, an observation weighs about a third (1/e)
    void learn(long newlyCalled, long newlyCame, double memory) {
        double keep = Math.exp(-newlyCalled / Math.max(memory, WEIGHT_OF_START));
        called = called * keep + newlyCalled;
        came = came * keep + newlyCame;
    }

    double chance() {
        return Math.clamp(came / called, floor, 1);
    }

    /// The learned share without the floor.
    double share() {
        return Math.clamp(came / called, 0, 1);
    }
}
