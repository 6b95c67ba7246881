package dev.frontrow.boxoffice.lookup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// The event after which a page of a story begins.
///
/// @param rank of its [StoryEvent.Happening]
record StoryCursor(Instant sortedAt, int rank, String id) {

    static final StoryCursor START = new StoryCursor(Instant.EPOCH, -1, "");

    private static final int LENGTH_MAX = 200;
    private static final int PARTS = 3;

    /// Empty if we never gave it.
    static Optional<StoryCursor> read(String word) {
        if (word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(word), StandardCharsets.US_ASCII).split(" ", PARTS);
            return parts.length < PARTS || parts[2].indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(new StoryCursor(Instant.parse(parts[0]), Integer.parseInt(parts[1]), parts[2]));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    String word() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sortedAt + " " + rank + " " + id).getBytes(StandardCharsets.US_ASCII));
    }
}
