package dev.frontrow.reservation;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Seats and places of areas kept for one buyer until a time, at the catalog's prices. Immutable.
///
/// @param places       every row of the hold: seats first, then the places of its areas
/// @param expiresAtMax latest end; an extension never goes beyond it
/// @param extended     whether the one extension is used
public record Hold(
        UUID holdId,
        UUID buyerId,
        long concertId,
        long performanceId,
        HoldStatus status,
        List<HeldPlace> places,
        Money total,
        Instant expiresAt,
        Instant expiresAtMax,
        boolean extended) {

    /// A named seat.
    public record HeldSeat(String seat, long amountMinor) {}

    /// Places of one area.
    ///
    /// @param amountMinor price of one place
    public record HeldArea(String area, int quantity, long amountMinor) {}

    /// A row that the hold has: a seat or a place of an area.
    ///
    /// @param seat label of the row; buyers never see that of a place
    /// @param area null for a seat
    public record HeldPlace(
            String seat, long amountMinor, @Nullable String area) {}

    /// The named seats, in the order in which the buyer named them.
    public List<HeldSeat> seats() {
        return places.stream()
                .filter(place -> place.area() == null)
                .map(place -> new HeldSeat(place.seat(), place.amountMinor()))
                .toList();
    }

    /// The areas in which the hold has places, in the order in which the buyer named them.
    public List<HeldArea> areas() {
        Map<String, HeldArea> areas = new LinkedHashMap<>();
        for (HeldPlace place : places) {
            if (place.area() != null) {
                areas.merge(
                        place.area(),
                        new HeldArea(place.area(), 1, place.amountMinor()),
                        (more, one) -> new HeldArea(one.area(), more.quantity() + 1, one.amountMinor()));
            }
        }
        return List.copyOf(areas.values());
    }

    /// The effective status: a hold past its deadline is EXPIRED, whether or not the sweep has recorded it.
    public HoldStatus statusAt(Instant now) {
        return status == HoldStatus.HELD && !now.isBefore(expiresAt) ? HoldStatus.EXPIRED : status;
    }

    /// Whether the buyer may still extend the hold, provided its sections are not under pressure.
    public boolean isExtendableAt(Instant now) {
        return statusAt(now) == HoldStatus.HELD && !extended && expiresAt.isBefore(expiresAtMax);
    }

    Hold extendedUntil(Instant until) {
        return new Hold(holdId, buyerId, concertId, performanceId, status, places, total, until, expiresAtMax, true);
    }

    /// The labels of all its rows.
    public List<String> labels() {
        return places.stream().map(HeldPlace::seat).toList();
    }
}
