package dev.frontrow.boxoffice.night;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.boxoffice.night.NightFrame.PaceDocument;
import dev.frontrow.boxoffice.night.NightFrame.RoomDocument;
import dev.frontrow.boxoffice.night.NightFrame.SalesDocument;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.line.TickReport;
import dev.frontrow.waitingroom.RoomGauges;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Makes frames. A frame that lacks the database's figures has those of memory all the same: that is when an operator
/// looks. Thread-safe.
@Component
class NightFrames {

    private static final Logger LOG = LoggerFactory.getLogger(NightFrames.class);

    /// The admission counts the seats of a busy room every second anyway.
    private static final Duration LAG_MAX = Duration.ofSeconds(1);

    /// Whose payments are remembered: only the first frame of a concert reads all of them.
    private static final int CONCERTS_MAX = 20;

    private final Catalog catalog;
    private final RoomGauges rooms;
    private final Shop shop;
    private final ServerGauges server;
    private final Attention attention;

    NightFrames(Catalog catalog, RoomGauges rooms, Shop shop, ServerGauges server, Attention attention) {
        this.catalog = catalog;
        this.rooms = rooms;
        this.shop = shop;
        this.server = server;
        this.attention = attention;
    }

    /// Seats and money, and the time.
    @Component
    static class Shop {

        private final SeatAvailability seats;
        private final InstantSource clock;
        private final LoadingCache<Long, SalesWatch> sales;

        Shop(SeatAvailability seats, Sales sales, InstantSource clock) {
            this.seats = seats;
            this.clock = clock;
            this.sales = Caffeine.newBuilder()
                    .maximumSize(CONCERTS_MAX)
                    .build(concertId -> new SalesWatch(sales, concertId));
        }

        Instant now() {
            return clock.instant();
        }
    }

    /// What the database tells.
    private record Told(
            List<Stock.LevelStock> levels,
            @Nullable SalesDocument sales,
            @Nullable Duration in) {}

    boolean knows(long concertId) {
        return catalog.concert(concertId).isPresent();
    }

    Optional<NightFrame> make(long concertId) {
        return catalog.concert(concertId)
                .flatMap(concert ->
                        rooms.read(concertId).map(gauge -> frame(concert, RoomDocument.of(gauge), gauge.tick())));
    }

    private NightFrame frame(Concert concert, RoomDocument room, @Nullable TickReport tick) {
        Told told = ask(concert);
        return new NightFrame(
                shop.now(),
                room,
                tick == null ? null : pace(tick),
                told.levels(),
                told.sales() != null
                        ? told.sales()
                        : new SalesDocument(shop.now().truncatedTo(ChronoUnit.MINUTES), 0, 0, 0, 0, 0),
                server.read(),
                attention.list(room, told.levels(), told.in()));
    }

    private Told ask(Concert concert) {
        long began = System.nanoTime();
        try {
            var levels = shop.seats.stock(concert, LAG_MAX).levels();
            var sales = shop.sales.get(concert.concertId()).read(shop.now());
            return new Told(levels, sales, Duration.ofNanos(System.nanoTime() - began));
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("A frame of the night lacks the database's figures", away);
            return new Told(List.of(), null, null);
        }
    }

    private static PaceDocument pace(TickReport tick) {
        return new PaceDocument(
                tick.at(), tick.wantedPerMinute(), tick.factor(), tick.called(), tick.admitted(), tick.bound());
    }
}
