package dev.frontrow.cluster;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// Refuses settings of a cluster that contradict the others, before a database is started or touched.
public final class ClusterCheck {

    private ClusterCheck() {}

    /// Makes this application check them as soon as they are read.
    public static void in(SpringApplication application) {
        application.addListeners(new OnceRead());
    }

    private static final class OnceRead implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
            check(prepared.getEnvironment());
        }

        /// After the check of their names, before the database in the data folder starts.
        @Override
        public int getOrder() {
            return 1;
        }
    }

    static void check(Environment environment) {
        boolean enabled = Binder.get(environment)
                .bindOrCreate("frontrow.cluster", ClusterProperties.class)
                .enabled();
        if (enabled && !StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            throw new ClusterStartFailure(
                    "frontrow.cluster.enabled needs spring.datasource.url, the same for all nodes:"
                            + " only this server reaches the PostgreSQL in its data folder.");
        }
        if (enabled && !StringUtils.hasText(environment.getProperty("frontrow.identity.token-key"))) {
            throw new ClusterStartFailure("frontrow.cluster.enabled needs frontrow.identity.token-key, the same for all"
                    + " nodes: with a key of its own, each node would refuse the tokens of the others.");
        }
    }
}
