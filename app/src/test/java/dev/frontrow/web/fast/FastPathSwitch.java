package dev.frontrow.web.fast;

/// Switches the fast paths of a test's server off and on, and counts their answers.
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
