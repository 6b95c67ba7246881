package dev.frontrow.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/// What a node does between the signal to end and its end: it still serves everything, but says that it is not ready.
/// So the proxy in front sends nothing more to it before its port closes, and no request meets a closed connection. A
/// server without a cluster ends at once. Thread-safe.
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch cut = new CountDownLatch(1);
    private volatile @Nullable ApplicationContext serving;

    private Drain() {}

    /// That of this application, which has nothing to drain before it is ready.
    public static Drain of(SpringApplication application) {
        var drain = new Drain();
        application.addListeners(new OnceReady(drain::begins));
        return drain;
    }

    private void begins(ApplicationContext context) {
        serving = context;
    }

    /// Returns when the server may end. A second call cuts the first one short.
    public void run() {
        ApplicationContext context = serving;
        if (begun.getAndSet(true)) {
            cut.countDown();
        } else if (context != null) {
            run(context, context.getBean(ClusterProperties.class).drainTime());
        }
    }

    private void run(ApplicationContext context, Duration time) {
        if (time.isZero()) {
            return;
        }
        LOG.info("This node is no longer ready, and ends in {} s; a second signal ends it now", time.toSeconds());
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            cut.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The first to hear of it: who reads that the server is ready may send the signal in the same moment.
    private record OnceReady(Consumer<ApplicationContext> begins)
            implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>>, Ordered {

        @Override
        public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> change) {
            if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC
                    && change.getSource() instanceof ApplicationContext context) {
                begins.accept(context);
            }
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
