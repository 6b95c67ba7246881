package dev.frontrow.web;

import org.eclipse.jetty.server.Request;

/// How long a body may be: an operator's imports more than all others.
///
/// @param strangersMax for all but operators
record BodyLengths(long strangersMax, long operatorMax) {

    BodyLengths(WebSettings settings) {
        this(settings.bodyMax().toBytes(), settings.operatorBodyMax().toBytes());
    }

    /// How much of a body may come: what is declared, within the limit.
    long expected(Request request) {
        long max = max(request.getHttpURI().getPath());
        return request.getLength() < 0 ? max : Math.min(request.getLength(), max);
    }

    long max(String path) {
        return path.startsWith(Paths.OPERATOR) ? operatorMax : strangersMax;
    }
}
