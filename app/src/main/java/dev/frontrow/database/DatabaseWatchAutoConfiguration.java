package dev.frontrow.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.database.primary.Primary;
import dev.frontrow.database.primary.PrimarySource;
import dev.frontrow.database.primary.ReadOnlyServers;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/// Wraps the pool in a [GuardedDataSource]. The watch begins once the server is up, because a start waits for the
/// database anyway, and only if `frontrow.schedules` is on.
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
class DatabaseWatchAutoConfiguration {

    @Bean
    static BeanPostProcessor guardedPool(ObjectProvider<Primary> primary) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? guarded(pool, primary.getObject()) : bean;
            }
        };
    }

    private static GuardedDataSource guarded(HikariDataSource pool, Primary primary) {
        pool.setExceptionOverride(new ReadOnlyServers());
        if (primary.isOneOfSeveral()) {
            // Migrations take the pool's URL.
            pool.setJdbcUrl(primary.url());
            pool.setDataSource(new PrimarySource(primary, () -> DatabaseQuestion.propertiesOf(pool)));
        }
        return new GuardedDataSource(pool);
    }

    @Bean
    @ConditionalOnBean(DataSource.class)
    DatabaseWatch databaseWatch(DataSource dataSource, Primary primary) throws SQLException {
        return new DatabaseWatch(
                new DatabaseQuestion(dataSource.unwrap(HikariDataSource.class), primary),
                dataSource.unwrap(GuardedDataSource.class));
    }

    @Bean
    @ConditionalOnBean(DatabaseWatch.class)
    ApplicationListener<ApplicationReadyEvent> databaseWatching(DatabaseWatch watch, Environment environment) {
        return _ -> {
            if (environment.getProperty("frontrow.schedules", Boolean.class, true)) {
                watch.begin();
            }
        };
    }
}
