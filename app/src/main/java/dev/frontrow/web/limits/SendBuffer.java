package dev.frontrow.web.limits;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Limits the kernel's send buffer of each connection. By default it grows to 4 MB of memory that the whole
/// machine shares. At 200 ms of latency this size still allows some 5 Mbit/s.
@Component
class SendBuffer implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    static final int BYTES = 128 * 1_024;

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof ServerConnector listening) {
                    listening.setAcceptedSendBufferSize(BYTES);
                }
            }
        });
    }
}
