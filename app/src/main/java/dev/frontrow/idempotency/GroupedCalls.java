package dev.frontrow.idempotency;

import dev.frontrow.database.GroupedTransactions;
import dev.frontrow.groupcommit.GroupCommit;
import dev.frontrow.idempotency.KeyedCommand.KeyOfBuyer;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;

/// Commands of one kind, each executed once per Idempotency-Key and committed together with concurrent ones.
/// Created by [IdempotentCalls#grouped]. Thread-safe.
public final class GroupedCalls<C> {

    private final String operation;
    private final IdempotentBatch<C, ?> inTransaction;
    private final AnswerBytes bytes;
    private final GroupCommit<KeyedCommand<C>, CallResult> commands;

    GroupedCalls(
            String operation,
            IdempotentBatch<C, ?> inTransaction,
            AnswerBytes bytes,
            GroupedTransactions transactions) {
        this.operation = operation;
        this.inTransaction = inTransaction;
        this.bytes = bytes;
        this.commands = transactions.of(operation, inTransaction::run);
    }

    /// Runs the command, or repeats its stored answer. Refuses with `idempotency-key-required` if the header is
    /// missing or malformed, `idempotency-key-reused` if the key belongs to another command,
    /// `request-in-progress` while the first one runs, and `busy` if too many wait.
    ///
    /// @param body what the key stands for, together with the kind of command
    public ResponseEntity<byte[]> once(KeyedRequest request, Object body, C command) {
        return response(call(request, request.requiredKey(), body, command));
    }

    /// As [#once], for a command whose key is optional.
    public ResponseEntity<byte[]> onceIfKeyed(KeyedRequest request, Object body, C command) {
        return response(call(request, request.optionalKey(), body, command));
    }

    /// Number of commands that wait for their batch.
    int waiting() {
        return commands.waiting();
    }

    private StoredAnswer call(KeyedRequest request, @Nullable IdempotencyKey key, Object body, C command) {
        if (key != null) {
            var fingerprint = bytes.fingerprint(operation, body);
            var call = new KeyedCommand<>(
                    command, new KeyOfBuyer(request.buyerId(), key), fingerprint, request.language());
            return request.unlessRepeat() == null ? run(call) : repeat(call, request.unlessRepeat());
        }
        if (request.unlessRepeat() != null) {
            throw Problem.of(request.unlessRepeat());
        }
        var call = new KeyedCommand<>(command, null, new byte[0], request.language());
        CallResult refusal = inTransaction.refusedForSure(command);
        return refusal == null ? run(call) : settle(refusal, call);
    }

    private StoredAnswer repeat(KeyedCommand<C> call, ProblemCode otherwise) {
        CallResult earlier = inTransaction.answered(call);
        return settle(earlier == null ? new CallResult.Declined(Problem.of(otherwise)) : earlier, call);
    }

    private StoredAnswer run(KeyedCommand<C> call) {
        return settle(given(call), call);
    }

    private StoredAnswer settle(CallResult given, KeyedCommand<C> call) {
        return switch (given) {
            case CallResult.Kept(StoredAnswer answer) -> answer;
            case CallResult.Fresh(Answer answer) -> bytes.render(answer, call);
            case CallResult.Declined(Problem problem) -> throw problem;
        };
    }

    private CallResult given(KeyedCommand<C> call) {
        try {
            return commands.submit(inTransaction.lane(call.command()), call);
        } catch (DataAccessException | TransactionException unknown) {
            // After a connection lost at COMMIT the outcome is unknown; only the key's stored row can tell.
            CallResult answered = answered(call);
            if (answered == null) {
                throw unknown;
            }
            return answered;
        }
    }

    private @Nullable CallResult answered(KeyedCommand<C> call) {
        try {
            return inTransaction.answered(call);
        } catch (DataAccessException _) {
            return null;
        }
    }

    private static ResponseEntity<byte[]> response(StoredAnswer answer) {
        return ResponseEntity.status(answer.status())
                .header(HttpHeaders.CONTENT_TYPE, answer.mediaType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
