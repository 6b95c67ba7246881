package dev.frontrow.database;

import dev.frontrow.groupcommit.Batch;
import dev.frontrow.groupcommit.BatchPermits;
import dev.frontrow.groupcommit.GroupCommit;
import dev.frontrow.groupcommit.MeteredBatches;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates group commits whose batches are database transactions. Must not be used inside a transaction: the
/// batch could wait for its locks while it waits for the batch.
@Component
public class GroupedTransactions {

    private final TransactionTemplate transaction;
    private final GroupCommitProperties properties;
    private final MeterRegistry registry;
    private final BatchPermits turns;

    public GroupedTransactions(
            TransactionTemplate transaction, GroupCommitProperties properties, MeterRegistry registry) {
        this.transaction = transaction;
        this.properties = properties;
        this.registry = registry;
        this.turns = properties.turns();
    }

    /// @param name          names the group commit in its meters
    /// @param inTransaction returns one outcome per command, in order; an exception rolls all of them back
    public <C, O> GroupCommit<C, O> of(String name, Function<List<C>, List<O>> inTransaction) {
        var meters = new MeteredBatches(registry, name);
        return meters.watch(new GroupCommit<>(new Transacted<>(inTransaction), properties.settings(), meters, turns));
    }

    private final class Transacted<C, O> implements Batch<C, O> {

        private final Function<List<C>, List<O>> inTransaction;

        Transacted(Function<List<C>, List<O>> inTransaction) {
            this.inTransaction = inTransaction;
        }

        @Override
        public List<O> run(List<C> commands) {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new IllegalStateException("a command for a group commit must not come from a transaction");
            }
            return Objects.requireNonNull(transaction.execute(_ -> inTransaction.apply(commands)));
        }

        /// After a connection lost at COMMIT the outcome is unknown, and without a connection the other commands
        /// would fail too.
        @Override
        public boolean mayHaveHadEffect(Throwable failure) {
            return ConnectionFault.isIn(failure);
        }
    }
}
