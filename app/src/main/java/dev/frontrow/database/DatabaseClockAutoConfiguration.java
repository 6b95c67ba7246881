package dev.frontrow.database;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/// The application's only authoritative clock. Tests may replace it by a bean of their own.
@AutoConfiguration(after = JdbcTemplateAutoConfiguration.class)
class DatabaseClockAutoConfiguration {

    @Bean
    @ConditionalOnBean(JdbcTemplate.class)
    @ConditionalOnMissingBean(InstantSource.class)
    DatabaseClock databaseClock(JdbcTemplate jdbc) {
        return new DatabaseClock(System::nanoTime, new OffsetMeasurement(jdbc, System::nanoTime)).keptRight();
    }
}
