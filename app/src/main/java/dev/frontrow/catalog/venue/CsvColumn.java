package dev.frontrow.catalog.venue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A column of a venue's plan as CSV. The name in the header may be written with blanks, hyphens or capitals.
enum CsvColumn {
    TYPE,
    SECTION,
    ROW,
    SEAT,
    NUMBER,
    X,
    Y,
    PRICE_LEVEL("category"),
    ATTRIBUTES,
    FLOOR,
    GATE,
    NAME,
    SHAPE,
    LABEL,
    CAPACITY,
    ENTRY_NUMBERS,
    SIZE,
    ROTATION;

    private final String otherName;

    CsvColumn() {
        this("");
    }

    CsvColumn(String otherName) {
        this.otherName = otherName;
    }

    /// As it stands in a header of ours.
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CsvColumn> of(String title) {
        String plain = plain(title);
        return Arrays.stream(values())
                .filter(column -> !plain.isEmpty())
                .filter(column -> plain.equals(plain(column.name())) || plain.equals(column.otherName))
                .findFirst();
    }

    private static String plain(String title) {
        return title.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
