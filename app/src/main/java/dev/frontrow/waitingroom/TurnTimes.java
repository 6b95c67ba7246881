package dev.frontrow.waitingroom;

import dev.frontrow.waitingroom.terms.WaitingRoomProperties;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// How long a turn lasts, for pages that say so before it comes.
@Component
public class TurnTimes {

    private final WaitingRoomProperties properties;

    TurnTimes(WaitingRoomProperties properties) {
        this.properties = properties;
    }

    /// How long a called place waits for its owner; then the turn passes to the next.
    public Duration toTurnUp() {
        return properties.turnUpTtl();
    }

    /// How long an admitted buyer may choose seats.
    public Duration toShop() {
        return properties.admissionTtl();
    }
}
