package dev.frontrow;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/// Migrates the tables of each module by scripts and a history of its own. Spring Modulith does the same, but reads all
/// our classes at every start to learn the modules' order, and keeps 40 MB of what it has read for as long as the
/// server runs.
@Component
class ModuleMigrations implements FlywayMigrationStrategy {

    /// A module comes after those whose tables its foreign keys name.
    static final List<String> MODULES =
            List.of("identity", "idempotency", "catalog", "waitingroom", "reservation", "wallet", "payment");

    @Override
    public void migrate(Flyway flyway) {
        MODULES.forEach(module -> of(module, flyway).migrate());
    }

    /// The histories of all modules stand in one schema, which is not empty when the second one comes.
    private static Flyway of(String module, Flyway flyway) {
        var all = flyway.getConfiguration();
        return Flyway.configure()
                .configuration(all)
                .locations("classpath:db/migration/" + module)
                .table(all.getTable() + "_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }
}
