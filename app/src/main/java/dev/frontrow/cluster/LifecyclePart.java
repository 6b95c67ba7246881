package dev.frontrow.cluster;

import org.springframework.context.SmartLifecycle;

/// Something to do once while the server starts, or while it ends, in the order of the phases.
final class LifecyclePart implements SmartLifecycle {

    private final int phase;
    private final Runnable atStart;
    private final Runnable atEnd;
    private volatile boolean running;

    LifecyclePart(int phase, Runnable atStart, Runnable atEnd) {
        this.phase = phase;
        this.atStart = atStart;
        this.atEnd = atEnd;
    }

    @Override
    public void start() {
        atStart.run();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        atEnd.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    /// A context that is only paused keeps what it has.
    @Override
    public boolean isPauseable() {
        return false;
    }
}
