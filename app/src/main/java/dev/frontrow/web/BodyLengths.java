package dev.frontrow.web;

import org.eclipse.jetty.server.Request;

/// How long a body may be: an operator's imports more than all others.
///
/// @param strangersMax for all but operators
record BodyLengths(long strangersMax, long operatorMax) {

    BodyLengths(WebSettings settings) {
        this(settings.bodyMax().toBytes(), settings.operatorBodyMax().toBytes());
    }

    long max(Request request) {
        return max(request.getHttpURI().getPath());
    }

    long max(String path) {
        return path.startsWith(Paths.OPERATOR) ? operatorMax : strangersMax;
    }
}
