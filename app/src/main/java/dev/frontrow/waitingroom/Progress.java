package dev.frontrow.waitingroom;

import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.Reached;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// The lanes' progress. It is stored before it is told, so no published number ever falls, even after a crash.
/// Thread-safe.
@Component
class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Places places;

    Progress(Places places) {
        this.places = places;
    }

    /// Stores the lane's current progress unless it is stored already; returns what is stored.
    Reached save(WaitingRoom room, Lane lane) {
        Reached reached = reached(room.line(), lane).orFurther(room.stored(lane));
        if (!reached.equals(room.stored(lane))) {
            places.saveProgress(room.concertId(), lane, reached);
            room.stored(lane, reached);
        }
        return reached;
    }

    /// The lane's progress for publication. If it cannot be stored now, the last stored one.
    Reached tell(WaitingRoom room, Lane lane) {
        try {
            return save(room, lane);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("how far the line of concert {} has got could not be stored", room.concertId(), e);
            return room.stored(lane);
        }
    }

    /// A called place has a number, even while its row is still being stored.
    private static Reached reached(Line line, Lane lane) {
        long serving = line.servingPosition(lane);
        return new Reached(serving, Math.max(serving, line.lastGiven(lane)));
    }
}
