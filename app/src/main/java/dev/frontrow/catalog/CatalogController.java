package dev.frontrow.catalog;

import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertText;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/concerts")
@Tag(name = "Catalog")
class CatalogController {

    private static final int PAGE_MAX = 200;

    record ConcertList(
            List<ConcertSummary> concerts, @Nullable Long nextAfter) {}

    record ConcertSummary(
            long concertId,
            String title,
            String venue,
            Instant opensAt,
            Phase phase,
            String currency,
            long priceFromMinor,
            long priceToMinor) {}

    record ConcertDetails(
            long concertId,
            String title,
            String venue,
            @Nullable Instant preQueueOpensAt,
            Instant opensAt,
            @Nullable Instant closesAt,
            Phase phase,
            String currency,
            long priceFromMinor,
            long priceToMinor,
            String timeZone,
            List<PriceLevel> priceLevels,
            List<PerformanceTime> performances,
            boolean cancelled,
            @Nullable String address,
            @Nullable Integer ageLimit,
            @Nullable Integer runningMinutes,
            @Nullable Integer seatsPerBuyerMax,
            @Nullable String poster,
            Map<String, ConcertText> texts,
            List<ConcertChange> changes) {}

    record PerformanceTime(long performanceId, Instant startsAt, boolean cancelled) {}

    record DateList(List<DateOfConcert> dates, String timeZone) {}

    record DateOfConcert(LocalDate date, List<BookablePerformance> performances) {}

    record BookablePerformance(long performanceId, Instant startsAt, int seatsFree) {}

    private final Catalog catalog;
    private final SalePhases phases;
    private final SeatAvailability availability;
    private final InstantSource clock;

    CatalogController(Catalog catalog, SalePhases phases, SeatAvailability availability, InstantSource clock) {
        this.catalog = catalog;
        this.phases = phases;
        this.availability = availability;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary = "Concerts in the order in which they were made, a page at a time",
            description = "`nextAfter`, when present, is the next page's `after`.")
    ConcertList concerts(
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(PAGE_MAX) int limit) {
        List<Concert> page = catalog.concerts(after, limit);
        Long next = page.size() == limit ? page.getLast().concertId() : null;
        return new ConcertList(page.stream().map(this::summary).toList(), next);
    }

    @GetMapping("/{concertId}")
    @Operation(summary = "One concert with its price levels and its performances by date")
    ConcertDetails concert(@PathVariable long concertId) {
        return details(required(concertId));
    }

    private ConcertDetails details(Concert concert) {
        Particulars about = concert.particulars();
        return new ConcertDetails(
                concert.concertId(),
                concert.title(),
                concert.venue(),
                concert.onSale().preQueueOpensAt(),
                concert.onSale().opensAt(),
                concert.onSale().closesAt(),
                phases.phaseOf(concert),
                concert.currency().getCurrencyCode(),
                concert.priceFromMinor(),
                concert.priceToMinor(),
                concert.timeZone().getId(),
                concert.priceLevels(),
                times(concert),
                concert.isCancelled(),
                about.address(),
                about.ageLimit(),
                about.runningMinutes(),
                about.seatsPerBuyerMax(),
                about.poster() == null ? null : "/posters/" + about.poster() + "-960.jpg",
                texts(about),
                concert.edition().changes());
    }

    private static List<PerformanceTime> times(Concert concert) {
        return concert.performances().stream()
                .sorted(Comparator.comparing(Performance::startsAt))
                .map(performance -> new PerformanceTime(
                        performance.performanceId(), performance.startsAt(), performance.cancelled()))
                .toList();
    }

    private static Map<String, ConcertText> texts(Particulars about) {
        return about.texts().entrySet().stream()
                .collect(Collectors.toMap(text -> text.getKey().getLanguage(), Map.Entry::getValue));
    }

    @GetMapping("/{concertId}/dates")
    @Operation(
            summary = "Dates that can be booked",
            description =
                    "Dates in the venue's time zone with at least one performance that has not begun and has a free seat.")
    DateList dates(@PathVariable long concertId) {
        Concert concert = required(concertId);
        List<Performance> selling = selling(concert);
        Map<Long, Integer> free = availability.freeSeats(
                selling.stream().map(Performance::performanceId).toList());
        var dates = new TreeMap<LocalDate, List<BookablePerformance>>();
        for (var performance : selling) {
            int seatsFree = free.getOrDefault(performance.performanceId(), 0);
            if (seatsFree > 0) {
                dates.computeIfAbsent(dateOf(performance, concert), _ -> new ArrayList<>())
                        .add(new BookablePerformance(performance.performanceId(), performance.startsAt(), seatsFree));
            }
        }
        if (dates.isEmpty()) {
            throw Problem.of(ProblemCode.NO_DATES_AVAILABLE);
        }
        return new DateList(
                dates.entrySet().stream()
                        .map(date -> new DateOfConcert(date.getKey(), date.getValue()))
                        .toList(),
                concert.timeZone().getId());
    }

    private List<Performance> selling(Concert concert) {
        if (phases.phaseOf(concert) == Phase.CLOSED) {
            return List.of();
        }
        Instant now = clock.instant();
        return concert.performances().stream()
                .filter(performance -> concert.sells(performance, now))
                .sorted(Comparator.comparing(Performance::startsAt))
                .toList();
    }

    private ConcertSummary summary(Concert concert) {
        return new ConcertSummary(
                concert.concertId(),
                concert.title(),
                concert.venue(),
                concert.onSale().opensAt(),
                phases.phaseOf(concert),
                concert.currency().getCurrencyCode(),
                concert.priceFromMinor(),
                concert.priceToMinor());
    }

    private Concert required(long concertId) {
        return catalog.concert(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
    }

    private static LocalDate dateOf(Performance performance, Concert concert) {
        return performance.startsAt().atZone(concert.timeZone()).toLocalDate();
    }
}
