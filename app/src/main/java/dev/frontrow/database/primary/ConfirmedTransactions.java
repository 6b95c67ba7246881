package dev.frontrow.database.primary;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Transactions whose outcome is unknown if a standby may lack them.
final class ConfirmedTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    ConfirmedTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
        try {
            UnconfirmedCommit.refuse(
                    transaction.getConnectionHolder().getConnection().getWarnings());
        } catch (SQLException unconfirmed) {
            throw new TransactionSystemException("commit", unconfirmed);
        }
    }
}
