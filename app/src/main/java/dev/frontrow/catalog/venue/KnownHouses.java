package dev.frontrow.catalog.venue;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.VenuePlans;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The plans that performances use, kept in memory since several performances share one. Thread-safe.
@Component
class KnownHouses implements VenuePlans {

    private static final int SEATS_CACHED_MAX = 200_000;

    private final Venues venues;
    private final JsonMapper json;
    private final InstantSource clock;
    private final LoadingCache<Long, @Nullable House> byVersion;

    KnownHouses(Venues venues, JsonMapper json, InstantSource clock) {
        this.venues = venues;
        this.json = json;
        this.clock = clock;
        byVersion = Caffeine.newBuilder()
                .maximumWeight(SEATS_CACHED_MAX)
                .weigher((Long _, House house) -> 100 + house.seats().size())
                .build(version -> {
                    VenuePlan plan = venues.plan(version);
                    return plan == null ? null : VenueHouse.of(plan);
                });
    }

    @Override
    public Optional<House> house(long venueVersion) {
        return Optional.ofNullable(byVersion.get(venueVersion));
    }

    @Override
    public long enter(String plan) {
        return venues.insert(VenueCheck.of(json.readValue(plan, VenueForm.class)), clock.instant())
                .venueVersion();
    }
}
