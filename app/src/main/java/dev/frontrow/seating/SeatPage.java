package dev.frontrow.seating;

import dev.frontrow.gzip.Gzip;
import org.jspecify.annotations.Nullable;

/// A list of seats as sent, the same bytes for every client. Immutable.
///
/// @param json     the list
/// @param etag     strong ETag of `json`, with quotes
/// @param gzip     `json` gzipped; null if not requested yet, or if too short to gain anything
/// @param gzipEtag strong ETag of `gzip`
/// @param empty    whether the list has no seats
/// @param eventId  from which a stream of this node continues; empty if the list's version says so
record SeatPage(byte[] json, String etag, byte @Nullable [] gzip, String gzipEtag, boolean empty, String eventId) {

    static SeatPage of(byte[] json, String tag, boolean empty) {
        return new SeatPage(json, '"' + tag + '"', null, '"' + tag + "-gzip\"", empty, "");
    }

    SeatPage continuedBy(String id) {
        return new SeatPage(json, etag, gzip, gzipEtag, empty, id);
    }

    boolean worthGzip() {
        return Gzip.isWorthIt(json);
    }

    /// Seats differ in few characters, so the fastest level already shrinks a large list to a fifteenth.
    SeatPage withGzip() {
        return new SeatPage(json, etag, Gzip.quickly(json), gzipEtag, empty, eventId);
    }
}
