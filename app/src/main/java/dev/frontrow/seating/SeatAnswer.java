package dev.frontrow.seating;

import dev.frontrow.gzip.Gzip;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/// The answer to one request for a seat list: the list, gzipped if the client accepts it, or "not modified". The
/// plain and gzipped forms are different bytes, so each has its own strong ETag, and `If-None-Match` may name
/// either.
///
/// @param etag ETag of the form sent, or of the form the client has
/// @param body null if the client already has it
/// @param eventId of the list that is sent; empty if its version says as much
record SeatAnswer(String etag, byte @Nullable [] body, boolean gzipped, String eventId) {

    /// The header that a list's reader repeats when it begins to follow the list's changes.
    static final String EVENT_ID = "Last-Event-ID";

    /// Provides the list. The gzipped copy is only made when it will be sent.
    @FunctionalInterface
    interface Pages {
        SeatPage page(boolean withGzip);
    }

    /// @param acceptEncoding value of the header; multiple lines joined by commas
    /// @param ifNoneMatch    value of the header; multiple lines joined by commas
    static SeatAnswer of(Pages pages, @Nullable String acceptEncoding, @Nullable String ifNoneMatch) {
        boolean gzipAccepted = Gzip.isAcceptedBy(acceptEncoding);
        SeatPage page = pages.page(false);
        if (gzipAccepted && isNamed(page.gzipEtag(), ifNoneMatch)) {
            return new SeatAnswer(page.gzipEtag(), null, true, "");
        }
        if (isNamed(page.etag(), ifNoneMatch)) {
            return new SeatAnswer(page.etag(), null, false, "");
        }
        if (gzipAccepted && page.worthGzip()) {
            SeatPage both = pages.page(true);
            if (both.gzip() != null) {
                return new SeatAnswer(both.gzipEtag(), both.gzip(), true, both.eventId());
            }
            page = both;
        }
        return new SeatAnswer(page.etag(), page.json(), false, page.eventId());
    }

    /// If-None-Match compares weakly: a proxy that compressed our answer may have weakened its ETag.
    private static boolean isNamed(String etag, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null || ifNoneMatch.isBlank()) {
            return false;
        }
        ETag ours = ETag.create(etag);
        return ETag.parse(ifNoneMatch).stream().anyMatch(theirs -> theirs.isWildcard() || theirs.compare(ours, false));
    }
}
