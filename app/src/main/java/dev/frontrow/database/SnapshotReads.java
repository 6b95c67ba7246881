package dev.frontrow.database;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Readings of several tables as of one moment. Thread-safe.
@Component
public class SnapshotReads {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SnapshotReads(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        // Nothing is decided by what is read: the level only keeps the statements at one snapshot.
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setReadOnly(true);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// Whatever the statements read stands still meanwhile. Must not be called in a transaction.
    ///
    /// @param statementMax no statement takes longer
    public <T> T read(Duration statementMax, Supplier<T> statements) {
        return transaction.execute(_ -> {
            jdbc.sql("select set_config('statement_timeout', :millis, true)")
                    .param("millis", Long.toString(statementMax.toMillis()))
                    .query(String.class)
                    .single();
            return statements.get();
        });
    }
}
