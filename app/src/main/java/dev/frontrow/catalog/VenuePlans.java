package dev.frontrow.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plans of venues. Implemented by the package that stores them.
public interface VenuePlans {

    /// What a performance gets from a plan. Nothing has a price yet: a plan names price levels, and the concert says
    /// what they cost.
    ///
    /// @param seats without the places of areas
    record House(List<Seat> seats, List<Area> areas, SeatPlan plan) {

        /// The price levels that its seats and areas name.
        public Set<String> priceLevels() {
            return Stream.concat(
                            seats.stream().map(Seat::priceLevel), areas.stream().map(Area::priceLevel))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /// The same with prices, of which there must be one for each level that it names.
        public House costing(List<PriceLevel> levels) {
            Map<String, Long> amounts =
                    levels.stream().collect(Collectors.toMap(PriceLevel::name, PriceLevel::amountMinor));
            return new House(
                    seats.stream()
                            .map(seat -> seat.costing(Objects.requireNonNull(amounts.get(seat.priceLevel()))))
                            .toList(),
                    areas.stream()
                            .map(area -> area.costing(Objects.requireNonNull(amounts.get(area.priceLevel()))))
                            .toList(),
                    plan);
        }
    }

    Optional<House> house(long venueVersion);

    /// Enters a plan in our own format as that of a new venue, and answers its version.
    long enter(String plan);
}
