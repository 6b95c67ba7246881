package dev.frontrow;

import dev.frontrow.backup.Restore;
import dev.frontrow.database.FirstConnection;
import dev.frontrow.database.ServerRole;
import dev.frontrow.database.primary.Primary;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/// Migrates the tables of each module by scripts and a history of its own, as the role that owns them, and then gives
/// the server's role its rights in one transaction, because other nodes may be serving meanwhile. Spring Modulith does
/// the same, but reads all our classes at every start to learn the modules' order, and keeps 40 MB of what it has read
/// for as long as the server runs.
@Component
class ModuleMigrations implements FlywayMigrationStrategy {

    /// A module comes after those whose tables its foreign keys name.
    static final List<String> MODULES = List.of(
            "cluster",
            "news",
            "audit",
            "identity",
            "idempotency",
            "catalog",
            "waitingroom",
            "reservation",
            "wallet",
            "payment",
            "boxoffice");

    /// Nodes that start at the same time migrate one after the other, however long that takes.
    private static final String TAKE_TURN = """
            set local lock_timeout = 0;
            set local statement_timeout = 0;
            set local idle_in_transaction_session_timeout = 0;
            select pg_advisory_xact_lock(1181904750, 3)
            """;

    private static final Logger LOG = LoggerFactory.getLogger(ModuleMigrations.class);

    private final DataSource server;

    private final JdbcConnectionDetails database;

    private final FirstConnection first;

    ModuleMigrations(DataSource server, JdbcConnectionDetails database, Environment environment) {
        this.server = server;
        this.database = database;
        this.first = FirstConnection.in(environment);
    }

    @Override
    public void migrate(Flyway flyway) {
        DataSource owner = flyway.getConfiguration().getDataSource();
        // The owner connects first: whatever is wrong with the database, it says so in full.
        awaitDatabase(owner);
        Optional<ServerRole> restricted = ServerRole.besideOwner(owner, server);
        if (restricted.isEmpty()) {
            LOG.warn("The server's role in the database may change, empty and drop its tables, whoever gets at it."
                    + " Give it a role of its own: README, \"With your own PostgreSQL\".");
        }
        try (Connection turn = owner.getConnection()) {
            boolean autoCommit = turn.getAutoCommit();
            turn.setAutoCommit(false);
            try (Statement statement = turn.createStatement()) {
                migrate(flyway, restricted, statement);
                turn.commit();
            } finally {
                turn.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("migrate", null, e);
        }
    }

    private void migrate(Flyway flyway, Optional<ServerRole> restricted, Statement turn) throws SQLException {
        turn.execute(TAKE_TURN);
        refuseHalfOfARestore(turn);
        MODULES.forEach(module -> migrate(of(module, flyway)));
        // Who owns the tables needs no rights to them, and would only lose some.
        if (restricted.isPresent()) {
            turn.execute(new ServerRights(MODULES).givenTo(restricted.get()));
        }
    }

    /// Without a role of their own, migrations would run on the server's pool, whose sessions end what takes long.
    private DataSource unhurried(DataSource owner) {
        return owner.equals(server)
                ? new DriverManagerDataSource(
                        new Primary(database.getJdbcUrl()).url(),
                        Objects.requireNonNullElse(database.getUsername(), ""),
                        Objects.requireNonNullElse(database.getPassword(), ""))
                : owner;
    }

    private void awaitDatabase(DataSource owner) {
        try {
            first.await(owner);
            first.await(server);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the database cannot be used", e);
        }
    }

    private static void refuseHalfOfARestore(Statement statement) throws SQLException {
        try (ResultSet mark = statement.executeQuery("select to_regclass('" + Restore.MARK + "')")) {
            if (mark.next() && mark.getString(1) != null) {
                throw UnfitDatabase.halfRestored();
            }
        }
    }

    /// Flyway would go on with tables that a newer version has changed. What it cannot know of them may be wrong.
    private static void migrate(FluentConfiguration module) {
        try {
            module.load().migrate();
        } catch (FlywayValidateException unlike) {
            boolean hasNewerOnly =
                    module.ignoreMigrationPatterns("*:future").load().validateWithResult().validationSuccessful;
            throw hasNewerOnly ? UnfitDatabase.newer(unlike) : unlike;
        }
    }

    FluentConfiguration of(String module, Flyway flyway) {
        var all = flyway.getConfiguration();
        return of(module, all).dataSource(unhurried(all.getDataSource()));
    }

    /// The histories of all modules stand in one schema, which is not empty when the second one comes.
    static FluentConfiguration of(String module, Configuration all) {
        return Flyway.configure()
                .configuration(all)
                .locations("classpath:db/migration/" + module)
                .table(all.getTable() + "_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // The rights are given to all tables at once.
                .skipDefaultCallbacks(true)
                .ignoreMigrationPatterns(new String[0]);
    }
}
