package dev.frontrow.web;

import org.eclipse.jetty.server.HttpConfiguration.ConnectionFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Keeps Jetty from writing whole addresses into redirects: it would take the host from the request, where anybody may
/// have written another one.
@Component
class RelativeRedirects implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                connector.getConnectionFactories().stream()
                        .filter(ConnectionFactory.class::isInstance)
                        .map(ConnectionFactory.class::cast)
                        .forEach(http -> http.getHttpConfiguration().setRelativeRedirectAllowed(true));
            }
        });
    }
}
