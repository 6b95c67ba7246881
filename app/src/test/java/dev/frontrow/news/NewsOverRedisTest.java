package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// News by a real Redis and every fault it can have. The feeds are cranked by hand.
class NewsOverRedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RedisServer redis;

    private final NewsSchema schema = new NewsSchema();
    private final List<RedisWay> ways = new ArrayList<>();

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.close();
    }

    @AfterEach
    void endNodes() {
        ways.forEach(RedisWay::stop);
        schema.close();
    }

    private TestNode node() {
        return node(schema, redis.uri());
    }

    /// A node that has read once, and whose Redis is not waited for.
    private TestNode node(NewsSchema in, String uri) {
        var node = new TestNode(in);
        RedisWay way = node.goBy(uri, channel(in));
        ways.add(way);
        way.start();
        node.read();
        return node;
    }

    private static String channel(NewsSchema in) {
        return "frontrow:news:" + in.rows.installation();
    }

    private void awaitRedis() {
        await().atMost(PATIENCE).until(() -> ways.stream().allMatch(RedisWay::isQuick));
    }

    private static void awaitNotes(TestNode node, String... notes) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.noted.notes()).containsExactly(notes));
    }

    @Test
    void bringsAnItemBeforeItIsReadAndOnlyOnce() {
        TestNode teller = node();
        TestNode reader = node();
        awaitRedis();

        teller.tell(7, "open");

        awaitNotes(reader, "7 open");
        assertThat(reader.read()).containsExactly("7 open");
        assertThat(teller.read()).isEmpty();
    }

    @Test
    void bringsNothingThatWasRolledBack() {
        TestNode teller = node();
        TestNode reader = node();
        awaitRedis();

        schema.transaction.executeWithoutResult(status -> {
            teller.news.tell(TestNode.TOPIC, 7, TestNode.bytes("open"));
            status.setRollbackOnly();
        });
        teller.tell(8, "open");

        awaitNotes(reader, "8 open");
    }

    @Test
    void bringsHintsThatAreNoRows() {
        TestNode teller = node();
        TestNode reader = node();
        awaitRedis();

        teller.news.hint(TestNode.TOPIC, 7, TestNode.bytes("taken"));

        awaitNotes(reader, "7 taken");
        assertThat(reader.read()).containsExactly("7 taken");
        assertThat(teller.noted.notes()).isEmpty();
        assertThat(schema.jdbc
                        .sql("select count(*) from news.item")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatRedisLosesIsHeardWithinOneReadingAndNothingTwice() {
        long seed = new Random().nextLong();
        TestNode teller = node();
        TestNode reader = node();
        awaitRedis();
        teller.lose(new Random(seed));

        IntStream.range(0, 1_000).forEach(i -> teller.tell(i, "x"));

        await().atMost(PATIENCE).until(() -> reader.noted.notes().size() > 900);
        assertThat(reader.read())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> i + " x").toList());
        assertThat(reader.meters.counter("frontrow.news.items", "way", "feed").count())
                .isBetween(1.0, 100.0);
    }

    @Test
    void withoutRedisTheDatabaseBringsAllAndRedisIsUsedOnceItIsBack() throws IOException {
        try (RedisServer mortal = RedisServer.start()) {
            TestNode teller = node(schema, mortal.uri());
            TestNode reader = node(schema, mortal.uri());
            awaitRedis();

            mortal.kill();
            await().atMost(PATIENCE).until(() -> ways.stream().noneMatch(RedisWay::isQuick));
            teller.tell(7, "open");
            assertThat(reader.read()).containsExactly("7 open");

            mortal.startAgain();
            awaitRedis();
            teller.tell(7, "paused");
            awaitNotes(reader, "7 open", "7 paused");
        }
    }

    @Test
    void startsWithoutRedis() throws IOException {
        int port = RedisServer.freePort();
        TestNode teller = node(schema, "redis://127.0.0.1:" + port);
        TestNode reader = node(schema, "redis://127.0.0.1:" + port);

        teller.tell(7, "open");

        assertThat(reader.read()).containsExactly("7 open");
        assertThat(ways).noneMatch(RedisWay::isQuick);
    }

    @Test
    void aRedisThatHangsKeepsNobodyWaiting() throws Exception {
        try (RedisServer sleepy = RedisServer.start()) {
            TestNode teller = node(schema, sleepy.uri());
            TestNode reader = node(schema, sleepy.uri());
            awaitRedis();

            sleepy.suspend();
            // More than all queues take.
            IntStream.range(0, 5_000).forEach(i -> teller.news.hint(TestNode.TOPIC, i, new byte[1_000]));
            teller.tell(7, "open");
            assertThat(dropped(teller)).isGreaterThan(1_000);
            await().atMost(PATIENCE).until(() -> ways.stream().noneMatch(RedisWay::isQuick));
            assertThat(reader.read()).containsExactly("7 open");

            sleepy.resume();
            awaitRedis();
            teller.tell(8, "open");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reader.noted.notes()).endsWith("8 open"));
            assertThat(reader.read().stream().filter(note -> note.endsWith(" open")))
                    .containsExactly("7 open", "8 open");
        }
    }

    private static double dropped(TestNode node) {
        return node.meters.get("frontrow.news.redis.dropped").functionCounter().count();
    }

    @Test
    void aRedisThatPausesAndIsWipedLosesNothing() throws IOException {
        try (RedisServer odd = RedisServer.start()) {
            TestNode teller = node(schema, odd.uri());
            TestNode reader = node(schema, odd.uri());
            awaitRedis();

            odd.command("CLIENT PAUSE 1500 ALL");
            teller.tell(7, "open");
            assertThat(reader.read()).containsExactly("7 open");
            awaitRedis();
            assertThat(odd.command("FLUSHALL")).isEqualTo("+OK");
            odd.command("CLIENT KILL TYPE pubsub");
            await().atMost(PATIENCE).until(() -> ways.stream().noneMatch(RedisWay::isQuick));
            awaitRedis();
            teller.tell(8, "open");

            awaitNotes(reader, "7 open", "8 open");
            assertThat(reader.read()).hasSize(2);
        }
    }

    @Test
    void aSlowListenerKeepsNoTellerWaitingAndHearsAllOnce() throws InterruptedException {
        TestNode teller = node();
        TestNode reader = node();
        awaitRedis();
        var slow = new CountDownLatch(1);
        reader.noted.trouble = _ -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        IntStream.range(0, 500).forEach(i -> teller.tell(i, "x"));
        IntStream.range(0, 10_000).forEach(i -> teller.news.hint("others", i, new byte[10]));
        assertThat(reader.noted.notes()).isEmpty();
        slow.countDown();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reader.read())
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, 500).mapToObj(i -> i + " x").toList()));
    }

    @Test
    void ignoresWhatNoNodeOfThisDatabaseHasWritten() throws IOException {
        TestNode teller = node();
        TestNode reader = node();
        awaitRedis();
        var forged = new Frame(new byte[32]).write(UUID.randomUUID(), new Message(TestNode.TOPIC, 7, new byte[] {1}));
        byte[] future = {99, 1, 2, 3};

        for (byte[] message : List.of(forged, new byte[0], new byte[] {1}, new byte[200_000], future)) {
            redis.publish(channel(schema), message);
        }
        teller.tell(8, "open");

        awaitNotes(reader, "8 open");
        assertThat(reader.meters
                        .counter("frontrow.news.ignored", "reason", "malformed")
                        .count())
                .isEqualTo(3);
        // The long one of zeros has no version of ours either.
        assertThat(reader.meters
                        .counter("frontrow.news.ignored", "reason", "version")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void installationsOnOneRedisDoNotHearEachOther() {
        try (var elsewhere = new NewsSchema()) {
            TestNode teller = node();
            TestNode reader = node();
            TestNode stranger = node(elsewhere, redis.uri());
            awaitRedis();

            teller.news.hint(TestNode.TOPIC, 7, TestNode.bytes("taken"));

            awaitNotes(reader, "7 taken");
            assertThat(stranger.noted.notes()).isEmpty();
            assertThat(stranger.meters.getMeters())
                    .noneMatch(meter -> meter.getId().getName().equals("frontrow.news.ignored"));
        }
    }

    @Test
    void goesThroughACluster() throws IOException {
        try (RedisServer one = RedisServer.start("--cluster-enabled", "yes")) {
            one.command("CLUSTER ADDSLOTSRANGE 0 16383");
            await().atMost(PATIENCE).until(() -> one.command("GET x").startsWith("$-1"));
            TestNode teller = node(schema, one.uri() + "," + one.uri());
            TestNode reader = node(schema, one.uri() + "," + one.uri());
            awaitRedis();

            teller.tell(7, "open");

            awaitNotes(reader, "7 open");
        }
    }

    @Test
    void asksSentinelsForThePrimary() throws IOException {
        try (RedisServer primary = RedisServer.start();
                RedisServer sentinel = RedisServer.sentinelOf(primary)) {
            String uri = "redis-sentinel://" + sentinel.hostAndPort() + "/#primary";
            TestNode teller = node(schema, uri);
            TestNode reader = node(schema, uri);
            awaitRedis();

            teller.tell(7, "open");

            awaitNotes(reader, "7 open");
        }
    }
}
