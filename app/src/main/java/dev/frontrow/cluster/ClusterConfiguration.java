package dev.frontrow.cluster;

import dev.frontrow.database.primary.Primary;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterProperties.class)
class ClusterConfiguration {

    /// After the server has become the only one, or a node among nodes; before anything is served.
    private static final int BEGINS = 1;

    /// The first thing that ends.
    private static final int LEAVES = Integer.MAX_VALUE;

    /// A killed node's name is free after [NodeRows#LIFE].
    private static final Duration NAME_WAIT_MAX = Duration.ofSeconds(6);

    @Bean
    Nodes nodes(ClusterProperties properties, Environment environment, InstantSource clock) {
        String name = properties.node() == null ? defaultName(environment) : properties.node();
        String version = Objects.requireNonNullElse(
                ClusterConfiguration.class.getPackage().getImplementationVersion(), "development");
        Instant now = clock.instant();
        return new Nodes(new Node(name, UUID.randomUUID(), version, now, now), properties.enabled());
    }

    private static String defaultName(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 0);
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
        } catch (UnknownHostException e) {
            host = "node";
        }
        return host.substring(0, Math.min(host.length(), 80)) + "-"
                + (port == 0 ? ProcessHandle.current().pid() : port);
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(WithoutCluster.class)
    static class OfOne {

        @Bean
        SoleLeases leases(JdbcClient jdbc, Nodes nodes) {
            return new SoleLeases(new LeaseRows(jdbc), nodes.self().id());
        }

        @Bean
        LifecyclePart leasesBegin(SoleLeases leases) {
            return new LifecyclePart(BEGINS, leases::start, () -> {});
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(WithCluster.class)
    static class OfMany {

        @Bean
        static NodeSessions nodeSessions() {
            return new NodeSessions();
        }

        @Bean(destroyMethod = "close")
        ClusterSession clusterSession(JdbcConnectionDetails database, Primary primary) {
            return new ClusterSession(database, primary);
        }

        @Bean
        SharedLeases leases(ClusterSession session, Nodes nodes) {
            Executor notifier = Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("lease-listeners").factory());
            return new SharedLeases(new LeaseRows(session.jdbc()), nodes, System::nanoTime, notifier);
        }

        @Bean(destroyMethod = "close")
        ClusterBeat clusterBeat(ClusterSession session, Nodes nodes, SharedLeases leases) {
            return new ClusterBeat(
                    new NodeRows(session.jdbc()),
                    nodes,
                    leases,
                    session::close,
                    () -> Thread.ofPlatform().name("end-by-another-node").start(() -> System.exit(1)));
        }

        @Bean
        LifecyclePart nodeJoins(ClusterBeat beat, @Value("${frontrow.schedules:true}") boolean byItself) {
            return new LifecyclePart(
                    BEGINS,
                    () -> {
                        beat.join(NAME_WAIT_MAX);
                        if (byItself) {
                            beat.start();
                        }
                    },
                    () -> {});
        }

        @Bean
        LifecyclePart nodeLeaves(ClusterBeat beat) {
            return new LifecyclePart(LEAVES, () -> {}, beat::leave);
        }
    }

    static final class WithCluster implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty("frontrow.cluster.enabled", Boolean.class, false);
        }
    }

    static final class WithoutCluster implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("frontrow.cluster.enabled", Boolean.class, false);
        }
    }
}
