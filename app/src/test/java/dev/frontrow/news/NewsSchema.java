package dev.frontrow.news;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.database.CommitCuts;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A fresh database with this module's tables only.
final class NewsSchema implements AutoCloseable {

    DatabaseLogin login;

    private final DelegatingDataSource source;

    final JdbcClient jdbc;
    final NewsRows rows;
    final TransactionTemplate transaction;

    NewsSchema() {
        this(SharedDatabase.fresh());
    }

    /// In this empty database.
    NewsSchema(DatabaseLogin login) {
        this.login = migrated(login);
        source = new DelegatingDataSource(source(login));
        jdbc = JdbcClient.create(source);
        rows = new NewsRows(jdbc);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    /// All transactions from now on go through this proxy.
    void goBy(CommitCuts cuts) {
        close();
        source.setTargetDataSource(
                new DriverManagerDataSource(cuts.around(login.url()), login.username(), login.password()));
    }

    /// The database cannot be reached.
    void cutOff() {
        close();
        source.setTargetDataSource(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));
    }

    void comeBack() {
        close();
        source.setTargetDataSource(source(login));
    }

    /// Another database with the same tables takes the place of this one.
    void replace() {
        replaceBy(SharedDatabase.fresh());
    }

    /// This empty database takes the place of the one before.
    void replaceBy(DatabaseLogin other) {
        login = migrated(other);
        comeBack();
    }

    private static DatabaseLogin migrated(DatabaseLogin login) {
        Flyway.configure()
                .dataSource(login.url(), login.username(), login.password())
                .locations("classpath:db/migration/news")
                // The callback grants rights to the server's role, which does not exist here.
                .skipDefaultCallbacks(true)
                .load()
                .migrate();
        return login;
    }

    private static DataSource source(DatabaseLogin login) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(login.url());
        pool.setUsername(login.username());
        pool.setPassword(login.password());
        pool.setMaximumPoolSize(2);
        return pool;
    }

    @Override
    public void close() {
        if (source.getTargetDataSource() instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
