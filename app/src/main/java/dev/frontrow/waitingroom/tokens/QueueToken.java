package dev.frontrow.waitingroom.tokens;

import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.ToldWait;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// The contents of a queue token: the place, its owner and, once admitted, until when.
///
/// @param told in a cluster, what a waiting owner was told at last: the next poll may meet another node. It is not
///             signed, because it only decides what its own bearer is told.
@NamedInterface("tokens")
public record QueueToken(
        long concertId,
        UUID buyerId,
        PlaceNumber place,
        Instant joinedAt,
        @Nullable Instant admittedUntil,
        @Nullable ToldWait told) {

    public QueueToken(
            long concertId, UUID buyerId, PlaceNumber place, Instant joinedAt, @Nullable Instant admittedUntil) {
        this(concertId, buyerId, place, joinedAt, admittedUntil, null);
    }

    /// The same, telling this.
    public QueueToken telling(@Nullable ToldWait wait) {
        return Objects.equals(told, wait)
                ? this
                : new QueueToken(concertId, buyerId, place, joinedAt, admittedUntil, wait);
    }

    public boolean isOf(Caller caller) {
        return buyerId.equals(caller.buyerId());
    }
}
