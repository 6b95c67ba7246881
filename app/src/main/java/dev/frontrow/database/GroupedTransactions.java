package dev.frontrow.database;

import dev.frontrow.groupcommit.Batch;
import dev.frontrow.groupcommit.GroupCommit;
import dev.frontrow.groupcommit.MeteredBatches;
import dev.frontrow.groupcommit.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes group commits whose batches are transactions of the database. Whoever has a transaction of their own must not
/// submit to one: its batch would wait for their locks, and they for it.
@Component
public class GroupedTransactions {

    private final TransactionTemplate transaction;
    private final GroupCommitProperties properties;
    private final MeterRegistry registry;
    private final Turns turns;

    public GroupedTransactions(
            TransactionTemplate transaction, GroupCommitProperties properties, MeterRegistry registry) {
        this.transaction = transaction;
        this.properties = properties;
        this.registry = registry;
        this.turns = properties.turns();
    }

    /// @param name          of its meters
    /// @param inTransaction answers one outcome for each command; what it throws undoes all of them
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

        /// A connection lost at COMMIT says nothing about the outcome, and without one nothing else would fare better.
        @Override
        public boolean mayHaveHadEffect(Throwable failure) {
            return ConnectionFault.isIn(failure);
        }
    }
}
