package dev.frontrow.database;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/// The one source of time that decides anything; a test that brings its own takes its place.
@AutoConfiguration(after = JdbcTemplateAutoConfiguration.class)
class DatabaseClockAutoConfiguration {

    @Bean
    @ConditionalOnBean(JdbcTemplate.class)
    @ConditionalOnMissingBean(InstantSource.class)
    DatabaseClock databaseClock(JdbcTemplate jdbc) {
        return new DatabaseClock(System::nanoTime, new OffsetMeasurement(jdbc, System::nanoTime)).keptRight();
    }
}
