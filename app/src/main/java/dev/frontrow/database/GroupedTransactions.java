package dev.frontrow.database;

import dev.frontrow.groupcommit.Batch;
import dev.frontrow.groupcommit.BatchObserver;
import dev.frontrow.groupcommit.BatchPermits;
import dev.frontrow.groupcommit.GroupCommit;
import dev.frontrow.groupcommit.MeteredBatches;
import dev.frontrow.tracing.TracedCall;
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
        var observer = new Followed(name, meters);
        return meters.watch(new GroupCommit<>(new Transacted<>(inTransaction), properties.settings(), observer, turns));
    }

    /// Adds to the trace of a call how long it waited for its batch, and how long that took.
    private record Followed(String name, BatchObserver meters) implements BatchObserver {

        @Override
        public void ran(int commands, long waitedNanos, long ranNanos) {
            meters.ran(commands, waitedNanos, ranNanos);
        }

        @Override
        public void answered(long sinceNanos, long begunNanos, int commands) {
            TracedCall.current().batched(name, sinceNanos, begunNanos, commands);
        }
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
            return TracedCall.apart(
                    () -> Objects.requireNonNull(transaction.execute(_ -> inTransaction.apply(commands))));
        }

        /// After a connection lost at COMMIT the outcome is unknown, and without a connection the other commands
        /// would fail too.
        @Override
        public boolean mayHaveHadEffect(Throwable failure) {
            return ConnectionFault.isIn(failure);
        }
    }
}
