package dev.frontrow.drill;

import dev.frontrow.drill.DrillCluster.Member;
import dev.frontrow.drill.OwnerWrites.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Stops one node after the other for ten seconds and continues it, while fans wait in many rooms. Others must
/// take over its rooms in time, and nothing that it still wants to write may take effect.
final class OwnerStops {

    private static final int ROOMS = 18;
    private static final int FANS_OF_ROOM = 30;
    /// A second owner would call ten more while the first is stopped.
    private static final int PER_MINUTE = 60;
    private static final int SEATS = 100;
    private static final Duration STOPPED = Duration.ofSeconds(10);
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(4);
    /// Continued nodes come back and get rooms again.
    private static final Duration CALM = Duration.ofSeconds(4);
    /// One tick, and the two seconds' worth of calls that a room may have saved.
    private static final Duration TICK_AND_SAVED = Duration.ofSeconds(3);
    private static final int LOOK_EVERY_MILLIS = 50;

    private static final String OWNED = """
            select l.name
            from cluster.lease l join cluster.node n on n.node_id = l.owner
            where l.name like 'room/%' and l.until > now() and n.name = :node
            """;
    private static final String OWNED_BY_OTHERS = """
            select l.name
            from cluster.lease l join cluster.node n on n.node_id = l.owner
            where l.name like 'room/%' and l.until > now() and n.name <> :node
            """;

    private final DrillCluster cluster;
    private final Shop shop;
    private final JdbcClient jdbc;
    private final Consumer<String> log;
    private final List<Long> takeoverMillis = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    /// @param log is told what happens
    OwnerStops(DrillCluster cluster, Shop shop, JdbcClient jdbc, Consumer<String> log) {
        this.cluster = cluster;
        this.shop = shop;
        this.jdbc = jdbc;
        this.log = log;
    }

    /// @param stops how many rooms are to lose their owner, each counted each time
    void run(int stops, List<String> tokens, Random random, Findings findings)
            throws IOException, InterruptedException, DrillFailure {
        OwnerWrites writes = OwnerWrites.recordedBy(jdbc);
        // Longer than it takes, so that fans wait until the end.
        Duration length = STOPPED.plus(CALM).multipliedBy(Math.max(1, stops / 2));
        List<Sale> rooms = new ArrayList<>();
        List<Story> stories = new ArrayList<>();
        List<Thread> fans = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            Sale sale = Sale.openAt(PER_MINUTE, FANS_OF_ROOM, shop, SEATS, length);
            rooms.add(sale);
            int first = room * FANS_OF_ROOM;
            for (int fan = first; fan < first + FANS_OF_ROOM; fan++) {
                String token = tokens.get(fan % tokens.size());
                var story = new Story(AccessTokens.buyerOf(token));
                stories.add(story);
                var way = new WayThroughLine(token, sale, shop, new Random(random.nextLong()), story);
                fans.add(Thread.ofVirtual().start(() -> waitAgainAndAgain(way, sale)));
            }
        }
        stopOneAfterTheOther(stops, leases(rooms), random);
        for (Thread fan : fans) {
            fan.interrupt();
            fan.join();
        }
        judge(rooms, writes, findings);
        findings.rule(
                "no fan was sent away or told what cannot be, while owners were stopped", Findings.complaints(stories));
    }

    /// Rooms of earlier sales may be in the memory of one node only, and then no other node takes them over.
    private static Set<String> leases(List<Sale> rooms) {
        return rooms.stream().map(room -> "room/" + room.concertId()).collect(Collectors.toSet());
    }

    private void judge(List<Sale> rooms, OwnerWrites recorded, Findings findings) {
        List<Write> writes = recorded.of(rooms.stream().map(Sale::concertId).toList());
        findings.rule("a new owner within 4 s, after %d stops of owners".formatted(takeoverMillis.size()), late);
        findings.rule(
                "no write of an old epoch took effect, of %,d".formatted(writes.size()), OwnerWrites.late(writes));
        findings.rule(
                "each room called no more than its rate and one tick, and for those who do not come",
                OwnerWrites.tooMany(writes, rooms.getFirst().perMinute(), TICK_AND_SAVED));
        List<Long> sorted = takeoverMillis.stream().sorted().toList();
        log.accept("took over after %,d ms in the median, %,d ms at most"
                .formatted(sorted.get(sorted.size() / 2), sorted.getLast()));
    }

    /// A fan who is in gives up the place and joins again, so that there is always somebody to call.
    private static void waitAgainAndAgain(WayThroughLine way, Sale sale) {
        try {
            while (!sale.isOver()) {
                Optional<String> queueToken = way.untilAdmitted();
                if (queueToken.isPresent()) {
                    way.leave(queueToken.get());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopOneAfterTheOther(int stops, Set<String> leases, Random random)
            throws IOException, InterruptedException {
        List<Member> members = cluster.members();
        for (int turn = random.nextInt(members.size()); takeoverMillis.size() < stops; turn++) {
            Thread.sleep(CALM);
            Member member = members.get(turn % members.size());
            Set<String> owned = rooms(OWNED, member);
            owned.retainAll(leases);
            log.accept("%s stopped, the owner of %d rooms".formatted(member.name(), owned.size()));
            member.node().suspend();
            long stoppedAt = System.nanoTime();
            awaitOthers(member, owned, stoppedAt);
            long left = STOPPED.toNanos() - (System.nanoTime() - stoppedAt);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
            member.node().resume();
        }
    }

    private void awaitOthers(Member member, Set<String> owned, long stoppedAt) throws InterruptedException {
        Set<String> waiting = owned;
        long elapsed = 0;
        while (!waiting.isEmpty() && elapsed < STOPPED.toMillis()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            Set<String> others = rooms(OWNED_BY_OTHERS, member);
            elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stoppedAt);
            for (String room : waiting) {
                if (others.contains(room)) {
                    takeoverMillis.add(elapsed);
                    if (elapsed > TAKEOVER_MAX.toMillis()) {
                        late.add("%s got a new owner after %,d ms".formatted(room, elapsed));
                    }
                }
            }
            waiting = waiting.stream().filter(room -> !others.contains(room)).collect(Collectors.toSet());
        }
        waiting.forEach(room -> late.add(room + " got no new owner"));
    }

    private Set<String> rooms(String query, Member member) {
        return new HashSet<>(
                jdbc.sql(query).param("node", member.name()).query(String.class).list());
    }
}
