package dev.frontrow.catalog;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The smallest sellable place of a performance.
///
/// @param seat     the label, unique in its performance: `1` or `A-12-7`
/// @param position its place in its row, counted from the left; null if the operator's order decides
public record Seat(
        String seat,
        String section,
        String row,
        String number,
        @Nullable Integer position,
        String priceLevel,
        long amountMinor) {

    public Seat(String seat, String section, String row, String number, String priceLevel, long amountMinor) {
        this(seat, section, row, number, null, priceLevel, amountMinor);
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
