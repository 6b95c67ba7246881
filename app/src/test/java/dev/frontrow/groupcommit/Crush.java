package dev.frontrow.groupcommit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A random crowd that submits random commands. It records each violation of these rules:
///
/// - A command refused as busy was never run, or was rolled back with its batch. An answered command was
///   committed exactly once. A failed one was not committed, unless the outcome of its commit is unknown.
/// - Each caller gets the outcome of its own command, or the failure of a batch with its command. A poisoned
///   command fails no other one.
/// - Commands of one key never run in two batches at once. They run in the order of submission: a command
///   answered before another was submitted ran before it.
/// - At most one batch per lane runs at once, none exceeds the maximum size, and a caller leads at most one
///   batch.
/// - A caller's interrupt flag is restored afterwards.
/// - At the end no command waits, and every lane is idle.
class Crush {

    private enum Kind {
        PLAIN,
        POISON,
        ERROR,
        UNKNOWN_NOT_COMMITTED,
        UNKNOWN_COMMITTED
    }

    /// Batches write these fields without a lock, because the group commit guarantees that no other batch does
    /// so.
    private static final class Command {
        final int key;
        final Kind kind;
        final Thread caller = Thread.currentThread();
        int attempts;
        int commits;
        long submitted;
        long ended;

        @Nullable
        Receipt outcome;

        @Nullable
        Throwable failure;

        Command(int key, Kind kind) {
            this.key = key;
            this.kind = kind;
        }
    }

    private record Receipt(Command command) {}

    private record Key(int number) {}

    private static final class Poisoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Command culprit;

        Poisoned(Command culprit) {
            super("poisoned", null, false, false);
            this.culprit = culprit;
        }
    }

    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown() {
            super("unknown", null, false, false);
        }
    }

    private static final class Planted extends Error {
        private static final long serialVersionUID = 1L;

        Planted() {
            super("planted", null, false, false);
        }
    }

    private final long seed;
    private final GroupCommitSettings settings;
    private final int threads;
    private final int commandsEach;
    private final int keys;
    private final int troubleOf1000;
    private final GroupCommit<Command, Receipt> commits;

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final Queue<Command> all = new ConcurrentLinkedQueue<>();
    private final Set<Integer> keysUnderWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger batchesUnderWay = new AtomicInteger();
    private final Map<Integer, List<Command>> runsOfKey = new HashMap<>();

    Crush(long seed) {
        this.seed = seed;
        var random = new Random(seed);
        settings = new GroupCommitSettings(
                1 + random.nextInt(3),
                1 + random.nextInt(8),
                1 + random.nextInt(12),
                Duration.ofNanos(1 + random.nextInt(seed % 2 == 0 ? 20_000 : 2_000_000)));
        threads = 4 + random.nextInt(40);
        commandsEach = 12_000 / threads;
        keys = 1 + random.nextInt(6);
        troubleOf1000 = random.nextInt(60);
        for (int key = 0; key < keys; key++) {
            runsOfKey.put(key, new ArrayList<>());
        }
        // As many turns as lanes, or one less so that batches wait for turns.
        int all = Math.max(1, settings.lanes() - random.nextInt(2));
        var turns = new BatchPermits(all, 1 + random.nextInt(all));
        commits = new GroupCommit<>(new Store(), settings, (_, _, _) -> {}, turns);
    }

    void play() throws InterruptedException {
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            var random = new Random(seed * 31 + i);
            Thread.Builder builder =
                    i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
            crowd.add(builder.start(() -> submitAll(random)));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        var random = new Random(-seed);
        while (crowd.stream().anyMatch(Thread::isAlive) && System.nanoTime() < deadline) {
            crowd.get(random.nextInt(crowd.size())).interrupt();
            LockSupport.parkNanos(random.nextInt(200_000));
        }
        for (Thread thread : crowd) {
            if (thread.isAlive()) {
                broken.add("stuck: " + thread + " " + List.of(thread.getStackTrace()));
            }
        }
        if (broken.isEmpty()) {
            judgeLanes();
            all.forEach(this::judge);
            runsOfKey.values().forEach(this::judgeOrder);
        }
    }

    /// Returns the first few violations; one bug causes thousands.
    List<String> broken() {
        return broken.stream().limit(10).toList();
    }

    long committed() {
        return all.stream().filter(command -> command.commits > 0).count();
    }

    @Override
    public String toString() {
        return settings + ", " + threads + " threads, " + keys + " keys, trouble " + troubleOf1000 + " of 1000";
    }

    private void submitAll(Random random) {
        for (int i = 0; i < commandsEach; i++) {
            var command = new Command(random.nextInt(keys), kind(random));
            all.add(command);
            boolean interrupted = random.nextInt(10) == 0;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            command.submitted = System.nanoTime();
            try {
                command.outcome = commits.submit(new Key(command.key), command);
            } catch (Throwable failure) {
                command.failure = failure;
            }
            command.ended = System.nanoTime();
            if (!Thread.interrupted() && interrupted) {
                broken.add("an interrupt is lost");
            }
            if (random.nextInt(20) == 0) {
                LockSupport.parkNanos(random.nextInt(100_000));
            }
        }
    }

    private Kind kind(Random random) {
        Kind[] troubles = Kind.values();
        return random.nextInt(1000) < troubleOf1000 ? troubles[1 + random.nextInt(troubles.length - 1)] : Kind.PLAIN;
    }

    private void judgeLanes() {
        if (commits.waiting() != 0) {
            broken.add("still waiting: " + commits.waiting());
        }
        for (int key = 0; key < keys; key++) {
            var last = new Command(key, Kind.PLAIN);
            last.submitted = System.nanoTime();
            try {
                last.outcome = commits.submit(new Key(key), last);
            } catch (GroupCommitBusyException stuck) {
                broken.add("a lane is not idle in the end");
            }
            last.ended = System.nanoTime();
            all.add(last);
        }
    }

    private void judge(Command command) {
        String fault = switch (command.failure) {
            case null -> {
                if (command.outcome == null || command.outcome.command != command) {
                    yield "got somebody else's outcome";
                }
                yield command.commits != 1 || command.kind != Kind.PLAIN ? "was not committed once" : null;
            }
            case GroupCommitBusyException busy -> {
                // A command whose batch was rolled back may be refused before it is rerun alone.
                boolean undone = String.valueOf(busy.getMessage()).contains("too slowly");
                yield (undone ? command.commits : command.attempts) > 0 ? "was run after all" : null;
            }
            case Poisoned poisoned ->
                poisoned.culprit != command || command.commits > 0 ? "failed for another's poison" : null;
            case Planted _ -> command.attempts == 0 || command.commits > 0 ? "was committed" : null;
            case Unknown _ -> command.attempts == 0 || command.commits > 1 ? "was committed twice" : null;
            default -> "failed with what nobody planted: " + command.failure;
        };
        if (fault != null) {
            broken.add("key " + command.key + ' ' + command.kind + " (" + command.attempts + " attempts, "
                    + command.commits + " commits): " + fault + "; " + command.failure);
        }
    }

    private void judgeOrder(List<Command> runs) {
        long earliestEnd = Long.MAX_VALUE;
        for (Command command : runs.reversed()) {
            if (earliestEnd < command.submitted) {
                broken.add("key " + command.key + ": one that was answered before was run after");
            }
            earliestEnd = Math.min(earliestEnd, command.ended);
        }
    }

    /// Runs a batch all or nothing, like a transaction.
    private final class Store implements Batch<Command, Receipt> {

        private final Map<Command, Boolean> ranForOthers = new ConcurrentHashMap<>();

        @Override
        public List<Receipt> run(List<Command> commands) {
            Set<Integer> own = new HashSet<>();
            enter(commands, own);
            try {
                commands.forEach(command -> command.attempts++);
                takeSomeTime();
                for (Command command : commands) {
                    switch (command.kind) {
                        case PLAIN -> {}
                        case UNKNOWN_COMMITTED -> {
                            commit(commands);
                            throw new Unknown();
                        }
                        case UNKNOWN_NOT_COMMITTED -> throw new Unknown();
                        case ERROR -> throw new Planted();
                        case POISON -> throw new Poisoned(command);
                    }
                }
                commit(commands);
                return commands.stream().map(Receipt::new).toList();
            } finally {
                batchesUnderWay.decrementAndGet();
                keysUnderWay.removeAll(own);
            }
        }

        @Override
        public boolean mayHaveHadEffect(Throwable failure) {
            return failure instanceof Unknown;
        }

        private void enter(List<Command> commands, Set<Integer> own) {
            if (batchesUnderWay.incrementAndGet() > settings.lanes()) {
                broken.add("more batches than lanes");
            }
            if (commands.size() > settings.batchMax()) {
                broken.add("a batch of " + commands.size());
            }
            for (Command command : commands) {
                if (own.add(command.key) && !keysUnderWay.add(command.key)) {
                    broken.add("key " + command.key + " is in two batches at once");
                }
            }
            if (commands.size() > 1) {
                Command head = commands.getFirst();
                if (head.caller != Thread.currentThread() || ranForOthers.put(head, true) != null) {
                    broken.add("somebody works for others whose turn it is not");
                }
            }
        }

        private void commit(List<Command> commands) {
            for (Command command : commands) {
                command.commits++;
                requireNonNull(runsOfKey.get(command.key)).add(command);
            }
        }

        private void takeSomeTime() {
            int dice = ThreadLocalRandom.current().nextInt(8);
            if (dice == 0) {
                LockSupport.parkNanos(100_000);
            } else if (dice < 4) {
                Thread.yield();
            }
        }
    }
}
