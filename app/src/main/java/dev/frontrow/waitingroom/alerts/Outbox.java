package dev.frontrow.waitingroom.alerts;

import dev.frontrow.waitingroom.push.PushClient;
import dev.frontrow.waitingroom.terms.WaitingRoomProperties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Alerts on their way to push services, so many at once and so many waiting at most. What is in it when the server
/// stops is lost. Thread-safe.
@Component
class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final int WAITING_MAX = 1_000;
    private static final int AT_ONCE_MAX = 64;

    private final AlertRows rows;
    private final PushClient client;
    private final AlertMessages messages;
    private final WaitingRoomProperties terms;
    private final ExecutorService threads;
    private final Semaphore waiting = new Semaphore(WAITING_MAX);
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
    private final AtomicInteger notTaken = new AtomicInteger();

    @Autowired
    Outbox(AlertRows rows, PushClient client, AlertMessages messages, WaitingRoomProperties terms) {
        this(rows, client, messages, terms, Executors.newVirtualThreadPerTaskExecutor());
    }

    Outbox(
            AlertRows rows,
            PushClient client,
            AlertMessages messages,
            WaitingRoomProperties terms,
            ExecutorService threads) {
        this.rows = rows;
        this.client = client;
        this.messages = messages;
        this.terms = terms;
        this.threads = threads;
    }

    /// How many alerts fit in.
    int room() {
        return waiting.availablePermits();
    }

    /// Sends the alert soon. Only one thread may call this, for no more than [#room] alerts.
    void add(TurnAlert alert) {
        waiting.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                send(alert);
            } catch (RuntimeException failed) {
                notTaken.incrementAndGet();
                LOG.debug("An alert was not sent", failed);
            } finally {
                waiting.release();
            }
        });
    }

    private void send(TurnAlert alert) {
        atOnce.acquireUninterruptibly();
        try {
            // Nobody needs it once the turn is over.
            switch (client.send(alert.browser(), messages.of(alert), terms.turnUpTtl())) {
                case TAKEN -> {}
                case GONE -> rows.endOf(alert.browser().endpoint());
                case NOT_TAKEN -> notTaken.incrementAndGet();
            }
        } finally {
            atOnce.release();
        }
    }

    /// How many alerts were not taken since the last call.
    int takeFailures() {
        return notTaken.getAndSet(0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
