package dev.frontrow;

import dev.frontrow.database.FirstConnection;
import dev.frontrow.database.ServerRole;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;

/// Migrates the tables of each module by scripts and a history of its own, as the role that owns them, and then gives
/// the server's role its rights. Spring Modulith does the same, but reads all our classes at every start to learn the
/// modules' order, and keeps 40 MB of what it has read for as long as the server runs.
@Component
class ModuleMigrations implements FlywayMigrationStrategy {

    /// A module comes after those whose tables its foreign keys name.
    static final List<String> MODULES = List.of(
            "cluster", "news", "identity", "idempotency", "catalog", "waitingroom", "reservation", "wallet", "payment");

    private static final Logger LOG = LoggerFactory.getLogger(ModuleMigrations.class);

    private final DataSource server;

    private final FirstConnection first;

    ModuleMigrations(DataSource server, Environment environment) {
        this.server = server;
        this.first = FirstConnection.in(environment);
    }

    @Override
    public void migrate(Flyway flyway) {
        // The owner connects first: whatever is wrong with the database, it says so in full.
        awaitDatabase(flyway.getConfiguration().getDataSource());
        Optional<ServerRole> restricted =
                ServerRole.besideOwner(flyway.getConfiguration().getDataSource(), server);
        if (restricted.isEmpty()) {
            LOG.warn("The server's role in the database may change, empty and drop its tables, whoever gets at it."
                    + " Give it a role of its own: README, \"With your own PostgreSQL\".");
        }
        MODULES.forEach(module -> of(module, flyway, restricted).migrate());
    }

    private void awaitDatabase(DataSource owner) {
        try {
            first.await(owner);
            first.await(server);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the database cannot be used", e);
        }
    }

    /// The histories of all modules stand in one schema, which is not empty when the second one comes.
    private static Flyway of(String module, Flyway flyway, Optional<ServerRole> restricted) {
        var all = flyway.getConfiguration();
        FluentConfiguration one = Flyway.configure()
                .configuration(all)
                .locations("classpath:db/rights", "classpath:db/migration/" + module)
                .table(all.getTable() + "_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0");
        return restricted
                .map(role -> one.placeholders(Map.of("server", role.quotedName(), "schema", module)))
                // Who owns the tables needs no rights to them, and would only lose some.
                .orElseGet(() -> one.skipDefaultCallbacks(true))
                .load();
    }
}
