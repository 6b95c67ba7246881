package dev.frontrow.web.fast;

/// Turns the fast paths of a test's server off and on again, and tells how often they answered.
public final class FastPathSwitch {

    private final FastPaths fastPaths;

    FastPathSwitch(FastPaths fastPaths) {
        this.fastPaths = fastPaths;
    }

    public void turn(boolean on) {
        fastPaths.switchOn(on);
    }

    public long answered() {
        return fastPaths.answered();
    }
}
