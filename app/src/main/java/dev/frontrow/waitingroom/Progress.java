package dev.frontrow.waitingroom;

import dev.frontrow.cluster.Epoch;
import dev.frontrow.line.Lane;
import dev.frontrow.waitingroom.store.Places;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// How far the lanes have been called. It is stored before it is told, so no published position ever falls, even
/// after a crash. Thread-safe.
@Component
class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Places places;
    private final InstantSource clock;

    Progress(Places places, InstantSource clock) {
        this.places = places;
        this.clock = clock;
    }

    /// Stores the lane's serving position unless it is stored already or another node owns the room; returns what
    /// is stored.
    long save(WaitingRoom room, Lane lane) {
        long reached = room.line().servingPosition(lane);
        Optional<Epoch> epoch = room.ownership().epoch();
        if (epoch.isPresent()
                && reached > room.storedServingPosition(lane)
                && places.saveServingPosition(room.concertId(), lane, reached, epoch.get())) {
            room.tell(it -> it.hasStored(lane, reached, clock.instant()));
        }
        return room.storedServingPosition(lane);
    }

    /// The lane's serving position for publication. If it cannot be stored now, the last stored one.
    long tell(WaitingRoom room, Lane lane) {
        try {
            return save(room, lane);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("how far the line of concert {} has got could not be stored", room.concertId(), e);
            return room.storedServingPosition(lane);
        }
    }
}
