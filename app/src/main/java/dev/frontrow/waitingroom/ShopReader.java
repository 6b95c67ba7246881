package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.line.Shop;
import dev.frontrow.waitingroom.news.OtherNodes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the state of the shop behind a room: the seats left, and how fast it answers at all nodes.
@Component
class ShopReader {

    private static final Duration LAG_MAX = Duration.ofSeconds(1);
    private static final Duration LAG_MAX_WHILE_NOBODY_WAITS = Duration.ofSeconds(5);
    private static final Duration LAG_MAX_WHILE_CLOSED = Duration.ofMinutes(1);

    private final SeatAvailability availability;
    private final RoomExchange exchange;

    ShopReader(SeatAvailability availability, RoomExchange exchange) {
        this.availability = availability;
        this.exchange = exchange;
    }

    /// The state now, with the calls since the last reading. Call once a second.
    Shop read(WaitingRoom room, Instant now) {
        OtherNodes.Calls calls = exchange.exchangeCalls(room);
        return new Shop(stock(room, now), calls.count(), calls.p99());
    }

    /// Counts what is left. Null for a room without anyone waiting or inside: its admission needs no count. A room that
    /// is closed or idle accepts an older count.
    private @Nullable Stock stock(WaitingRoom room, Instant now) {
        return room.line().isBusy() ? availability.stock(room.concert(), lagMax(room, now)) : null;
    }

    private static Duration lagMax(WaitingRoom room, Instant now) {
        if (room.phaseAt(now) == Phase.CLOSED) {
            return LAG_MAX_WHILE_CLOSED;
        }
        return room.line().waiting() > 0 ? LAG_MAX : LAG_MAX_WHILE_NOBODY_WAITS;
    }
}
