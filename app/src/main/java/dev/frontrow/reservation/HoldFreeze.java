package dev.frontrow.reservation;

import dev.frontrow.catalog.HoldClocks;
import dev.frontrow.seating.SeatBoards;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Incident mode. A freeze extends every live deadline by the longest allowed freeze; ending the freeze takes
/// back the unused part. Deadlines remain plain data, so other statements need no special case, and a forgotten
/// freeze ends by itself.
@Component
class HoldFreeze implements HoldClocks {

    private final Holds holds;
    private final SeatBoards boards;
    private final ReservationProperties properties;
    private final InstantSource clock;

    HoldFreeze(Holds holds, SeatBoards boards, ReservationProperties properties, InstantSource clock) {
        this.holds = holds;
        this.boards = boards;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Duration longestHold() {
        return properties.longestHold();
    }

    @Override
    @Transactional
    public Duration freeze(long concertId) {
        holds.lockFreeze(concertId);
        Instant now = clock.instant();
        boolean begins = holds.insertFreeze(concertId, now.plus(properties.freezeMax()), now);
        return move(concertId, begins ? properties.freezeMax() : Duration.ZERO, now);
    }

    @Override
    @Transactional
    public Duration unfreeze(long concertId) {
        holds.lockFreeze(concertId);
        Instant now = clock.instant();
        Duration unused = holds.deleteFreeze(concertId)
                .map(until -> Duration.between(now, until))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return move(concertId, unused.negated(), now);
    }

    private Duration move(long concertId, Duration by, Instant now) {
        if (!by.isZero()) {
            boards.follow(holds.moveDeadlines(concertId, by, now));
        }
        return by;
    }
}
