package dev.frontrow.catalog.venue;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.SeatPlan.Drawing;
import dev.frontrow.catalog.SeatPlan.Stage;
import dev.frontrow.catalog.VenuePlans;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The plans that performances use, kept in memory since several performances share one. Thread-safe.
@Component
class KnownHouses implements VenuePlans {

    private static final int WEIGHT_MAX = 200_000;
    private static final int WEIGHT_OF_ENTRY = 100;

    private final VenueChanges changes;
    private final JsonMapper json;
    private final LoadingCache<Long, @Nullable House> byVersion;

    KnownHouses(Venues venues, VenueChanges changes, JsonMapper json) {
        this.changes = changes;
        this.json = json;
        byVersion = Caffeine.newBuilder()
                .maximumWeight(WEIGHT_MAX)
                .weigher((Long _, House house) -> weight(house))
                .build(version -> {
                    VenuePlan plan = venues.plan(version);
                    return plan == null ? null : VenueHouse.of(plan);
                });
    }

    /// A plan may have more corners of shapes than seats.
    static int weight(House house) {
        Drawing drawing = house.plan().drawing();
        Stage stage = drawing.stage();
        int corners = (stage == null ? 0 : stage.shape().size())
                + drawing.sections().stream()
                        .mapToInt(section -> section.shape().size())
                        .sum()
                + drawing.areas().stream().mapToInt(area -> area.shape().size()).sum();
        int names = drawing.sections().size()
                + drawing.areas().size()
                + drawing.gates().size()
                + drawing.texts().size();
        return WEIGHT_OF_ENTRY + house.seats().size() + corners + names;
    }

    @Override
    public Optional<House> house(long venueVersion) {
        return Optional.ofNullable(byVersion.get(venueVersion));
    }

    @Override
    public long enter(String plan) {
        return changes.enter(VenueCheck.of(json.readValue(plan, VenueForm.class)), null)
                .venueVersion();
    }
}
