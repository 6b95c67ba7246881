package dev.frontrow.gzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/// Gzipped copies of answers, and who takes them.
public final class Gzip {

    /// Below this size an answer fits into one packet, so compression gains nothing.
    private static final int FROM_BYTES = 1_024;

    private Gzip() {}

    public static boolean isWorthIt(byte[] plain) {
        return plain.length >= FROM_BYTES;
    }

    /// For what is soon made anew.
    public static byte[] quickly(byte[] plain) {
        return gzip(plain, Deflater.BEST_SPEED);
    }

    /// For what is kept.
    public static byte[] tightly(byte[] plain) {
        return gzip(plain, Deflater.BEST_COMPRESSION);
    }

    private static byte[] gzip(byte[] plain, int level) {
        var bytes = new ByteArrayOutputStream(plain.length / 8);
        try (var out = new Leveled(bytes, level)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// RFC 9110, section 12.5.3: a coding with weight 0 is refused, `*` stands for all codings not named, and the
    /// client may prefer `identity`.
    ///
    /// @param acceptEncoding value of the header; multiple lines joined by commas
    public static boolean isAcceptedBy(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        var codings = new QuotedQualityCSV();
        codings.addValue(acceptEncoding);
        double gzip = -1;
        double identity = 0;
        double others = 0;
        for (var coding : codings.getQualityValues()) {
            switch (coding.getValue().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> gzip = coding.getWeight();
                case "identity" -> identity = coding.getWeight();
                case "*" -> others = coding.getWeight();
                default -> {}
            }
        }
        double offered = gzip < 0 ? others : gzip;
        return offered > 0 && offered >= identity;
    }

    private static final class Leveled extends GZIPOutputStream {

        private static final int BUFFER_BYTES = 16_384;

        Leveled(ByteArrayOutputStream out, int level) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
