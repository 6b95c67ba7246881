package dev.frontrow.catalog;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The smallest sellable place of a performance: a seat, or a place in an [Area].
///
/// @param seat     the label, unique in its performance: `1` or `A-12-7`; of a place in an area `<area>#<number>`
/// @param section  of a place in an area: the area's name
/// @param position its place in its row, counted from the left; null if the operator's order decides
/// @param area     the name of the area; null for a seat, which alone can be asked for by its label
public record Seat(
        String seat,
        String section,
        String row,
        String number,
        @Nullable Integer position,
        String priceLevel,
        long amountMinor,
        @Nullable String area,
        Set<SeatAttribute> attributes) {

    public Seat(
            String seat,
            String section,
            String row,
            String number,
            @Nullable Integer position,
            String priceLevel,
            long amountMinor) {
        this(seat, section, row, number, position, priceLevel, amountMinor, null, Set.of());
    }

    public Seat(String seat, String section, String row, String number, String priceLevel, long amountMinor) {
        this(seat, section, row, number, null, priceLevel, amountMinor);
    }

    Seat costing(long amount) {
        return new Seat(seat, section, row, number, position, priceLevel, amount, area, attributes);
    }

    /// Whether it is for somebody in a wheelchair or for their companion.
    public boolean isForWheelchairs() {
        return attributes.contains(SeatAttribute.ACCESSIBLE) || attributes.contains(SeatAttribute.COMPANION);
    }

    /// Seats `1` to `count`, the price levels in equal consecutive blocks; where it does not divide evenly the first
    /// blocks are one longer.
    public static List<Seat> numbered(int count, List<PriceLevel> levels) {
        int blocks = levels.size();
        int block = count / blocks;
        int longer = count % blocks;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int index =
                            i < longer * (block + 1) ? i / (block + 1) : longer + (i - longer * (block + 1)) / block;
                    PriceLevel level = levels.get(index);
                    String label = Integer.toString(i + 1);
                    return new Seat(label, "", "", label, level.name(), level.amountMinor());
                })
                .toList();
    }
}
