package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.modulith.core.ApplicationModules;

class ModuleMigrationsTest {

    @Test
    void migratesEachModuleThatHasScriptsAndNoOther() throws IOException {
        try (var folders = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(ModuleMigrations.MODULES)
                    .containsExactlyInAnyOrderElementsOf(
                            folders.map(folder -> folder.toFile().getName()).toList());
        }
    }

    /// The server's sessions end statements and transactions that take long.
    @Test
    void migrationsHaveNoTimeLimitThoughTheServersRoleOwnsTheTables() {
        DatabaseLogin login = SharedDatabase.fresh();
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(login.url());
            pool.setUsername(login.username());
            pool.setPassword(login.password());
            pool.addDataSourceProperty(
                    "options", "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=2000");
            var migrations = new ModuleMigrations(pool, new Details(login), new MockEnvironment());
            Flyway flyway = Flyway.configure().dataSource(pool).load();

            JdbcClient used = JdbcClient.create(migrations.of("news", flyway).getDataSource());

            for (String limit : List.of("statement_timeout", "idle_in_transaction_session_timeout")) {
                assertThat(used.sql("select current_setting(:limit)")
                                .param("limit", limit)
                                .query(String.class)
                                .single())
                        .isEqualTo("0");
            }
        }
    }

    /// Flyway alone would start on a newer one with a warning.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table public.frontrow_restore (begun_at timestamptz) | has half of a backup",
                "insert into flyway_schema_history_news values"
                        + " (9, '2', 'later', 'SQL', 'V2__later.sql', 1, 'newer', now(), 1, true)"
                        + " | was changed by a newer version of Frontrow"
            })
    void startsOnNoDatabaseThatItDoesNotUnderstand(String fault, String line) {
        DatabaseLogin login = SharedDatabase.fresh();
        var owner = new DriverManagerDataSource(login.url(), login.username(), login.password());
        var migrations = new ModuleMigrations(owner, new Details(login), new MockEnvironment());
        Flyway flyway = Flyway.configure().dataSource(owner).load();
        migrations.migrate(flyway);
        migrations.migrate(flyway);
        JdbcClient.create(owner).sql(fault).update();

        assertThatThrownBy(() -> migrations.migrate(flyway))
                .isInstanceOf(UnfitDatabase.class)
                .hasMessageStartingWith(line);
    }

    private record Details(DatabaseLogin login) implements JdbcConnectionDetails {

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

    @Test
    void migratesAModuleAfterThoseThatItDependsOn() {
        List<String> order = ModuleMigrations.MODULES;
        var modules = ApplicationModules.of(FrontrowApplication.class);

        for (String name : order) {
            modules.getModuleByName(name)
                    .orElseThrow()
                    .getDirectDependencies(modules)
                    .uniqueModules()
                    .map(dependency -> dependency.getIdentifier().toString())
                    .filter(order::contains)
                    .forEach(dependency -> assertThat(order.indexOf(dependency))
                            .as("%s, which %s depends on", dependency, name)
                            .isLessThan(order.indexOf(name)));
        }
    }
}
