package dev.frontrow.web.http;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Whether startup has completed: the operator can sign in and all concerts are loaded. It never turns false
/// again, because a server that shuts down still answers the requests it has. And whether it is about to shut down.
/// Thread-safe.
@Component
public class Doors {

    private volatile boolean open;
    private volatile boolean closing;

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            open = true;
        } else if (open) {
            closing = true;
        }
    }

    /// Whether startup has completed.
    public boolean areOpen() {
        return open;
    }

    /// Whether this server ends soon, so that no connection to it should be kept.
    public boolean areClosing() {
        return closing;
    }
}
