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

/// Runs commands in batches: those that arrive while a batch runs form the next one. There is no timer and no own
/// thread. A command that finds its lane idle runs at once on its caller's thread, the leader. Later commands
/// wait. When the batch is done the leader hands the lane to the first waiting caller. So a caller leads at most
/// one batch, and a lone command needs no hand-over.
///
/// Several group commits may share [BatchPermits]. Each batch holds one turn while it runs, and is gathered only
/// once it has it. So if more lanes are busy than there are turns, batches grow instead of competing for cores.
///
/// Commands with the same key run in their order of arrival. If a command's failure rolls its batch back, the
/// batch is rerun one command at a time, so only that command fails. Thread-safe; made for thousands of waiting
/// virtual threads.
public final class GroupCommit<C, O> {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private static final long ONE_BY_ONE_MAX_NANOS = Duration.ofSeconds(5).toNanos();

    private final Batch<C, O> batch;
    private final GroupCommitSettings settings;
    private final long waitMaxNanos;
    private final BatchObserver observer;
    private final BatchPermits turns;
    private final List<Lane> lanes;

    /// With turns of its own: a batch runs as soon as its lane is free.
    public GroupCommit(Batch<C, O> batch, GroupCommitSettings settings, BatchObserver observer) {
        this(batch, settings, observer, new BatchPermits(settings.lanes(), settings.lanes()));
    }

    /// @param turns shared turns; a batch must not submit to another group commit that uses the same turns
    public GroupCommit(Batch<C, O> batch, GroupCommitSettings settings, BatchObserver observer, BatchPermits turns) {
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

    /// Returns once the command's batch is committed. Not interruptible, because the outcome would be unknown. An
    /// interrupt neither ends the wait nor reaches the batch, where it could fail other commands; the flag is
    /// restored on return.
    ///
    /// @param key commands with equal keys run in order
    /// @throws GroupCommitBusyException if the command was not run, because too many wait or it waited too long
    /// @throws RuntimeException         what the batch threw for this command
    public O submit(Object key, C command) {
        return lanes.get(Math.floorMod(spread(key.hashCode()), lanes.size())).submit(command);
    }

    /// Commands waiting now, in all lanes.
    public int waiting() {
        return lanes.stream().mapToInt(Lane::waiting).sum();
    }

    /// Spreads hash codes over the lanes: sequential ids differ only in their lowest bits.
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
            tell(own);
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

        /// Returns false if the lane was idle: the caller then leads and runs the command now.
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
            // The batch is running, so only it can decide the outcome. Check before each park: waiting for the
            // lock in `withdraw` may have consumed the unpark of the call.
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
                // For example, reading the list of outcomes failed, or out of memory. Every caller must still get
                // an answer.
                fail(called, unexpected);
            }
        }

        /// Gathered commands can no longer withdraw.
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

    /// An observer must not turn what is committed into a failure.
    private void tell(Waiting<C, O> own) {
        try {
            observer.answered(own.sinceNanos, own.begunNanos, own.batchSize);
        } catch (RuntimeException unexpected) {
            log.warn("an observer of batches has failed", unexpected);
        }
    }

    private void run(List<Waiting<C, O>> called) {
        long started = System.nanoTime();
        called.forEach(one -> one.begin(started, called.size()));
        List<O> outcomes;
        try {
            outcomes = batch.run(called.stream().map(Waiting::command).toList());
        } catch (Throwable failure) {
            afterFailure(called, failure);
            return;
        }
        // Committed: from here on nothing is retried.
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

    /// Stops early if a failure is final, because the other commands would fail too. It also stops after 5 s, so
    /// that many slow failures, such as lock timeouts, do not block the lane.
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

    /// Fails the commands that have no outcome yet.
    private void fail(List<Waiting<C, O>> called, Throwable failure) {
        for (Waiting<C, O> one : called) {
            if (!one.hasOutcome()) {
                one.failed(failure);
            }
        }
    }

    /// A command and the thread that waits for its outcome.
    private static final class Waiting<C, O> {

        private final C command;
        private final long sinceNanos;
        private final Thread caller = Thread.currentThread();

        /// Whether this caller leads the next batch. Written under the lane's lock, before [#call].
        private boolean leads;

        /// Accessed only by the caller's own thread.
        private boolean interrupted;

        /// Of the batch that it was last in; 0 if it was in none.
        private long begunNanos;

        private int batchSize;

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

        void begin(long startedNanos, int commands) {
            begunNanos = startedNanos;
            batchSize = commands;
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

        /// The volatile write publishes the fields written before it to the caller.
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
