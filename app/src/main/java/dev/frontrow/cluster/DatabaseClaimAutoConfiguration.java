package dev.frontrow.cluster;

import dev.frontrow.database.EarlyDatabaseStart;
import dev.frontrow.database.FirstConnection;
import dev.frontrow.database.primary.Primary;
import dev.frontrow.database.primary.PrimaryAutoConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Keeps servers that exclude each other off an external database. The embedded database needs none of this: its
/// folder is locked.
@AutoConfiguration(after = PrimaryAutoConfiguration.class)
@Conditional(DatabaseClaimAutoConfiguration.DatabaseNamed.class)
@ConditionalOnBean(JdbcConnectionDetails.class)
@Import(DatabaseClaimAutoConfiguration.BeforeMigrations.class)
class DatabaseClaimAutoConfiguration {

    /// Limits how long a start waits for another server: waiting for a full graceful shutdown would be too long.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Bean(destroyMethod = "close")
    DatabaseClaim databaseClaim(JdbcConnectionDetails database, Primary primary, Environment environment) {
        DatabaseClaim.Sessions sessions = () -> primary.open(properties(database));
        return DatabaseClaim.start(
                cluster(environment) ? DatabaseClaim.Kind.NODE : DatabaseClaim.Kind.ALONE,
                // The first session may have to wait for a database that is still starting.
                new PatientAtFirst(sessions, FirstConnection.in(environment)),
                PATIENCE,
                LOOK_EVERY,
                () -> Thread.ofPlatform().name("end-by-another-server").start(() -> System.exit(1)));
    }

    private static boolean cluster(Environment environment) {
        return environment.getProperty("frontrow.cluster.enabled", Boolean.class, false);
    }

    private static final class PatientAtFirst implements DatabaseClaim.Sessions {

        private final DatabaseClaim.Sessions sessions;
        private final AtomicReference<@Nullable FirstConnection> first;

        PatientAtFirst(DatabaseClaim.Sessions sessions, FirstConnection first) {
            this.sessions = sessions;
            this.first = new AtomicReference<>(first);
        }

        @Override
        public Connection open() throws SQLException {
            FirstConnection patient = first.getAndSet(null);
            return patient == null ? sessions.open() : patient.open(sessions::open);
        }
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

    /// Before anything is served; the locks are kept until the close.
    @Bean
    LifecyclePart databaseClaimed(DatabaseClaim claim) {
        return new LifecyclePart(0, claim::serve, () -> {});
    }

    static final class BeforeMigrations extends AbstractDependsOnBeanFactoryPostProcessor {

        BeforeMigrations() {
            super(Flyway.class, DatabaseClaim.class);
        }
    }

    static final class DatabaseNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !EarlyDatabaseStart.isWanted(context.getEnvironment());
        }
    }
}
