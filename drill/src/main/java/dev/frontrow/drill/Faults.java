package dev.frontrow.drill;

import dev.frontrow.drill.DrillCluster.Member;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Breaks one thing after the other and heals it again, in an order that follows from a seed. Each round has
/// every fault once. Some are made two at a time.
final class Faults implements Runnable {

    enum Fault {
        NODE_KILLED("a node killed, and started again"),
        NODE_STOPPED("a node stopped, and continued"),
        DATABASE_UNREACHABLE("a node cut off from PostgreSQL, packets lost"),
        DATABASE_REFUSES("a node cut off from PostgreSQL, connections reset"),
        REDIS_UNREACHABLE("a node cut off from Redis"),
        NODE_ALONE("a node cut off from PostgreSQL, Redis and thereby all others"),
        REDIS_WIPED("Redis wiped"),
        REDIS_RESTARTED("Redis killed, and started again"),
        REDIS_STOPPED("Redis stopped, and continued"),
        DATABASE_KILLED("PostgreSQL killed; it starts again and recovers");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /// Whether nodes cannot know meanwhile what others do. What Redis brings, PostgreSQL brings a second
        /// later.
        boolean separates() {
            return switch (this) {
                case NODE_KILLED, NODE_STOPPED, DATABASE_UNREACHABLE, DATABASE_REFUSES, NODE_ALONE, DATABASE_KILLED ->
                    true;
                case REDIS_UNREACHABLE, REDIS_WIPED, REDIS_RESTARTED, REDIS_STOPPED -> false;
            };
        }

        /// A Redis that is stopped can be neither wiped nor killed in an orderly way.
        private boolean mayBeBeside(Fault other) {
            List<Fault> ofRedis = List.of(REDIS_WIPED, REDIS_RESTARTED, REDIS_STOPPED);
            return !(ofRedis.contains(this) && ofRedis.contains(other));
        }
    }

    private static final long CALM_MILLIS = 2_000;
    private static final int OWNER_PERCENT = 60;
    private static final int TWO_AT_ONCE_PERCENT = 30;

    private final DrillCluster cluster;
    private final Watch watch;
    private final BooleanSupplier isOver;
    private final Random random;
    private final Consumer<String> log;
    private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);
    private final List<Outage> outages = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /// @param log is told what happens
    Faults(DrillCluster cluster, Watch watch, BooleanSupplier isOver, Random random, Consumer<String> log) {
        this.cluster = cluster;
        this.watch = watch;
        this.isOver = isOver;
        this.random = random;
        this.log = log;
    }

    /// Until it is over; whatever is broken then has been healed.
    @Override
    public void run() {
        try {
            while (true) {
                Deque<Fault> round = shuffled();
                while (!round.isEmpty()) {
                    if (isOver.getAsBoolean()) {
                        return;
                    }
                    Member victim = victim();
                    Fault fault = round.pop();
                    boolean two = random.nextInt(100) < TWO_AT_ONCE_PERCENT
                            && !round.isEmpty()
                            && fault.mayBeBeside(round.peek());
                    List<Thread> beside = two ? List.of(makeBeside(round.pop(), another(victim))) : List.of();
                    make(fault, victim);
                    for (Thread other : beside) {
                        other.join();
                    }
                    Thread.sleep(CALM_MILLIS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Deque<Fault> shuffled() {
        List<Fault> round = new ArrayList<>(List.of(Fault.values()));
        Collections.shuffle(round, random);
        return new ArrayDeque<>(round);
    }

    private Thread makeBeside(Fault fault, Member member) {
        return Thread.ofPlatform().name("second fault").start(() -> {
            try {
                make(fault, member);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void make(Fault fault, Member member) throws InterruptedException {
        boolean owner = member.name().equals(watch.owner());
        log.accept(fault.words() + (isOfNode(fault) ? ": " + member.name() + (owner ? ", the owner" : "") : ""));
        long from = System.nanoTime();
        try {
            breakAndHeal(fault, member);
            note(fault, member, from);
        } catch (IOException failed) {
            noteFailure(fault.words() + ": " + failed.getMessage());
        }
    }

    private synchronized void note(Fault fault, Member member, long from) {
        made.merge(fault, 1, Integer::sum);
        if (fault.separates()) {
            int node = isOfNode(fault) ? cluster.members().indexOf(member) : Outage.ALL;
            outages.add(new Outage(node, from, System.nanoTime()));
        }
    }

    private synchronized void noteFailure(String failure) {
        failures.add(failure);
    }

    /// Mostly the room's owner, whose end matters most.
    private Member victim() {
        List<Member> members = cluster.members();
        return random.nextInt(100) < OWNER_PERCENT
                ? members.stream()
                        .filter(member -> member.name().equals(watch.owner()))
                        .findFirst()
                        .orElse(members.getFirst())
                : members.get(random.nextInt(members.size()));
    }

    private Member another(Member victim) {
        List<Member> others =
                cluster.members().stream().filter(member -> member != victim).toList();
        return others.get(random.nextInt(others.size()));
    }

    private static boolean isOfNode(Fault fault) {
        return switch (fault) {
            case NODE_KILLED, NODE_STOPPED, DATABASE_UNREACHABLE, DATABASE_REFUSES, REDIS_UNREACHABLE, NODE_ALONE ->
                true;
            case REDIS_WIPED, REDIS_RESTARTED, REDIS_STOPPED, DATABASE_KILLED -> false;
        };
    }

    private void breakAndHeal(Fault fault, Member member) throws IOException, InterruptedException {
        switch (fault) {
            case NODE_KILLED -> {
                member.node().kill();
                lasts(1_000, 4_000);
                member.node().startAgain();
                member.node().awaitReady();
            }
            case NODE_STOPPED -> {
                member.node().suspend();
                lasts(10_000, 40_000);
                member.node().resume();
            }
            case DATABASE_UNREACHABLE -> hang(List.of(member.database()), 5_000, 15_000);
            case DATABASE_REFUSES -> {
                member.database().refuse();
                lasts(3_000, 8_000);
                member.database().heal();
            }
            case REDIS_UNREACHABLE -> hang(List.of(member.redis()), 5_000, 10_000);
            case NODE_ALONE -> hang(List.of(member.database(), member.redis()), 5_000, 15_000);
            case REDIS_WIPED -> cluster.redis().wipe();
            case REDIS_RESTARTED -> {
                cluster.redis().kill();
                lasts(1_000, 4_000);
                cluster.redis().startAgain();
            }
            case REDIS_STOPPED -> {
                cluster.redis().suspend();
                lasts(4_000, 10_000);
                cluster.redis().resume();
            }
            case DATABASE_KILLED -> cluster.database().kill();
        }
    }

    private void hang(List<Link> links, int millisMin, int millisMax) throws InterruptedException {
        links.forEach(Link::hang);
        lasts(millisMin, millisMax);
        links.forEach(Link::heal);
    }

    private void lasts(int millisMin, int millisMax) throws InterruptedException {
        Thread.sleep(random.nextInt(millisMin, millisMax));
    }

    /// How often each fault was made.
    Map<Fault, Integer> made() {
        return made;
    }

    List<Outage> outages() {
        return outages;
    }

    /// Faults that could not be made or healed, such as a node that did not start again.
    List<String> failures() {
        return failures;
    }
}
