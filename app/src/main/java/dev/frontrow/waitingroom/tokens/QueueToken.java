package dev.frontrow.waitingroom.tokens;

import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceNumber;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// The contents of a queue token: the place, its owner and, once admitted, until when.
@NamedInterface("tokens")
public record QueueToken(
        long concertId,
        UUID buyerId,
        PlaceNumber place,
        Instant joinedAt,
        @Nullable Instant admittedUntil) {

    public boolean isOf(Caller caller) {
        return buyerId.equals(caller.buyerId());
    }
}
