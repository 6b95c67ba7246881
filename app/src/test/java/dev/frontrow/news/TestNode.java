package dev.frontrow.news;

import dev.frontrow.TestClock;
import dev.frontrow.news.redis.RedisChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/// A node as far as news are concerned; its feed is cranked by hand.
final class TestNode {

    static final String TOPIC = "rooms";

    final TestClock clock = new TestClock(Instant.parse("2027-01-01T00:00:00Z"));
    final NotedNews noted = new NotedNews(TOPIC);
    final NotedNews alsoNoted = new NotedNews(TOPIC);
    final NotedNews otherTopic = new NotedNews("others");
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Deliveries deliveries;
    final NewsFeed feed;
    final NewsSweep sweep;
    final News news;

    private final NewsSchema schema;
    private final UUID node = UUID.randomUUID();
    private final NewsMeters newsMeters = new NewsMeters(meters, clock);
    private volatile QuickWay quickWay = QuickWay.NONE;

    TestNode(NewsSchema schema) {
        this.schema = schema;
        deliveries = new Deliveries(new Receivers(() -> Stream.of(noted, alsoNoted, otherTopic)), newsMeters);
        var current = new Current();
        feed = new NewsFeed(schema.rows, node.toString(), deliveries, current, clock);
        sweep = new NewsSweep(schema.rows, () -> true, clock);
        news = new News(new News.Outlet(schema.rows, node.toString(), current));
    }

    /// Uses this Redis from now on.
    RedisWay goBy(String redis, String channel) {
        var way = new RedisWay(
                new RedisChannel(redis, channel), node, new Frame(schema.rows.key()), deliveries, newsMeters);
        quickWay = way;
        return way;
    }

    /// Loses one in a hundred of the items that it sends.
    void lose(Random random) {
        QuickWay whole = quickWay;
        quickWay = new QuickWay() {
            @Override
            public boolean isQuick() {
                return whole.isQuick();
            }

            @Override
            public void send(NewsItem item) {
                if (random.nextInt(100) > 0) {
                    whole.send(item);
                }
            }

            @Override
            public void send(Message hint) {
                whole.send(hint);
            }
        };
    }

    private final class Current implements QuickWay {

        @Override
        public boolean isQuick() {
            return quickWay.isQuick();
        }

        @Override
        public void send(NewsItem item) {
            quickWay.send(item);
        }

        @Override
        public void send(Message hint) {
            quickWay.send(hint);
        }
    }

    /// Tells it in a transaction of its own.
    void tell(long subject, String text) {
        schema.transaction.executeWithoutResult(_ -> news.tell(TOPIC, subject, bytes(text)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<String> read() {
        feed.read();
        return noted.notes();
    }
}
