package dev.frontrow.seating;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Reads the boards of performances on sale at startup, so that the first requests of a rush need not wait for
/// it.
@Component
class SeatBoardWarmUp implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SeatBoardWarmUp.class);
    private static final int CONCERTS_MAX = 1_000;
    private static final int PERFORMANCES_MAX = 50;

    private final Catalog catalog;
    private final SeatBoards boards;
    private final InstantSource clock;

    SeatBoardWarmUp(Catalog catalog, SeatBoards boards, InstantSource clock) {
        this.catalog = catalog;
        this.boards = boards;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Instant now = clock.instant();
        try {
            catalog.concerts(0, CONCERTS_MAX).stream()
                    .flatMap(concert -> onSale(concert, now).stream())
                    .limit(PERFORMANCES_MAX)
                    .forEach(performance -> boards.warm(performance.performanceId()));
        } catch (DataAccessException e) {
            LOG.warn("The seats of what is on sale could not be read ahead; each is read when somebody asks", e);
        }
    }

    private static List<Performance> onSale(Concert concert, Instant now) {
        return concert.phaseAt(now) == Phase.SCHEDULED
                ? List.of()
                : concert.performances().stream()
                        .filter(performance -> concert.sells(performance, now))
                        .toList();
    }
}
