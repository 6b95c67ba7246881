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
    /// @param toAnswer  the answer to an outcome
    public <C, O> GroupedCalls<C> grouped(String operation, CommandBatch<C, O> batch, Function<O, Answer> toAnswer) {
        var inTransaction = new IdempotentBatch<>(batch, toAnswer, answers, bytes, clock);
        return new GroupedCalls<>(operation, inTransaction, bytes, transactions);
    }

    /// Whether this request's key already has its answer, so that a call would only repeat it.
    public boolean hasAnswer(KeyedRequest request) {
        IdempotencyKey key = request.optionalKey();
        return key != null
                && answers.find(new KeyOfBuyer(request.buyerId(), key)).isPresent();
    }
}
