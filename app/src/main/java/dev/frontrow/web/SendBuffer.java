package dev.frontrow.web;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// What the kernel keeps of an answer that its client has not read. Left alone it lets whoever read fast at first have
/// 4
/// MB, of a memory that all programs of the machine share; for a client 200 ms away this is enough for some 5 Mbit/s.
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
