package dev.frontrow.web;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Whether the start has ended: from then on there is an operator to sign in, and the concerts are all there. They are
/// never shut again, since a server that ends still answers what has come. Thread-safe.
@Component
class Doors {

    private volatile boolean open;

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            open = true;
        }
    }

    boolean areOpen() {
        return open;
    }
}
