package dev.frontrow.boxoffice.sales;

import dev.frontrow.boxoffice.sales.OnOffer.OfferedArea;
import dev.frontrow.boxoffice.sales.OnOffer.OfferedRow;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.withheld.WithheldSeats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Finds what can be sold now. Only a sale decides: somebody else may be faster.
@Component
class Offers {

    /// More seats of a row are shown as another row, since houses without rows have all seats in one.
    private static final int ROW_MAX = 50;

    private static final int KEPT_MAX = 20_000;

    private final Catalog catalog;
    private final Reservations reservations;
    private final WithheldSeats withheld;

    Offers(Catalog catalog, Reservations reservations, WithheldSeats withheld) {
        this.catalog = catalog;
        this.reservations = reservations;
        this.withheld = withheld;
    }

    OnOffer of(Concert concert, long performanceId) {
        SeatMap map = catalog.seatMap(performanceId);
        Map<String, String> kept = withheld.reasons(performanceId, KEPT_MAX);
        Set<String> free = reservations.freeSeats(performanceId);
        List<Seat> seats = map.seats().stream()
                .filter(seat -> kept.containsKey(seat.seat()) || seat.area() == null && free.contains(seat.seat()))
                .toList();
        List<OfferedArea> areas = map.areas().stream()
                .map(area -> new OfferedArea(
                        area.area(),
                        area.priceLevel(),
                        area.amountMinor(),
                        reservations.freePlaces(performanceId, area.area())))
                .toList();
        return new OnOffer(rows(seats, concert), areas, kept);
    }

    private static List<OfferedRow> rows(List<Seat> seats, Concert concert) {
        List<OfferedRow> rows = new ArrayList<>();
        Seat before = null;
        for (Seat seat : seats) {
            if (before == null
                    || !isBeside(before, seat)
                    || rows.getLast().seats().size() == ROW_MAX) {
                rows.add(new OfferedRow(seat.priceLevel(), seat.amountMinor(), new ArrayList<>()));
            }
            rows.getLast().seats().add(seat.seat());
            before = seat;
        }
        List<String> levels =
                concert.priceLevels().stream().map(PriceLevel::name).toList();
        rows.sort(Comparator.comparingInt(row -> levels.indexOf(row.level())));
        return rows;
    }

    private static boolean isBeside(Seat one, Seat other) {
        return one.section().equals(other.section())
                && one.row().equals(other.row())
                && one.priceLevel().equals(other.priceLevel());
    }
}
