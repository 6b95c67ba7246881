package dev.frontrow.localcluster;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/// Starts a node again that has ended, after a pause in which its user can see how the others go on. Not thread-safe.
final class NodeKeeper {

    static final Duration LOOK_EVERY = Duration.ofMillis(200);
    static final Duration PAUSE = Duration.ofSeconds(10);

    private enum State {
        SERVING,
        STARTING,
        ENDED
    }

    private final ServerNode node;
    private final Guard guard;
    private final PrintStream out;
    private State state = State.SERVING;
    private long pid;
    private long endedNanos;

    NodeKeeper(ServerNode node, Guard guard, PrintStream out) {
        this.node = node;
        this.guard = guard;
        this.out = out;
        this.pid = node.pid();
    }

    /// Call it again and again.
    void look(long nowNanos) throws IOException {
        if (state != State.ENDED && !node.isAlive()) {
            state = State.ENDED;
            endedNanos = nowNanos;
            guard.forget(pid);
            out.printf("%s (pid %d) has ended; it starts again in %d s%n", node.name(), pid, PAUSE.toSeconds());
        } else if (state == State.ENDED && nowNanos - endedNanos >= PAUSE.toNanos()) {
            node.startAgain();
            pid = node.pid();
            guard.watch(pid);
            state = State.STARTING;
        } else if (state == State.STARTING && node.isReady()) {
            state = State.SERVING;
            out.printf("%s serves again, now as pid %d%n", node.name(), pid);
        }
    }
}
