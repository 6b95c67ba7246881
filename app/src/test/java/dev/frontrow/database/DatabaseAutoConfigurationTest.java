package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EmbeddedDatabaseAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    DatabaseClockAutoConfiguration.class));

    @TempDir
    Path folder;

    @Test
    void runsTheApplicationOnADatabaseInTheDataFolderAndStopsItAtTheEnd() {
        application
                .withPropertyValues("frontrow.data-dir=" + folder.resolve("data"), "spring.datasource.url=")
                .run(context -> {
                    assertThat(context.getBean(JdbcTemplate.class)
                                    .queryForObject("select current_user || '@' || current_database()", String.class))
                            .isEqualTo("frontrow_server@frontrow");
                    assertThat(context.getBean(InstantSource.class)).isInstanceOf(DatabaseClock.class);
                    assertThat(EmbeddedDatabase.running(folder.resolve("data"))).isPresent();
                });

        assertThat(EmbeddedDatabase.running(folder.resolve("data"))).isEmpty();
    }

    @Test
    void laysOutTheLogOnceTheServerIsReady() {
        Path log = folder.resolve("data/postgres/pg_wal");
        application
                .withPropertyValues("frontrow.data-dir=" + folder.resolve("data"), "spring.datasource.url=")
                .run(context -> {
                    String[] before = log.toFile().list();

                    context.publishEvent(new ApplicationReadyEvent(
                            new SpringApplication(),
                            new String[0],
                            context.getSourceApplicationContext(),
                            Duration.ZERO));

                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> log.toFile().list().length > before.length + 3);
                });
    }

    @Test
    void startsNoDatabaseWhereOneIsNamed() {
        application.withInitializer(new SharedDatabase.Fresh()).run(context -> {
            assertThat(context).doesNotHaveBean(EmbeddedDatabase.class);
            assertThat(context.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class))
                    .isEqualTo(1);
        });
    }

    @Test
    void givesWayToAnotherClock() {
        var instant = new AtomicReference<>(Instant.EPOCH);
        application
                .withInitializer(new SharedDatabase.Fresh())
                .withBean(InstantSource.class, () -> instant::get)
                .run(context -> assertThat(context.getBean(InstantSource.class).instant())
                        .isEqualTo(Instant.EPOCH));
    }

    @Test
    void failsTheStartWhereTheFolderIsInUse() {
        Path data = folder.resolve("data");
        try (var database = EmbeddedDatabase.start(data, SharedDatabase.binaries())) {
            application
                    .withPropertyValues("frontrow.data-dir=" + data)
                    .run(context -> assertThat(context)
                            .hasFailed()
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(DatabaseStartFailure.class));
            assertThat(EmbeddedDatabase.running(data)).contains(database.login());
        }
    }

    @Test
    void hasNoClockWithoutADatabase() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DatabaseClockAutoConfiguration.class))
                .run(context ->
                        assertThat(context).doesNotHaveBean(DataSource.class).doesNotHaveBean(InstantSource.class));
    }
}
