package dev.frontrow.database;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Keeps a second server off a database that was named. The one in the data folder needs none of it: there the folder's
/// own lock does the same.
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@Conditional(SoleServerAutoConfiguration.DatabaseNamed.class)
@ConditionalOnBean(JdbcConnectionDetails.class)
@Import(SoleServerAutoConfiguration.BeforeMigrations.class)
class SoleServerAutoConfiguration {

    /// As long as a server may take to answer its last requests and a little more would be too long to wait unasked.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Bean(destroyMethod = "close")
    SoleServer soleServer(JdbcConnectionDetails database) {
        return SoleServer.start(
                () -> DriverManager.getConnection(database.getJdbcUrl(), properties(database)),
                PATIENCE,
                LOOK_EVERY,
                () -> Thread.ofPlatform().name("end-by-another-server").start(() -> System.exit(1)));
    }

    private static Properties properties(JdbcConnectionDetails database) {
        var properties = new Properties();
        if (database.getUsername() != null) {
            properties.setProperty("user", database.getUsername());
        }
        if (database.getPassword() != null) {
            properties.setProperty("password", database.getPassword());
        }
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /// Before the web server, which comes last.
    @Bean
    SmartLifecycle soleServerServes(SoleServer server) {
        return new SmartLifecycle() {

            private volatile boolean running;

            @Override
            public void start() {
                server.serve();
                running = true;
            }

            @Override
            public void stop() {
                // The locks stay until the close: a context that is only paused goes on with them.
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return 0;
            }
        };
    }

    static final class BeforeMigrations extends AbstractDependsOnBeanFactoryPostProcessor {

        BeforeMigrations() {
            super(Flyway.class, SoleServer.class);
        }
    }

    static final class DatabaseNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !EarlyDatabaseStart.isWanted(context.getEnvironment());
        }
    }
}
