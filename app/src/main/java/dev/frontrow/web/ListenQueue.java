package dev.frontrow.web;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Lets a rush of new connections wait in the kernel. The default of 50 turns an on-sale's first second into dropped
/// connections before the server has seen a single request.
@Component
class ListenQueue implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private static final int CONNECTIONS_MAX = 4_096;

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof ServerConnector listening) {
                    listening.setAcceptQueueSize(CONNECTIONS_MAX);
                }
            }
        });
    }
}
