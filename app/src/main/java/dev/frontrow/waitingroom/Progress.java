package dev.frontrow.waitingroom;

import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// How far the lanes have got. It is stored before it is told, so nothing that was told ever falls: after a crash the
/// room goes on from there. Thread-safe.
@Component
class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Places places;

    Progress(Places places) {
        this.places = places;
    }

    /// Stores how far the lane has got now, unless that is stored already; answers what is.
    Reached save(WaitingRoom room, Lane lane) {
        Reached reached = reached(room.line(), lane).orFurther(room.stored(lane));
        if (!reached.equals(room.stored(lane))) {
            places.saveProgress(room.concertId(), lane, reached);
            room.stored(lane, reached);
        }
        return reached;
    }

    /// How far the lane has got, to be told to anybody: where that cannot be stored now, what was stored last.
    Reached tell(WaitingRoom room, Lane lane) {
        try {
            return save(room, lane);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("how far the line of concert {} has got could not be stored", room.concertId(), e);
            return room.stored(lane);
        }
    }

    /// Whoever was called has a number, also while it is still being stored.
    private static Reached reached(Line line, Lane lane) {
        long serving = line.servingPosition(lane);
        return new Reached(serving, Math.max(serving, line.lastGiven(lane)));
    }
}
