package dev.frontrow.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What is on sale, answered from memory after the first look. What operators edit is read again on every node within a
/// second. A draft is unknown here, except where the name of a method says otherwise. Thread-safe.
@Service
public class Catalog {

    private static final int PERFORMANCES_CACHED_MAX = 10_000;
    private static final int SEATS_CACHED_MAX = 500_000;

    private final Concerts concerts;
    private final KnownConcerts known;
    private final NewConcerts newConcerts;
    private final LoadingCache<Long, @Nullable Long> concertOfPerformance;
    private final LoadingCache<Long, SeatMap> seatMaps;

    Catalog(Concerts concerts, KnownConcerts known, NewConcerts newConcerts) {
        this.concerts = concerts;
        this.known = known;
        this.newConcerts = newConcerts;
        concertOfPerformance = Caffeine.newBuilder()
                .maximumSize(PERFORMANCES_CACHED_MAX)
                .build(id -> concerts.concertOf(id).orElse(null));
        seatMaps = Caffeine.newBuilder()
                .maximumWeight(SEATS_CACHED_MAX)
                .weigher((Long _, SeatMap map) -> map.size())
                .build(concerts::seatMap);
    }

    public Optional<Concert> concert(long concertId) {
        return known.find(concertId).filter(Concert::isPublic);
    }

    /// The concert as it is stored now, also a draft. Never from memory, so it may be called in a transaction that has
    /// changed it.
    public Optional<Concert> stored(long concertId) {
        return concerts.find(concertId);
    }

    /// Whether there is no concert at all, not even a draft.
    public boolean isEmpty() {
        return concerts.isEmpty();
    }

    /// Up to `limit` concerts after the given id, in the order in which they were made.
    public List<Concert> concerts(long afterConcertId, int limit) {
        return concerts.page(afterConcertId, limit).stream()
                .flatMap(id -> concert(id).stream())
                .toList();
    }

    /// Up to `limit` concerts with smaller ids than the given one, the newest first, as they are stored; drafts too.
    public List<Concert> newest(long beforeConcertId, int limit) {
        return concerts.newest(beforeConcertId, limit).stream()
                .flatMap(id -> stored(id).stream())
                .toList();
    }

    /// Up to `limit` concerts by date behind the given one (0 for the first): those to come, then those that are over.
    ///
    /// @param sought words that titles, artists and venue of each concert must contain; blank for all concerts
    public List<Concert> byDate(String sought, long afterConcertId, int limit) {
        return known.programme().page(sought, afterConcertId, limit).stream()
                .flatMap(id -> concert(id).stream())
                .toList();
    }

    public Optional<Performance> performance(long performanceId) {
        return Optional.ofNullable(concertOfPerformance.get(performanceId))
                .flatMap(this::concert)
                .flatMap(concert -> concert.performances().stream()
                        .filter(performance -> performance.performanceId() == performanceId)
                        .findFirst());
    }

    /// The concert of a performance, be it a draft.
    public Optional<Long> concertOf(long performanceId) {
        return Optional.ofNullable(concertOfPerformance.get(performanceId));
    }

    /// The concert of a performance that was asked for before; does not look it up.
    public Optional<Long> concertInMemory(long performanceId) {
        return Optional.ofNullable(concertOfPerformance.getIfPresent(performanceId));
    }

    /// The seats of a performance that exists, be it that of a draft.
    public SeatMap seatMap(long performanceId) {
        return seatMaps.get(performanceId);
    }

    /// A performance at another time in the house of this one, which exists.
    public NewPerformance inSameHouse(long performanceId, Instant startsAt) {
        SeatMap map = seatMap(performanceId);
        return new NewPerformance(startsAt, map.named(), map.areas(), concerts.venueVersion(performanceId));
    }

    /// Makes the concert, its seats and its waiting room, or nothing at all.
    public Concert create(NewConcert concert) {
        Concert made = newConcerts.make(concert);
        known.added();
        return made;
    }

    /// Adds performances to a concert that exists.
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(long concertId, List<NewPerformance> performances) {
        newConcerts.add(concertId, performances);
    }

    /// Reads the concert again, after the commit of an edit.
    public void edited(long concertId) {
        known.edited(concertId);
    }

    /// Reads the concert and its seats again, after the commit of a change of its amounts. The seats first: with the
    /// new concert in memory nobody finds seats with amounts of before.
    public void repriced(long concertId) {
        for (Performance performance : concerts.performances(concertId)) {
            seatMaps.invalidate(performance.performanceId());
            known.followers().forEach(follower -> follower.repriced(performance.performanceId()));
        }
        known.edited(concertId);
    }

    /// Reads everything again that is in memory, since any edit may have been missed.
    public void doubt() {
        known.readByThen().forEach(this::repriced);
        known.doubt();
    }
}
