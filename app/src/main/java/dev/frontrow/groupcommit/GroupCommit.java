package dev.frontrow.groupcommit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs commands in batches: those that arrive while a batch is under way form the next one. There is no timer and no
/// thread of its own. A command that finds its lane idle runs at once, on the thread of its caller; whoever arrives
/// meanwhile waits, and when the batch is done its caller hands the lane to the first of them. So nobody works for
/// others longer than one batch, and a lone command pays for no hand-over.
///
/// Several group commits may share turns, of which each batch takes one while it runs. A batch is gathered when it has
/// its turn and not before: where more lanes are busy than there are turns, batches grow instead of getting in each
/// other's way.
///
/// Commands are run in the order of their arrival, so those of one key never overtake each other. A command whose
/// failure undid its batch fails alone: the batch is run again one by one. Thread-safe; made for virtual threads, of
/// which thousands may wait.
public final class GroupCommit<C, O> {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private static final long ONE_BY_ONE_MAX_NANOS = Duration.ofSeconds(5).toNanos();

    private final Batch<C, O> batch;
    private final GroupCommitSettings settings;
    private final long waitMaxNanos;
    private final BatchObserver observer;
    private final Turns turns;
    private final List<Lane> lanes;

    /// One whose batches run whenever its lanes are free.
    public GroupCommit(Batch<C, O> batch, GroupCommitSettings settings, BatchObserver observer) {
        this(batch, settings, observer, new Turns(settings.lanes(), settings.lanes()));
    }

    /// @param turns a batch must not submit to another group commit with the same
    public GroupCommit(Batch<C, O> batch, GroupCommitSettings settings, BatchObserver observer, Turns turns) {
        this.batch = batch;
        this.settings = settings;
        this.turns = turns;
        this.waitMaxNanos = settings.waitMax().toNanos();
        this.observer = observer;
        this.lanes = new ArrayList<>();
        for (int i = 0; i < settings.lanes(); i++) {
            lanes.add(new Lane());
        }
    }

    /// Answers once the command's batch is committed. Cannot be interrupted: the outcome would be unknown. An interrupt
    /// is kept for the time after, and neither ends the wait nor reaches the batch, where it could fail others.
    ///
    /// @param key what commands must share to be kept in order
    /// @throws GroupCommitBusyException if the command was not run, because too many are waiting
    /// @throws RuntimeException         what the batch threw on this command's account
    public O submit(Object key, C command) {
        return lanes.get(Math.floorMod(spread(key.hashCode()), lanes.size())).submit(command);
    }

    /// How many commands wait at this moment, in all lanes.
    public int waiting() {
        return lanes.stream().mapToInt(Lane::waiting).sum();
    }

    /// Ids that were counted up differ in their lowest bits only.
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    private final class Lane {

        private final ReentrantLock lock = new ReentrantLock();
        private final Deque<Waiting<C, O>> queue = new ArrayDeque<>();
        private boolean running;

        O submit(C command) {
            var own = new Waiting<C, O>(command, System.nanoTime());
            try {
                if (enqueue(own)) {
                    await(own);
                }
                if (own.leads) {
                    leadAndHandOver(own);
                }
            } finally {
                own.restoreInterrupt();
            }
            return own.outcome();
        }

        int waiting() {
            lock.lock();
            try {
                return queue.size();
            } finally {
                lock.unlock();
            }
        }

        /// False where the lane was idle, and the command is to be run now.
        private boolean enqueue(Waiting<C, O> own) {
            lock.lock();
            try {
                if (!running) {
                    running = true;
                    own.leads = true;
                    return false;
                }
                if (queue.size() >= settings.waitingMax()) {
                    throw new GroupCommitBusyException("too many commands are waiting");
                }
                queue.add(own);
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void await(Waiting<C, O> own) {
            long deadline = own.sinceNanos + waitMaxNanos;
            long left = waitMaxNanos;
            while (!own.isCalled() && left > 0) {
                LockSupport.parkNanos(this, left);
                own.keepInterrupt();
                left = deadline - System.nanoTime();
            }
            if (own.isCalled() || withdraw(own)) {
                return;
            }
            // Its batch is running: only that can tell what becomes of it. Look before each park: waiting for the lock
            // in order to withdraw may have swallowed the wake-up of the call.
            while (!own.isCalled()) {
                LockSupport.park(this);
                own.keepInterrupt();
            }
        }

        private boolean withdraw(Waiting<C, O> own) {
            lock.lock();
            try {
                if (!queue.remove(own)) {
                    return false;
                }
                own.failed(new GroupCommitBusyException("the command has waited for too long"));
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void leadAndHandOver(Waiting<C, O> own) {
            try {
                if (turns.take(() -> waiting() + 1, own.sinceNanos + waitMaxNanos)) {
                    try {
                        lead(own);
                    } finally {
                        turns.giveBack();
                    }
                } else {
                    own.failed(new GroupCommitBusyException("the command has waited for too long"));
                }
            } finally {
                handOver();
            }
        }

        private void lead(Waiting<C, O> own) {
            List<Waiting<C, O>> called = gather(own);
            try {
                own.keepInterrupt();
                run(called);
            } catch (Throwable unexpected) {
                // A list of outcomes that fails when it is read, or no memory. Nobody may wait for ever.
                fail(called, unexpected);
            }
        }

        /// From here on none of them can withdraw.
        private List<Waiting<C, O>> gather(Waiting<C, O> own) {
            lock.lock();
            try {
                int commands = Math.min(queue.size() + 1, settings.batchMax());
                List<Waiting<C, O>> called = new ArrayList<>(commands);
                called.add(own);
                while (called.size() < commands) {
                    called.add(queue.remove());
                }
                return called;
            } finally {
                lock.unlock();
            }
        }

        private void handOver() {
            Waiting<C, O> next;
            lock.lock();
            try {
                next = queue.poll();
                if (next == null) {
                    running = false;
                } else {
                    next.leads = true;
                }
            } finally {
                lock.unlock();
            }
            if (next != null) {
                next.call();
            }
        }
    }

    private void run(List<Waiting<C, O>> called) {
        long started = System.nanoTime();
        List<O> outcomes;
        try {
            outcomes = batch.run(called.stream().map(Waiting::command).toList());
        } catch (Throwable failure) {
            afterFailure(called, failure);
            return;
        }
        // It is committed: from here on nothing is tried again, whatever happens.
        if (outcomes.size() != called.size()) {
            fail(called, new IllegalStateException(outcomes.size() + " outcomes of " + called.size() + " commands"));
            return;
        }
        try {
            observer.ran(called.size(), started - called.getFirst().sinceNanos, System.nanoTime() - started);
        } catch (RuntimeException unexpected) {
            log.warn("an observer of batches has failed", unexpected);
        } finally {
            for (int i = 0; i < called.size(); i++) {
                called.get(i).done(outcomes.get(i));
            }
        }
    }

    private void afterFailure(List<Waiting<C, O>> called, Throwable failure) {
        if (called.size() == 1 || isFinal(failure)) {
            fail(called, failure);
        } else {
            runOneByOne(called);
        }
    }

    /// Ends early where the trouble turns out not to be one command's: each of the others would wait for it in vain.
    /// And where many fail slowly, as those do that meet a lock, the lane is not kept from all who wait.
    private void runOneByOne(List<Waiting<C, O>> called) {
        long started = System.nanoTime();
        for (Waiting<C, O> one : called) {
            if (System.nanoTime() - started > ONE_BY_ONE_MAX_NANOS) {
                fail(called, new GroupCommitBusyException("the commands before this one have failed too slowly"));
                return;
            }
            called.getFirst().keepInterrupt();
            run(List.of(one));
            Throwable failure = one.failure();
            if (failure != null && isFinal(failure)) {
                fail(called, failure);
                return;
            }
        }
    }

    private boolean isFinal(Throwable failure) {
        try {
            return failure instanceof Error || batch.mayHaveHadEffect(failure);
        } catch (RuntimeException unknown) {
            failure.addSuppressed(unknown);
            return true;
        }
    }

    /// Whoever has an outcome keeps it.
    private void fail(List<Waiting<C, O>> called, Throwable failure) {
        for (Waiting<C, O> one : called) {
            if (!one.hasOutcome()) {
                one.failed(failure);
            }
        }
    }

    /// A command and the thread that waits for it.
    private static final class Waiting<C, O> {

        private final C command;
        private final long sinceNanos;
        private final Thread caller = Thread.currentThread();

        /// Whether the next batch has fallen to this caller. Written under the lane's lock, before the call.
        private boolean leads;

        /// Only its own thread touches this.
        private boolean interrupted;

        private @Nullable O outcome;
        private @Nullable Throwable failure;
        private volatile boolean called;

        Waiting(C command, long sinceNanos) {
            this.command = command;
            this.sinceNanos = sinceNanos;
        }

        C command() {
            return command;
        }

        boolean isCalled() {
            return called;
        }

        @Nullable
        Throwable failure() {
            return failure;
        }

        boolean hasOutcome() {
            return outcome != null || failure != null;
        }

        void keepInterrupt() {
            interrupted |= Thread.interrupted();
        }

        void restoreInterrupt() {
            if (interrupted) {
                caller.interrupt();
            }
        }

        void done(O result) {
            outcome = result;
            if (result == null) {
                failure = new NullPointerException("a batch must not answer null");
            }
            call();
        }

        void failed(Throwable reason) {
            failure = reason;
            call();
        }

        /// What was written before is seen by the caller after.
        void call() {
            called = true;
            if (caller != Thread.currentThread()) {
                LockSupport.unpark(caller);
            }
        }

        O outcome() {
            return switch (failure) {
                case null -> Objects.requireNonNull(outcome);
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failure);
            };
        }
    }
}
