package dev.frontrow.idempotency;

import dev.frontrow.database.GroupedTransactions;
import dev.frontrow.idempotency.KeyedCommand.KeyOfBuyer;
import java.time.InstantSource;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/// Runs a command once per buyer and Idempotency-Key. The answer is stored in the transaction of the effect, so
/// both exist or neither; a repeat gets the stored bytes, also after a restart. An [Answer.Declined] is not
/// stored: it had no effect, so the key may be used again. Thread-safe.
@Service
public class IdempotentCalls {

    private final StoredAnswers answers;
    private final GroupedTransactions transactions;
    private final AnswerBytes bytes;
    private final InstantSource clock;

    IdempotentCalls(StoredAnswers answers, GroupedTransactions transactions, AnswerBytes bytes, InstantSource clock) {
        this.answers = answers;
        this.transactions = transactions;
        this.bytes = bytes;
        this.clock = clock;
    }

    /// Creates calls of one kind that are committed together.
    ///
    /// @param operation names the kind; a key stands for the kind and the command's body
    /// @param laneKey   commands with equal lane keys run in their order of arrival
    public <C> GroupedCalls<C> grouped(String operation, Function<C, Object> laneKey, CommandBatch<C> batch) {
        var inTransaction = new IdempotentBatch<>(batch, answers, bytes, clock);
        return new GroupedCalls<>(operation, laneKey, batch, inTransaction, bytes, transactions);
    }

    /// Whether this request's key already has its answer, so that a call would only repeat it.
    public boolean hasAnswer(KeyedRequest request) {
        IdempotencyKey key = request.optionalKey();
        return key != null
                && answers.find(new KeyOfBuyer(request.buyerId(), key)).isPresent();
    }
}
