package dev.frontrow.web.limits;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.Shares;
import dev.frontrow.web.http.Forwarding;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Checks every open connection once a second, and closes those of clients that send a request's head or read a
/// response too slowly; see [WatchedConnection]. Jetty's own limits do not suffice: its idle timeouts restart
/// with each byte, and its data rates are checked only when a byte arrives.
///
/// Networks share the connections like slots. A network that has more than are free gets no further one, and
/// loses idle ones when others need them. Behind a proxy all connections are the proxy's, so they are not shared
/// there.
@Component
@EnableConfigurationProperties({WebSettings.class, SlowClientSettings.class, IdleSettings.class})
class ConnectionWatch implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Connection.Listener {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// Files and connections reserved for the server itself.
    private static final int OWN_FILES = 512;

    private final SlowClientSettings slow;
    private final BodyAhead bodies;
    private final boolean shared;
    private final Shares<ClientNetwork> shares;
    private final Map<Connection, WatchedConnection> open = new ConcurrentHashMap<>();

    ConnectionWatch(WebSettings settings, SlowClientSettings slow, BodyAhead bodies, Environment environment) {
        this.slow = slow;
        this.bodies = bodies;
        this.shared = Forwarding.in(environment).seesClients();
        this.shares = new Shares<>(Math.min(settings.connectionsMax(), filesMax()));
    }

    private static long filesMax() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Math.max(OWN_FILES, unix.getMaxFileDescriptorCount() - OWN_FILES)
                : Long.MAX_VALUE;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                connector.addEventListener(this);
            }
            server.addBean(new Rounds(server));
        });
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        if (WatchedConnection.isOuter(connection)) {
            return;
        }
        var watched = new WatchedConnection(connection, site(endPoint), System.nanoTime());
        if (!shares.take(watched.site(), 1, shared ? 1 : Shares.UNSHARED)) {
            endPoint.close();
            return;
        }
        open.put(connection, watched);
    }

    @Override
    public void onClosed(Connection connection) {
        WatchedConnection watched = open.remove(connection);
        if (watched != null) {
            shares.giveBack(watched.site(), 1);
        }
    }

    private static ClientNetwork site(EndPoint endPoint) {
        return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress socket && socket.getAddress() != null
                ? ClientNetwork.of(socket.getAddress().getHostAddress()).site()
                : ClientNetwork.of("");
    }

    /// Never blocks: closing a connection only schedules it.
    void look(long nowNanos) {
        for (WatchedConnection watched : open.values()) {
            if (watched.isTooSlow(nowNanos, slow, bodies)) {
                watched.close();
            }
        }
        if (shared) {
            open.values().stream()
                    .map(WatchedConnection::site)
                    .distinct()
                    .filter(site -> shares.isOverShare(site, 1))
                    .forEach(this::closeIdle);
        }
    }

    private void closeIdle(ClientNetwork greedy) {
        long tooMany = (shares.takenBy(greedy) - shares.free()) / 2;
        List<WatchedConnection> idle = open.values().stream()
                .filter(watched -> watched.site().equals(greedy) && watched.isIdle(bodies))
                .sorted(Comparator.comparingLong(WatchedConnection::lastSeenNanos))
                .limit(tooMany)
                .toList();
        idle.forEach(WatchedConnection::close);
    }

    private final class Rounds extends AbstractLifeCycle {

        private final Server server;

        Rounds(Server server) {
            this.server = server;
        }

        @Override
        protected void doStart() {
            goOn();
        }

        private void goOn() {
            server.getScheduler().schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void look() {
            try {
                ConnectionWatch.this.look(System.nanoTime());
            } finally {
                if (server.isRunning() || server.isStarting()) {
                    goOn();
                }
            }
        }
    }
}
