package dev.frontrow.waitingroom;

import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.PlaceBatches;
import dev.frontrow.waitingroom.store.Places;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The live places of buyers, by their rows. Thread-safe.
@Component
class LivePlaces {

    private final Places places;
    private final PlaceBatches batches;

    LivePlaces(Places places, PlaceBatches batches) {
        this.places = places;
        this.batches = batches;
    }

    /// The buyer's live place; null if there is none or its time is over, which is then stored. Also updates
    /// memory, which may have missed the place or its admission if a commit had an unknown outcome.
    @Nullable
    Place read(WaitingRoom room, UUID buyerId, Instant now) {
        Optional<Place> found = batches.findLive(room.concertId(), buyerId);
        if (found.isEmpty()) {
            return null;
        }
        Place place = found.get();
        room.remember(place, now);
        if (room.stateOf(room.line().look(place.number(), now), now).live()) {
            return place;
        }
        places.expire(place, now);
        return null;
    }
}
