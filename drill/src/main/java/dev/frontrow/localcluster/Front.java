package dev.frontrow.localcluster;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// One address in front of the nodes: a reverse proxy that sends requests to ready nodes only. It passes bodies and
/// streams on as they come and keeps nothing. Meant for trying a cluster and for its tests; a real sale has a proxy
/// of its own. Thread-safe.
public final class Front implements AutoCloseable {

    /// Open connections of clients, and open connections to one node.
    static final int CONNECTIONS_MAX = 8_192;

    private static final int THREADS_MAX = 32;

    /// Longer than the silence between two heartbeats of a stream.
    private static final Duration IDLE_MAX = Duration.ofSeconds(40);

    private final Server server;
    private final ServerConnector connector;
    private final ReadyNodes nodes;

    private Front(Server server, ServerConnector connector, ReadyNodes nodes) {
        this.server = server;
        this.connector = connector;
        this.nodes = nodes;
    }

    /// Starts it on this port, or on any free one for 0.
    ///
    /// @throws IOException with one line, for example if the port is in use
    public static Front start(int port) throws IOException {
        Front front = before(new ReadyNodes(), port);
        front.nodes.start();
        return front;
    }

    /// The same for nodes that somebody else asks.
    static Front before(ReadyNodes nodes, int port) throws IOException {
        var threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("front");
        threads.setDaemon(true);
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MAX.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
        server.setHandler(new FrontHandler(nodes, IDLE_MAX));
        var front = new Front(server, connector, nodes);
        try {
            // Before anything is started, so that a port in use is told as such.
            connector.open();
            server.start();
        } catch (Exception e) {
            front.close();
            throw fault(port, e);
        }
        return front;
    }

    private static IOException fault(int port, Exception e) {
        return e instanceof BindException || e.getCause() instanceof BindException
                ? new IOException("Port " + port + " is in use: stop what uses it, or choose another with --port.", e)
                : new IOException("The front did not start: " + e.getMessage(), e);
    }

    /// A node more, whether it runs already or not.
    public void add(URI node) {
        nodes.add(node);
    }

    /// Where it listens.
    public int port() {
        return connector.getLocalPort();
    }

    /// How many nodes get requests now.
    public int readyNodes() {
        return nodes.ready();
    }

    @Override
    public void close() {
        nodes.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the front did not stop", e);
        }
    }
}
