package dev.frontrow.cluster;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// How long the database keeps a session of a node that does nothing. A node that is stopped or cut off in the middle
/// of a transaction would otherwise keep its row locks for half a minute, and all other nodes would wait for them:
/// their waits for locks end sooner.
final class NodeSessions implements BeanPostProcessor {

    private static final String OPTIONS = "options";

    /// No transaction here waits for anything but the database. The rest ends the sessions of a host that is gone.
    private static final String LIMITS = "-c idle_in_transaction_session_timeout=2000 -c tcp_user_timeout=5000"
            + " -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            limit(pool.getDataSourceProperties());
        }
        return bean;
    }

    /// The last of two options counts.
    private static void limit(Properties ofDriver) {
        ofDriver.merge(OPTIONS, LIMITS, (set, limits) -> set + " " + limits);
    }
}
