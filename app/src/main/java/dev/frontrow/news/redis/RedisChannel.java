package dev.frontrow.news.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One channel of Redis. Publishing never blocks: messages wait in a bounded queue, which drops the oldest when it
/// is full. Without a connection all messages are dropped. Redis may be down at the start.
///
/// The channel is tested by an echo: each beat is published to a second channel that only this process hears. So
/// a Redis that hangs, or has forgotten the subscription, is told from one that works. Thread-safe.
public final class RedisChannel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisChannel.class);

    private static final Duration BEAT_EVERY = Duration.ofMillis(200);

    /// Without an echo for this long, the channel does not count as quick any more.
    private static final Duration QUICK_MAX = Duration.ofMillis(800);

    /// Without an echo for this long, the connections are replaced.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(3);

    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(500);

    static final int OUTGOING_MAX = 1_024;
    static final int INCOMING_MAX = 4_096;
    private static final int UNANSWERED_MAX = 256;

    private final RedisAddress address;
    private final byte[] channel;
    private final byte[] echo;
    private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(OUTGOING_MAX);
    private final BlockingQueue<byte[]> incoming = new ArrayBlockingQueue<>(INCOMING_MAX);
    private final AtomicLong dropped = new AtomicLong();

    private volatile @Nullable Connected connected;
    private volatile long echoedNanos;
    private volatile boolean quick;
    private boolean told;
    private volatile boolean closed;

    private final Thread linking = Thread.ofVirtual().name("redis-link").unstarted(this::link);
    private final Thread sending = Thread.ofVirtual().name("redis-send").unstarted(this::send);
    private volatile @Nullable Thread receiving;

    /// @param unanswered limits messages that Redis has not confirmed yet
    private record Connected(Link link, Semaphore unanswered) {}

    /// @param redis as in `frontrow.cluster.redis`
    /// @param name  of the channel
    public RedisChannel(String redis, String name) {
        this.address = RedisAddress.parse(redis);
        this.channel = name.getBytes(StandardCharsets.UTF_8);
        this.echo = (name + ":" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    /// Begins to connect, and returns at once.
    ///
    /// @param receiver gets each message, also this process's own, on one thread; if it blocks, some are dropped
    public void start(Consumer<byte[]> receiver) {
        receiving = Thread.ofVirtual().name("redis-receive").start(() -> receive(receiver));
        linking.start();
        sending.start();
    }

    /// Publishes if it can.
    public void publish(byte[] message) {
        while (!outgoing.offer(message)) {
            if (outgoing.poll() != null) {
                dropped.incrementAndGet();
            }
        }
    }

    /// Whether the channel works: the last echo came back recently.
    public boolean isQuick() {
        return quick && System.nanoTime() - echoedNanos < QUICK_MAX.toNanos();
    }

    /// How many messages were dropped, on their way out or in.
    public long dropped() {
        return dropped.get();
    }

    private void link() {
        ClientResources resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        while (!closed) {
            try (Link link = Link.to(address, resources)) {
                keep(link);
                tellLost("it does not answer");
            } catch (RuntimeException e) {
                tellLost(reason(e));
            }
            connected = null;
            quick = false;
            rest(TRY_AGAIN_AFTER);
        }
        resources.shutdown();
    }

    private void keep(Link link) {
        echoedNanos = System.nanoTime();
        link.subscribe(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(byte[] to, byte[] message) {
                        hear(to, message);
                    }
                },
                channel,
                echo);
        connected = new Connected(link, new Semaphore(UNANSWERED_MAX));
        while (!closed && link.isOpen() && System.nanoTime() - echoedNanos < SILENCE_MAX.toNanos()) {
            link.publish(echo, new byte[0]);
            rest(BEAT_EVERY);
            tellState();
        }
    }

    /// Called on a thread of the library, which must not wait.
    private void hear(byte[] to, byte[] message) {
        if (Arrays.equals(to, echo)) {
            echoedNanos = System.nanoTime();
            quick = true;
        } else if (!incoming.offer(message)) {
            dropped.incrementAndGet();
        }
    }

    private void send() {
        while (!closed) {
            try {
                byte[] message = outgoing.take();
                Connected now = connected;
                if (now == null) {
                    dropped.incrementAndGet();
                } else {
                    send(message, now);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                dropped.incrementAndGet();
                LOG.debug("A message could not be published", e);
            }
        }
    }

    private void send(byte[] message, Connected now) throws InterruptedException {
        while (!now.unanswered().tryAcquire(BEAT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (connected != now) {
                dropped.incrementAndGet();
                return;
            }
        }
        now.link().publish(channel, message).whenComplete((_, failure) -> {
            now.unanswered().release();
            if (failure != null) {
                dropped.incrementAndGet();
            }
        });
    }

    private void receive(Consumer<byte[]> receiver) {
        while (!closed) {
            try {
                receiver.accept(incoming.take());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("A message from Redis could not be taken", e);
            }
        }
    }

    private void tellState() {
        if (isQuick()) {
            if (told) {
                told = false;
                LOG.info("Redis carries news again");
            }
        } else if (System.nanoTime() - echoedNanos >= QUICK_MAX.toNanos()) {
            tellLost("it does not answer");
        }
    }

    private void tellLost(String why) {
        if (!told && !closed) {
            told = true;
            LOG.warn("News go by the database alone, which takes up to a second, because Redis is lost: {}", why);
        }
    }

    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
    }

    private void rest(Duration pause) {
        LockSupport.parkNanos(this, pause.toNanos());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(linking);
        sending.interrupt();
        Thread receiver = receiving;
        if (receiver != null) {
            receiver.interrupt();
        }
    }
}
