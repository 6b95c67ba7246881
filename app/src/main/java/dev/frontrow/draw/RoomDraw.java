package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A room's draw in memory, as last committed. Thread-safe.
public final class RoomDraw {

    /// Held by the one thread that draws.
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

    /// Takes over what was committed. Writes the orders last, so a reader that sees it as drawn sees everything.
    public void follow(DrawRow committed) {
        row = committed;
        priority = committed.order(Lane.PRIORITY);
        general = committed.order(Lane.GENERAL);
    }

    /// The place's position in its lane: the drawn one, or the number if not drawn.
    public long positionOf(PlaceNumber place) {
        Optional<DrawOrder> order = switch (place.lane()) {
            case GENERAL -> general;
            case PRIORITY -> priority;
        };
        return order.map(drawn -> drawn.positionOf(place.number())).orElse(place.number());
    }
}
