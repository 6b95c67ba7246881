package dev.frontrow.waitingroom.store;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import java.time.Instant;
import java.util.UUID;

/// A place to be stored. The statement that stores it also gives its number.
///
/// @param challenged whether it must solve a challenge before it is admitted
public record NewPlace(long concertId, Lane lane, UUID buyerId, Instant joinedAt, boolean challenged) {

    record InLane(long concertId, Lane lane) {}

    InLane inLane() {
        return new InLane(concertId, lane);
    }

    Admission admission() {
        return new Admission(concertId, buyerId);
    }

    Place numbered(long number) {
        return new Place(
                concertId, new PlaceNumber(lane, number), buyerId, PlaceState.WAITING, joinedAt, challenged, null);
    }
}
