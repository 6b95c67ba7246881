package dev.frontrow.database;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Runs PostgreSQL in the data folder for the application, unless `spring.datasource.url` names a database.
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(EmbeddedDatabaseAutoConfiguration.NoDatabaseNamed.class)
class EmbeddedDatabaseAutoConfiguration {

    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(ObjectProvider<EarlyDatabaseStart> early, Environment environment) {
        return early.getIfAvailable(() -> EarlyDatabaseStart.in(environment)).database();
    }

    /// Starts once the server is up, so as not to delay the start.
    @Bean
    ApplicationListener<ApplicationReadyEvent> logReserve(EmbeddedDatabase database) {
        return _ -> database.layOutLog();
    }

    /// The pool depends on this bean, and this bean on the database, so they close in the right order.
    @Bean
    @Primary
    JdbcConnectionDetails embeddedDatabaseConnectionDetails(EmbeddedDatabase database) {
        return new ServerDetails(database.login());
    }

    /// Migrations use the owner of the tables, which is not the server's role.
    @Bean
    FlywayConnectionDetails embeddedDatabaseOwnerDetails(EmbeddedDatabase database) {
        return new OwnerDetails(database.owner());
    }

    abstract static class Details {

        private final DatabaseLogin login;

        Details(DatabaseLogin login) {
            this.login = login;
        }

        public String getJdbcUrl() {
            return login.url();
        }

        public String getUsername() {
            return login.username();
        }

        public String getPassword() {
            return login.password();
        }
    }

    static final class ServerDetails extends Details implements JdbcConnectionDetails {

        ServerDetails(DatabaseLogin login) {
            super(login);
        }
    }

    /// A separate type, because beans are found by type and only one may be [JdbcConnectionDetails].
    static final class OwnerDetails extends Details implements FlywayConnectionDetails {

        OwnerDetails(DatabaseLogin login) {
            super(login);
        }
    }

    static final class NoDatabaseNamed extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return new ConditionOutcome(
                    EarlyDatabaseStart.isWanted(context.getEnvironment()),
                    ConditionMessage.forCondition("embedded database").because("spring.datasource.url decides"));
        }
    }
}
