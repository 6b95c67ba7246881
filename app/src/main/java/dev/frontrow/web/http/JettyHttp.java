package dev.frontrow.web.http;

import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConfiguration.ConnectionFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;

/// Applies a change to Jetty's HTTP configuration of every connector and protocol version.
public final class JettyHttp {

    private JettyHttp() {}

    /// Applies the change before the server starts.
    public static void configure(JettyServletWebServerFactory factory, Consumer<HttpConfiguration> change) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                connector.getConnectionFactories().stream()
                        .filter(ConnectionFactory.class::isInstance)
                        .map(ConnectionFactory.class::cast)
                        .forEach(http -> change.accept(http.getHttpConfiguration()));
            }
        });
    }
}
