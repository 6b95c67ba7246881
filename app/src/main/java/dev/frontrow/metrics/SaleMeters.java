package dev.frontrow.metrics;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.waitingroom.RoomGauges;
import dev.frontrow.waitingroom.RoomGauges.RoomGauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// How each sale stands that this node has in memory and that is about to open, open or paused: at most
/// [#CONCERTS_MAX], so that the number of series has a limit. Thread-safe.
@Component
class SaleMeters {

    static final int CONCERTS_MAX = 50;

    private static final Logger LOG = LoggerFactory.getLogger(SaleMeters.class);

    /// Counting seats takes the longer the more there are, and a scrape comes every few seconds.
    private static final Duration LAG_MAX = Duration.ofSeconds(10);

    private enum Figure {
        WAITING("frontrow.queue.waiting", "people in line who still poll", RoomGauge::waiting),
        JOINED("frontrow.queue.joined", "places that were ever taken", RoomGauge::joined),
        CALLED("frontrow.queue.called", "places that were ever called", RoomGauge::reached),
        INSIDE("frontrow.queue.inside", "buyers inside", RoomGauge::activeBuyers),
        CAPACITY("frontrow.queue.capacity", "buyers that may be inside", RoomGauge::capacity),
        RATE("frontrow.queue.rate", "admissions a minute that the operator wants", RoomGauge::admitPerMinute),
        RATE_NOW("frontrow.queue.rate.now", "admissions a minute that the line aims at", RoomGauge::admitPerMinuteNow),
        OPEN("frontrow.queue.open", "1 while people are admitted", room -> room.phase() == Phase.OPEN ? 1 : 0);

        private final String key;
        private final String description;
        private final ToDoubleFunction<RoomGauge> value;

        Figure(String key, String description, ToDoubleFunction<RoomGauge> value) {
            this.key = key;
            this.description = description;
            this.value = value;
        }
    }

    private final Catalog catalog;
    private final RoomGauges rooms;
    private final SeatAvailability seats;
    private final Map<Figure, MultiGauge> figures = new EnumMap<>(Figure.class);
    private final MultiGauge stock;

    SaleMeters(MeterRegistry registry, Catalog catalog, RoomGauges rooms, SeatAvailability seats) {
        this.catalog = catalog;
        this.rooms = rooms;
        this.seats = seats;
        for (Figure figure : Figure.values()) {
            figures.put(
                    figure,
                    MultiGauge.builder(figure.key)
                            .description(figure.description)
                            .register(registry));
        }
        stock = MultiGauge.builder("frontrow.seats")
                .description("seats and places of areas, by what became of them")
                .register(registry);
    }

    /// Reads all anew. What cannot be read is left out until the next time.
    synchronized void refresh() {
        Map<Long, RoomGauge> onSale = rooms.onSale(CONCERTS_MAX);
        figures.forEach((figure, gauge) -> gauge.register(
                onSale.entrySet().stream()
                        .<Row<?>>map(one -> Row.of(of(one.getKey()), () -> figure.value.applyAsDouble(one.getValue())))
                        .toList(),
                true));
        stock.register(stock(onSale), true);
    }

    private List<Row<?>> stock(Map<Long, RoomGauge> onSale) {
        List<Row<?>> rows = new ArrayList<>();
        for (Long concertId : onSale.keySet()) {
            try {
                catalog.concert(concertId).ifPresent(concert -> rows.addAll(stock(concert)));
            } catch (RuntimeException unread) {
                LOG.debug("the seats of concert {} were not read", concertId, unread);
            }
        }
        return rows;
    }

    private List<Row<?>> stock(Concert concert) {
        List<LevelStock> levels = seats.stock(concert, LAG_MAX).levels();
        return List.of(
                row(concert, "free", levels, LevelStock::free),
                row(concert, "held", levels, LevelStock::held),
                row(concert, "sold", levels, LevelStock::sold));
    }

    private static Row<?> row(
            Concert concert, String status, List<LevelStock> levels, ToLongFunction<LevelStock> count) {
        long seats = levels.stream().mapToLong(count).sum();
        return Row.of(of(concert.concertId()).and("status", status), () -> seats);
    }

    private static Tags of(long concertId) {
        return Tags.of("concert", Long.toString(concertId));
    }
}
