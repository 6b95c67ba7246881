package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A room's draw in memory, as it was committed last. Thread-safe.
public final class RoomDraw {

    /// One thread draws; others go on without.
    final ReentrantLock drawing = new ReentrantLock();

    private volatile DrawRow row;
    private volatile Optional<DrawOrder> general;
    private volatile Optional<DrawOrder> priority;

    RoomDraw(DrawRow row) {
        this.row = row;
        general = row.order(Lane.GENERAL);
        priority = row.order(Lane.PRIORITY);
    }

    public DrawRow row() {
        return row;
    }

    public boolean drawn() {
        return general.isPresent();
    }

    /// What is committed now. The orders come last: whoever sees that it is drawn finds everything.
    public void follow(DrawRow committed) {
        row = committed;
        priority = committed.order(Lane.PRIORITY);
        general = committed.order(Lane.GENERAL);
    }

    /// Where the place stands in its lane: where it was drawn to, or else where it came.
    public long positionOf(PlaceNumber place) {
        Optional<DrawOrder> order = switch (place.lane()) {
            case GENERAL -> general;
            case PRIORITY -> priority;
        };
        return order.map(drawn -> drawn.positionOf(place.number())).orElse(place.number());
    }
}
