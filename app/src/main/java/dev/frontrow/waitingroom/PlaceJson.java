package dev.frontrow.waitingroom;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// A place's document as JSON, written field by field: a poll is asked for far more often than anything else, and
/// finding the fields by reflection took a tenth of it. The same bytes as Jackson writes, which the test compares.
final class PlaceJson {

    /// What all but the document of a challenge fits into.
    private static final int CHARACTERS = 384;

    private PlaceJson() {}

    /// Whether it is here that the document can be written; the text of a challenge is Jackson's to escape.
    static boolean writes(PlaceDocument place) {
        return place.challenge() == null;
    }

    /// Nothing in the document needs to be escaped: tokens are base64, all else are names and numbers of ours.
    static byte[] of(PlaceDocument place) {
        var json = new StringBuilder(CHARACTERS);
        json.append("{\"queueToken\":\"").append(place.queueToken());
        json.append("\",\"state\":\"").append(place.state().name());
        json.append("\",\"lane\":\"").append(place.lane().name()).append('"');
        number(json, ",\"position\":", place.position());
        number(json, ",\"ahead\":", place.ahead());
        PlaceDocument.Wait wait = place.waitSeconds();
        if (wait != null) {
            json.append(",\"waitSeconds\":{\"low\":").append(wait.low());
            json.append(",\"high\":").append(wait.high()).append('}');
        }
        if (place.waitCause() != null) {
            json.append(",\"waitCause\":\"").append(place.waitCause()).append('"');
        }
        json.append(",\"pollAfterMs\":").append(place.pollAfterMs());
        instant(json, ",\"admittedUntil\":\"", place.admittedUntil());
        instant(json, ",\"joinedAt\":\"", place.joinedAt());
        return json.append('}').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void number(StringBuilder json, String name, @Nullable Long value) {
        if (value != null) {
            json.append(name).append(value.longValue());
        }
    }

    private static void instant(StringBuilder json, String name, @Nullable Instant value) {
        if (value != null) {
            DateTimeFormatter.ISO_INSTANT.formatTo(value, json.append(name));
            json.append('"');
        }
    }
}
