package dev.frontrow.web.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Answers a request with a malformed or too large head only when its connection has stopped reading.
///
/// Jetty (seen in 12.1.14) lets another thread answer at once. Both threads then give back the buffer of the request,
/// and if they do so at the same moment, two connections get it later: bytes of one client reach the other, or the
/// server. Once Jetty answers in order by itself, this class can go: its test says whether it does.
@Component
class RefusalAfterReading implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                var usual = connector.getConnectionFactory(HttpConnectionFactory.class);
                if (usual != null && connector instanceof AbstractConnector changed) {
                    changed.addConnectionFactory(new Connections(usual.getHttpConfiguration()));
                }
            }
        });
    }

    private static final class Connections extends HttpConnectionFactory {

        Connections(HttpConfiguration configuration) {
            super(configuration);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var connection = new OneThreadAtATime(getHttpConfiguration(), connector, endPoint);
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
            return configure(connection, connector, endPoint);
        }
    }

    /// Its fields are used only by the thread that reads.
    private static final class OneThreadAtATime extends HttpConnection {

        private boolean refuses;
        private @Nullable Runnable answer;

        OneThreadAtATime(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        protected RequestHandler newRequestHandler() {
            return new RequestHandler() {
                @Override
                public void badMessage(HttpException fault) {
                    refuses = true;
                    super.badMessage(fault);
                    refuses = false;
                }
            };
        }

        @Override
        protected HttpChannel newHttpChannel(Server server, HttpConfiguration configuration) {
            return new HttpChannelState(this) {
                @Override
                public @Nullable Runnable onFailure(Throwable fault) {
                    Runnable task = super.onFailure(fault);
                    if (!refuses) {
                        return task;
                    }
                    answer = task;
                    return null;
                }
            };
        }

        @Override
        public void onFillable() {
            super.onFillable();
            Runnable task = answer;
            if (task != null) {
                answer = null;
                getExecutor().execute(task);
            }
        }
    }
}
