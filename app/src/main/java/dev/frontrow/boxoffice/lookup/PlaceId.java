package dev.frontrow.boxoffice.lookup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a place in line in one word, such as `12-GENERAL-340`.
record PlaceId(long concertId, String lane, long number) {

    private static final Pattern WORD = Pattern.compile("([0-9]{1,18})-(GENERAL|PRIORITY)-([0-9]{1,18})");

    static Optional<PlaceId> of(String word) {
        Matcher matcher = WORD.matcher(word);
        return matcher.matches()
                ? Optional.of(new PlaceId(
                        Long.parseLong(matcher.group(1)), matcher.group(2), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return concertId + "-" + lane + "-" + number;
    }
}
