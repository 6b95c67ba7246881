package dev.frontrow.web;

import org.eclipse.jetty.server.Request;

/// The health endpoints that machines call.
final class Probes {

    static final String HEALTH = "/actuator/health";

    private Probes() {}

    static boolean isOne(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null && path.startsWith(HEALTH);
    }
}
