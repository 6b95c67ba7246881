package dev.frontrow.groupcommit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// Limits how many batches run at the same time, over all group commits that share it. A batch has a fixed cost,
/// however many commands share it. So while few commands wait, the next batch waits for the running one and
/// grows; only a crowd, which fills a batch alone, gets one of the remaining turns at once. Thread-safe.
public final class BatchPermits {

    /// From here the batch's fixed cost is negligible.
    static final int CROWD = 32;

    /// After this wait a batch may take any turn, so a batch blocked on a row lock does not hold up the others.
    static final Duration PATIENCE = Duration.ofMillis(20);

    private static final class Waiting {

        private final IntSupplier commands;
        private final long patientUntil;

        Waiting(IntSupplier commands, long now) {
            this.commands = commands;
            this.patientUntil = now + PATIENCE.toNanos();
        }

        boolean isUrgent(long now) {
            return now - patientUntil >= 0 || commands.getAsInt() >= CROWD;
        }
    }

    private final int all;
    private final int forFew;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int taken;

    /// @param all    batches that may run at the same time
    /// @param forFew how many of them need no crowd
    public BatchPermits(int all, int forFew) {
        if (forFew < 1 || all < forFew) {
            throw new IllegalArgumentException("there must be at least 1 turn that needs no crowd, and no more of them"
                    + " than there are: %d of %d".formatted(forFew, all));
        }
        this.all = all;
        this.forFew = forFew;
    }

    /// Batches that may run at the same time.
    public int all() {
        return all;
    }

    /// How many of the turns need no crowd.
    public int forFew() {
        return forFew;
    }

    /// Takes a turn as soon as one is free, in order of arrival among the batches that may have it. Returns false
    /// if the deadline passes first. An interrupt does not end the wait; its flag is restored on return.
    ///
    /// @param commands how many commands the batch would have now
    boolean take(IntSupplier commands, long deadlineNanos) {
        var own = new Waiting(commands, System.nanoTime());
        lock.lock();
        try {
            queue.add(own);
            if (!awaitTurn(own, deadlineNanos)) {
                return false;
            }
            taken++;
            return true;
        } finally {
            queue.remove(own);
            // Another turn may be free for the next in the queue.
            changed.signalAll();
            lock.unlock();
        }
    }

    /// Waits for the turn; false if the deadline passes first.
    private boolean awaitTurn(Waiting own, long deadlineNanos) {
        boolean interrupted = false;
        try {
            for (long now = System.nanoTime(); !isNext(own, now); now = System.nanoTime()) {
                if (deadlineNanos - now <= 0) {
                    return false;
                }
                long left = now - own.patientUntil < 0 ? own.patientUntil - now : Long.MAX_VALUE;
                try {
                    changed.awaitNanos(Math.min(left, deadlineNanos - now));
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isNext(Waiting own, long now) {
        if (taken < forFew) {
            return queue.getFirst() == own;
        }
        if (taken == all) {
            return false;
        }
        for (Waiting waiting : queue) {
            if (waiting.isUrgent(now)) {
                return waiting == own;
            }
        }
        return false;
    }

    void giveBack() {
        lock.lock();
        try {
            taken--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }
}
