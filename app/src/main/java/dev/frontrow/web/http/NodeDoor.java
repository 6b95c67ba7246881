package dev.frontrow.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.AbstractConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The port of a node behind a proxy that does not ask whether the node is ready, but sends requests as soon as it can
/// connect. So connections wait in the kernel's queue until the node is ready. The port closes before anything else
/// ends, whereupon the proxy turns to another node; what was accepted before is answered before the node ends.
/// Thread-safe.
@Component
@ConditionalOnProperty("frontrow.cluster.enabled")
class NodeDoor implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NodeDoor.class);

    /// Between the end of the running requests and the end of Jetty.
    private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 512;

    /// Jetty closes connections without a request after a second.
    private static final int LAST_SECONDS_MAX = 5;

    private final List<AbstractConnector> ports = new ArrayList<>();
    private boolean running;

    @Override
    public synchronized void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof AbstractConnector port) {
                    close(port);
                }
            }
        });
    }

    private synchronized void close(AbstractConnector port) {
        port.setAccepting(false);
        ports.add(port);
    }

    @EventListener
    synchronized void on(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            ports.forEach(port -> port.setAccepting(true));
        }
    }

    /// Before streams end: their readers come again at once, and must not come to this node.
    @EventListener(ContextClosedEvent.class)
    synchronized void closes() {
        ports.forEach(AbstractConnector::shutdown);
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        ports.forEach(NodeDoor::awaitLast);
    }

    private static void awaitLast(AbstractConnector port) {
        try {
            port.shutdown().get(LAST_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("Some connections are still open, and are cut now");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
