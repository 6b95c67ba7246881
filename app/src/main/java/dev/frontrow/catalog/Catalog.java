package dev.frontrow.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What is on sale. Concerts never change once made, so all of this is answered from memory after the first look.
/// Thread-safe.
@Service
public class Catalog {

    private static final int CONCERTS_CACHED_MAX = 1_000;
    private static final int PERFORMANCES_CACHED_MAX = 10_000;
    private static final int SEATS_CACHED_MAX = 500_000;

    private final Concerts concerts;
    private final Programme programme;
    private final NewConcerts newConcerts;
    private final LoadingCache<Long, @Nullable Concert> concertById;
    private final LoadingCache<Long, @Nullable Long> concertOfPerformance;
    private final LoadingCache<Long, SeatMap> seatMaps;

    Catalog(Concerts concerts, Programme programme, NewConcerts newConcerts) {
        this.concerts = concerts;
        this.programme = programme;
        this.newConcerts = newConcerts;
        concertById = Caffeine.newBuilder()
                .maximumSize(CONCERTS_CACHED_MAX)
                .build(id -> concerts.find(id).orElse(null));
        concertOfPerformance = Caffeine.newBuilder()
                .maximumSize(PERFORMANCES_CACHED_MAX)
                .build(id -> concerts.concertOf(id).orElse(null));
        seatMaps = Caffeine.newBuilder()
                .maximumWeight(SEATS_CACHED_MAX)
                .weigher((Long _, SeatMap map) -> map.size())
                .build(concerts::seatMap);
    }

    public Optional<Concert> concert(long concertId) {
        return Optional.ofNullable(concertById.get(concertId));
    }

    /// Up to `limit` concerts after the given id, in the order in which they were made.
    public List<Concert> concerts(long afterConcertId, int limit) {
        return concerts.page(afterConcertId, limit).stream()
                .map(concertById::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /// Up to `limit` concerts by date behind the given one (0 for the first): those to come, then those that are over.
    ///
    /// @param sought words that title and venue of each concert must contain; blank for all concerts
    public List<Concert> byDate(String sought, long afterConcertId, int limit) {
        return programme.page(sought, afterConcertId, limit).stream()
                .map(concertById::get)
                .filter(Objects::nonNull)
                .toList();
    }

    public Optional<Performance> performance(long performanceId) {
        return Optional.ofNullable(concertOfPerformance.get(performanceId))
                .flatMap(this::concert)
                .flatMap(concert -> concert.performances().stream()
                        .filter(performance -> performance.performanceId() == performanceId)
                        .findFirst());
    }

    /// The concert of a performance that was asked for before; does not look it up.
    public Optional<Long> concertInMemory(long performanceId) {
        return Optional.ofNullable(concertOfPerformance.getIfPresent(performanceId));
    }

    /// The seats of a performance that exists.
    public SeatMap seatMap(long performanceId) {
        return seatMaps.get(performanceId);
    }

    /// Makes the concert, its seats and its waiting room, or nothing at all.
    public Concert create(NewConcert concert) {
        Concert made = newConcerts.make(concert);
        programme.added();
        return made;
    }
}
