package dev.frontrow.web.limits;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Sets the kernel's backlog of new connections. Jetty's default would drop connections in an on-sale's first
/// second.
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
