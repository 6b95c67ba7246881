package dev.frontrow.seating;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
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

    /// Below this size a list fits into one packet, so compression gains nothing.
    private static final int GZIPPED_FROM_BYTES = 1_024;

    static SeatPage of(byte[] json, String tag, boolean empty) {
        return new SeatPage(json, '"' + tag + '"', null, '"' + tag + "-gzip\"", empty, "");
    }

    SeatPage continuedBy(String id) {
        return new SeatPage(json, etag, gzip, gzipEtag, empty, id);
    }

    boolean worthGzip() {
        return json.length >= GZIPPED_FROM_BYTES;
    }

    SeatPage withGzip() {
        var bytes = new ByteArrayOutputStream(json.length / 8);
        try (var out = new QuickGzip(bytes)) {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SeatPage(json, etag, bytes.toByteArray(), gzipEtag, empty, eventId);
    }

    /// Seats differ in few characters, so the fastest level already shrinks a large list to a fifteenth.
    private static final class QuickGzip extends GZIPOutputStream {

        private static final int BUFFER_BYTES = 16_384;

        QuickGzip(ByteArrayOutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
