package dev.frontrow.boxoffice.lookup;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an operator typed into the search, and each of the things that it may mean.
record SearchText(String text) {

    static final int LENGTH_MAX = 254;

    /// Above every other character, also by its bytes.
    private static final String LAST = "\uDBFF\uDFFF";

    private static final Pattern NUMBER = Pattern.compile("[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}");
    private static final Pattern BARCODE = Pattern.compile("FR[0-9A-Z]{32}");
    private static final Pattern IN_PERFORMANCE = Pattern.compile("([0-9]{1,18})[ :/,]+(\\S.{0,45})");
    private static final Pattern ENTRY = Pattern.compile("(\\S.{0,39}?)[ :/,#]+([0-9]{1,9})");
    private static final Pattern IN_LINE =
            Pattern.compile("([0-9]{1,18})[ :/,#-]+(?:(GENERAL|PRIORITY)[ :/,#-]+)?([0-9]{1,18})");

    /// @param label of a seat
    record Seat(long performanceId, String label) {}

    /// A ticket for a place of an area whose tickets have numbers.
    record Entry(long performanceId, String area, int number) {}

    static SearchText of(String typed) {
        return new SearchText(Normalizer.normalize(typed, Normalizer.Form.NFC).strip());
    }

    boolean isUsable() {
        return !text.isEmpty() && text.length() <= LENGTH_MAX && text.indexOf('\0') < 0;
    }

    Optional<UUID> id() {
        // UUID.fromString also takes groups that are too short.
        return text.length() == 36 ? parsedId() : Optional.empty();
    }

    private Optional<UUID> parsedId() {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The number of an order, as it is compared.
    Optional<String> orderNumber() {
        String upper = text.toUpperCase(Locale.ROOT);
        return NUMBER.matcher(upper).matches()
                ? Optional.of(upper.replace("-", "").toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    Optional<String> barcode() {
        String upper = text.toUpperCase(Locale.ROOT);
        return BARCODE.matcher(upper).matches() ? Optional.of(upper) : Optional.empty();
    }

    Optional<Seat> seat() {
        Matcher matcher = IN_PERFORMANCE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Seat(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    Optional<Entry> entry() {
        return seat().flatMap(seat -> {
            Matcher matcher = ENTRY.matcher(seat.label());
            return matcher.matches()
                    ? Optional.of(new Entry(seat.performanceId(), matcher.group(1), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        });
    }

    /// A place in line; without a lane that of everybody.
    Optional<PlaceId> place() {
        Matcher matcher = IN_LINE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String lane = matcher.group(2) == null ? "GENERAL" : matcher.group(2);
        return Optional.of(new PlaceId(Long.parseLong(matcher.group(1)), lane, Long.parseLong(matcher.group(3))));
    }

    /// What names begin with, in small letters as far as they are ASCII.
    String from() {
        StringBuilder small = new StringBuilder(text);
        for (int i = 0; i < small.length(); i++) {
            char c = small.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                small.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return small.toString();
    }

    /// After everything that begins so.
    String until() {
        return from() + LAST;
    }
}
