package dev.frontrow.database;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What must wait for the end of the caller's transaction: memory follows the commit and never leads.
public final class AfterCommit {

    private AfterCommit() {}

    /// Runs one of the two once the caller's transaction has ended, and neither if it was rolled back. Requires an
    /// active transaction.
    ///
    /// @param committed runs after the commit
    /// @param unknown   runs if the outcome of the commit is unknown, so that the row must be read again
    public static void follow(Runnable committed, Runnable unknown) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    committed.run();
                } else if (status == STATUS_UNKNOWN) {
                    unknown.run();
                }
            }
        });
    }
}
