package dev.frontrow.reservation.withheld;

import dev.frontrow.audit.Actor;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operator asks for.
sealed interface WithholdCommand {

    long performanceId();

    Actor actor();

    /// Seats that the command names.
    Set<String> seats();

    /// Keeps named seats back.
    record KeepSeats(
            long performanceId, Set<String> seats, @Nullable Instant freeAt, Actor actor) implements WithholdCommand {}

    /// Keeps so many places of an area back.
    record KeepPlaces(
            long performanceId,
            String area,
            int places,
            @Nullable Instant freeAt,
            Actor actor) implements WithholdCommand {

        @Override
        public Set<String> seats() {
            return Set.of();
        }
    }

    /// Makes seats free that are kept back.
    record Release(long performanceId, Set<String> seats, Actor actor) implements WithholdCommand {}
}
