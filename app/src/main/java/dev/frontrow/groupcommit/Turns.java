package dev.frontrow.groupcommit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// How many batches may run at the same time, of all group commits that share them. A batch costs the same however many
/// commands share it; so while few wait, the next one waits for the last, and is larger for it. Only a crowd, which
/// fills a batch of its own, gets one of the further turns at once. Thread-safe.
public final class Turns {

    /// From so many commands on, what a batch costs is little beside what its commands do.
    static final int CROWD = 32;

    /// A batch that hangs in somebody's lock must not keep all others waiting.
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
    /// @param forFew of them, those that need no crowd
    public Turns(int all, int forFew) {
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

    /// How many of them need no crowd.
    public int forFew() {
        return forFew;
    }

    /// Takes a turn as soon as there is one, in the order of arrival among those to whom it may be given; false where
    /// none came in time. An interrupt is kept for later, and does not end the wait.
    ///
    /// @param commands how many would share the batch at this moment
    boolean take(IntSupplier commands, long deadlineNanos) {
        boolean interrupted = false;
        var own = new Waiting(commands, System.nanoTime());
        lock.lock();
        try {
            queue.add(own);
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
            taken++;
            return true;
        } finally {
            queue.remove(own);
            // There may be another turn for the next.
            changed.signalAll();
            lock.unlock();
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
