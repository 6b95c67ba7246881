package dev.frontrow;

import static org.awaitility.Awaitility.await;

import dev.frontrow.cluster.Beats;
import dev.frontrow.news.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// A test of one sale on two nodes with a real Redis between them.
@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=on",
            "frontrow.cluster.node=first",
            "frontrow.identity.token-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@DirtiesContext
public abstract class NodesWithRedisTest extends ServerTest {

    private static @Nullable RedisServer redis;
    private static @Nullable SecondNode started;

    @Autowired
    private BeanFactory beans;

    @Autowired
    private MeterRegistry meters;

    @DynamicPropertySource
    static void useRedis(DynamicPropertyRegistry registry) throws IOException {
        var begun = RedisServer.start();
        redis = begun;
        registry.add("frontrow.cluster.redis", begun::uri);
    }

    @Autowired
    void startSecond(Environment settings) {
        if (started == null) {
            started = SecondNode.beside(settings, clock());
            Beats.begin(beans);
            Beats.begin(second().beans());
        }
    }

    @AfterAll
    static void stopBoth() throws IOException {
        second().close();
        Objects.requireNonNull(redis).close();
        started = null;
    }

    protected static SecondNode second() {
        return Objects.requireNonNull(started);
    }

    /// The beans of the first node.
    protected BeanFactory beans() {
        return beans;
    }

    /// A busy machine may make Redis seem lost for a moment.
    protected void awaitRedis() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> isConnected(meters) && isConnected(second().bean(MeterRegistry.class)));
    }

    private static boolean isConnected(MeterRegistry meters) {
        return meters.get("frontrow.news.redis.connected").gauge().value() == 1;
    }
}
