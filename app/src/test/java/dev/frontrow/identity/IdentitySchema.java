package dev.frontrow.identity;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A fresh database with this module's tables only.
public final class IdentitySchema {

    final DatabaseLogin login = SharedDatabase.fresh();
    public final JdbcClient jdbc =
            JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()));
    final Buyers buyers = new Buyers(jdbc);

    public IdentitySchema() {
        Flyway.configure()
                .dataSource(login.url(), login.username(), login.password())
                .locations("classpath:db/migration/identity")
                // The callback grants rights to the server's role, which does not exist here.
                .skipDefaultCallbacks(true)
                .load()
                .migrate();
    }
}
