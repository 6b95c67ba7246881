package dev.frontrow.web.http;

import org.eclipse.jetty.server.Request;

/// The health endpoints that machines call.
public final class Probes {

    /// Where they all begin.
    public static final String HEALTH = "/actuator/health";

    private Probes() {}

    /// Whether the request goes to one of them.
    public static boolean isOne(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null && path.startsWith(HEALTH);
    }
}
