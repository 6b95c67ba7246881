package dev.frontrow.demo;

import dev.frontrow.audit.Actor;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.NewConcert;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.VenuePlans;
import dev.frontrow.catalog.VenuePlans.House;
import dev.frontrow.catalog.about.Particulars;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// Something to look at after the first start: a concert on sale, one about to open, one sold out, and one in a real
/// house with standing room. Loaded once, into an empty catalog only.
@Component
@ConditionalOnProperty(name = "frontrow.demo", havingValue = "true", matchIfMissing = true)
class Demo implements ApplicationRunner {

    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    private static final LocalTime EVENING = LocalTime.of(19, 0);
    private static final int CAPACITY = 20_000;
    private static final int ADMIT_PER_MINUTE = 60_000;
    private static final int SEATS = 50;
    private static final List<PriceLevel> PRICE_LEVELS =
            List.of(new PriceLevel("VIP", 165_000), new PriceLevel("R", 132_000), new PriceLevel("S", 99_000));

    private static final List<PriceLevel> STANDING_LEVELS = List.of(
            new PriceLevel("Front", 99_000), new PriceLevel("Standing", 77_000), new PriceLevel("Balcony", 88_000));

    private final Catalog catalog;
    private final VenuePlans venues;
    private final DemoCrowd crowd;
    private final InstantSource clock;

    Demo(Catalog catalog, VenuePlans venues, DemoCrowd crowd, InstantSource clock) {
        this.catalog = catalog;
        this.venues = venues;
        this.crowd = crowd;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (catalog.isEmpty()) {
            Actor.system("demo").does(this::load);
        }
    }

    private void load() {
        Instant now = clock.instant();
        catalog.create(concert("Seoul Nights", "Blue Hall, Seoul", onSaleSince(now), evenings(now, 14, 15, 16)));
        catalog.create(concert("Midnight Encore", "Han River Stage", openingSoon(now), evenings(now, 30)));
        Concert soldOut = catalog.create(concert("One Night Only", "Club Mapo", onSaleSince(now), evenings(now, 7)));
        crowd.buysOut(soldOut);
        catalog.create(standing(now));
    }

    private NewConcert standing(Instant now) {
        long version = venues.enter(plan());
        House house = venues.house(version).orElseThrow().costing(STANDING_LEVELS);
        Instant evening = now.atZone(ZONE)
                .toLocalDate()
                .plusDays(21)
                .atTime(EVENING)
                .atZone(ZONE)
                .toInstant();
        return new NewConcert(
                "Loud and Close",
                "Club Mapo",
                Currency.getInstance("KRW"),
                ZONE,
                onSaleSince(now),
                STANDING_LEVELS,
                List.of(new NewPerformance(evening, house.seats(), house.areas(), version)),
                Particulars.NONE,
                false,
                null);
    }

    private static String plan() {
        try (InputStream plan = Objects.requireNonNull(Demo.class.getResourceAsStream("/demo/club.json"))) {
            return new String(plan.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OnSale onSaleSince(Instant now) {
        return new OnSale(null, now.minus(Duration.ofMinutes(1)), null, CAPACITY, ADMIT_PER_MINUTE);
    }

    private static OnSale openingSoon(Instant now) {
        return new OnSale(now, now.plus(Duration.ofMinutes(10)), null, CAPACITY, ADMIT_PER_MINUTE);
    }

    private static NewConcert concert(String title, String venue, OnSale onSale, List<NewPerformance> performances) {
        return new NewConcert(
                title,
                venue,
                Currency.getInstance("KRW"),
                ZONE,
                onSale,
                PRICE_LEVELS,
                performances,
                Particulars.NONE,
                false,
                null);
    }

    private static List<NewPerformance> evenings(Instant now, int... inDays) {
        return IntStream.of(inDays)
                .mapToObj(days -> now.atZone(ZONE).toLocalDate().plusDays(days).atTime(EVENING))
                .map(evening ->
                        new NewPerformance(evening.atZone(ZONE).toInstant(), Seat.numbered(SEATS, PRICE_LEVELS)))
                .toList();
    }
}
