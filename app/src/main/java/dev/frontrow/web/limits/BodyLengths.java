package dev.frontrow.web.limits;

import dev.frontrow.web.http.Paths;
import org.eclipse.jetty.server.Request;

/// The longest body allowed, in bytes. Operators' imports may be longer.
///
/// @param strangersMax for everyone but operators
public record BodyLengths(long strangersMax, long operatorMax) {

    /// A picture is held in memory as a whole.
    private static final long POSTER_MAX = 8L << 20;

    /// The lengths that the settings allow.
    public BodyLengths(WebSettings settings) {
        this(settings.bodyMax().toBytes(), settings.operatorBodyMax().toBytes());
    }

    /// How many bytes of the body to expect: the declared length, at most the limit.
    public long expected(Request request) {
        long max = max(request.getHttpURI().getPath());
        return request.getLength() < 0 ? max : Math.min(request.getLength(), max);
    }

    long max(String path) {
        if (!path.startsWith(Paths.OPERATOR)) {
            return strangersMax;
        }
        return path.endsWith("/poster") ? Math.min(operatorMax, POSTER_MAX) : operatorMax;
    }
}
