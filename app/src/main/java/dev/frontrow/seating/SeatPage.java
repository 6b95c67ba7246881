package dev.frontrow.seating;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A list of seats as it goes over the wire, the same bytes for everybody. Immutable.
///
/// @param json     the list
/// @param etag     of `json`, strong, with its quotes
/// @param gzip     `json` compressed; null where nobody has asked for it yet, or where it is too short to gain anything
/// @param gzipEtag of `gzip`: other bytes, so another strong validator
/// @param empty    whether no seat is on the list
record SeatPage(byte[] json, String etag, byte @Nullable [] gzip, String gzipEtag, boolean empty) {

    /// What fits into one packet anyway is not worth compressing.
    private static final int GZIPPED_FROM_BYTES = 1_024;

    static SeatPage of(byte[] json, String tag, boolean empty) {
        return new SeatPage(json, '"' + tag + '"', null, '"' + tag + "-gzip\"", empty);
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
        return new SeatPage(json, etag, bytes.toByteArray(), gzipEtag, empty);
    }

    /// Seats differ in few characters, so the quickest level leaves a fifteenth of a large list already.
    private static final class QuickGzip extends GZIPOutputStream {

        private static final int BUFFER_BYTES = 16_384;

        QuickGzip(ByteArrayOutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
