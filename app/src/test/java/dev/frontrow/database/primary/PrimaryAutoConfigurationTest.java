package dev.frontrow.database.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

class PrimaryAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    PrimaryAutoConfiguration.class));

    @Test
    void looksAfterTheStandbysOfADatabaseThatIsNamed() {
        application
                .withInitializer(new SharedDatabase.Fresh())
                .run(context -> assertThat(context).hasSingleBean(ReplicationWatch.class));
    }

    @Test
    void neverWarnsOfTheEmbeddedDatabaseWhichHasNone() {
        application
                .withPropertyValues("spring.datasource.url=")
                .withBean(JdbcConnectionDetails.class, Embedded::new)
                .run(context ->
                        assertThat(context).hasSingleBean(DataSource.class).doesNotHaveBean(ReplicationWatch.class));
    }

    @Test
    void distrustsUnconfirmedCommitsEverywhere() {
        application.withInitializer(new SharedDatabase.Fresh()).run(context -> {
            assertThat(context.getBean(PlatformTransactionManager.class)).isInstanceOf(ConfirmedTransactions.class);
            assertThat(context.getBean(JdbcTemplate.class)).isInstanceOf(ConfirmedStatements.class);
        });
    }

    /// As the embedded database tells of itself.
    private static final class Embedded implements JdbcConnectionDetails {

        private final DatabaseLogin login = SharedDatabase.fresh();

        @Override
        public String getJdbcUrl() {
            return login.url();
        }

        @Override
        public String getUsername() {
            return login.username();
        }

        @Override
        public String getPassword() {
            return login.password();
        }
    }
}
