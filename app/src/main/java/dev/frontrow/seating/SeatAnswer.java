package dev.frontrow.seating;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/// How one request for a list is answered: with the list, compressed where the client takes that, or with the word that
/// it has the list already. The two forms are different bytes, so they have different strong validators, and a client
/// may have kept either.
///
/// @param etag of the form that is sent, or that the client has
/// @param body null where the client has it
record SeatAnswer(String etag, byte @Nullable [] body, boolean gzipped) {

    /// Gets a list; the compressed copy is only made for whoever will be sent it.
    @FunctionalInterface
    interface Pages {
        SeatPage page(boolean withGzip);
    }

    /// @param acceptEncoding the header's value, several lines joined by commas
    /// @param ifNoneMatch    likewise
    static SeatAnswer of(Pages pages, @Nullable String acceptEncoding, @Nullable String ifNoneMatch) {
        boolean gzipAccepted = acceptsGzip(acceptEncoding);
        SeatPage page = pages.page(false);
        if (gzipAccepted && isNamed(page.gzipEtag(), ifNoneMatch)) {
            return new SeatAnswer(page.gzipEtag(), null, true);
        }
        if (isNamed(page.etag(), ifNoneMatch)) {
            return new SeatAnswer(page.etag(), null, false);
        }
        if (gzipAccepted && page.worthGzip()) {
            SeatPage both = pages.page(true);
            if (both.gzip() != null) {
                return new SeatAnswer(both.gzipEtag(), both.gzip(), true);
            }
            page = both;
        }
        return new SeatAnswer(page.etag(), page.json(), false);
    }

    /// If-None-Match compares weakly: a proxy that compressed our answer may have weakened its validator.
    private static boolean isNamed(String etag, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null || ifNoneMatch.isBlank()) {
            return false;
        }
        ETag ours = ETag.create(etag);
        return ETag.parse(ifNoneMatch).stream().anyMatch(theirs -> theirs.isWildcard() || theirs.compare(ours, false));
    }

    /// By RFC 9110, section 12.5.3: a coding with weight 0 is refused, `*` stands for those that are not named, and a
    /// client may prefer to have nothing compressed.
    static boolean acceptsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        double gzip = -1;
        double identity = 0;
        double others = 0;
        for (String part : acceptEncoding.split(",", -1)) {
            String[] coding = part.split(";", 2);
            double weight = coding.length == 1 ? 1 : weight(coding[1]);
            switch (coding[0].strip().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> gzip = weight;
                case "identity" -> identity = weight;
                case "*" -> others = weight;
                default -> {}
            }
        }
        double offered = gzip < 0 ? others : gzip;
        return offered > 0 && offered >= identity;
    }

    /// What is no weight refuses, which is always safe.
    private static double weight(String parameter) {
        String[] pair = parameter.split("=", 2);
        if (pair.length != 2 || !pair[0].strip().equalsIgnoreCase("q")) {
            return 0;
        }
        String value = pair[1].strip();
        return value.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(value) : 0;
    }
}
