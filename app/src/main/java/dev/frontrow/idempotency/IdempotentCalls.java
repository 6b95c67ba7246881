package dev.frontrow.idempotency;

import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Runs a command once for each Idempotency-Key of a buyer. The answer is stored by the transaction that has the
/// effect, so either both exist or neither; a repeat gets the stored bytes, also after a restart. A [Problem] thrown by
/// the command rolls everything back and is not stored: nothing happened, so the key may be used again. Thread-safe.
@Service
public class IdempotentCalls {

    private static final Duration REPEAT_AFTER = Duration.ofSeconds(1);

    private final StoredAnswers answers;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final ProblemWriter problems;
    private final InstantSource clock;

    IdempotentCalls(
            StoredAnswers answers,
            TransactionTemplate transaction,
            JsonMapper json,
            ProblemWriter problems,
            InstantSource clock) {
        this.answers = answers;
        this.transaction = transaction;
        this.json = json;
        this.problems = problems;
        this.clock = clock;
    }

    /// Refuses with `idempotency-key-required` where the header is missing or malformed, `idempotency-key-reused` where
    /// the key names another command, `request-in-progress` while the first one runs.
    ///
    /// @param operation names the command; together with `body` it is what the key stands for
    public ResponseEntity<byte[]> once(
            HttpServletRequest request, UUID buyerId, String operation, Object body, Supplier<Answer> command) {
        return once(request, buyerId, IdempotencyKey.required(header(request)), operation, body, command);
    }

    /// The same for a command whose key is optional; without one it simply runs in a transaction.
    public ResponseEntity<byte[]> onceIfKeyed(
            HttpServletRequest request, UUID buyerId, String operation, Object body, Supplier<Answer> command) {
        IdempotencyKey key = IdempotencyKey.optional(header(request));
        if (key == null) {
            Answer answer = transaction.execute(_ -> command.get());
            return response(render(Objects.requireNonNull(answer), new byte[0], Language.of(request)));
        }
        return once(request, buyerId, key, operation, body, command);
    }

    /// Whether this request's key has its answer already, so that [#once] would only repeat it.
    public boolean hasAnswer(HttpServletRequest request, UUID buyerId) {
        IdempotencyKey key = IdempotencyKey.optional(header(request));
        return key != null && answers.find(buyerId, key).isPresent();
    }

    private ResponseEntity<byte[]> once(
            HttpServletRequest request,
            UUID buyerId,
            IdempotencyKey key,
            String operation,
            Object body,
            Supplier<Answer> command) {
        byte[] fingerprint = fingerprint(operation, body);
        Locale language = Language.of(request);
        try {
            StoredAnswer answer = transaction.execute(_ -> firstAnswer(buyerId, key, fingerprint, language, command));
            return response(Objects.requireNonNull(answer));
        } catch (DataAccessException | TransactionException unknown) {
            // A connection lost at COMMIT says nothing about the outcome: only the key's own row does.
            return answered(buyerId, key, fingerprint)
                    .map(IdempotentCalls::response)
                    .orElseThrow(() -> unknown);
        }
    }

    private StoredAnswer firstAnswer(
            UUID buyerId, IdempotencyKey key, byte[] fingerprint, Locale language, Supplier<Answer> command) {
        if (!answers.tryLock(buyerId, key)) {
            throw Problem.of(ProblemCode.REQUEST_IN_PROGRESS).retryAfter(REPEAT_AFTER);
        }
        Optional<StoredAnswer> earlier = answers.find(buyerId, key);
        if (earlier.isPresent()) {
            return same(earlier.get(), fingerprint);
        }
        StoredAnswer first = render(command.get(), fingerprint, language);
        answers.insert(buyerId, key, first, clock.instant());
        return first;
    }

    private Optional<StoredAnswer> answered(UUID buyerId, IdempotencyKey key, byte[] fingerprint) {
        try {
            return answers.find(buyerId, key).map(answer -> same(answer, fingerprint));
        } catch (DataAccessException _) {
            return Optional.empty();
        }
    }

    private static StoredAnswer same(StoredAnswer earlier, byte[] fingerprint) {
        if (!earlier.answers(fingerprint)) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        }
        return earlier;
    }

    private StoredAnswer render(Answer answer, byte[] fingerprint, Locale language) {
        return switch (answer) {
            case Answer.Done(int status, Object document) ->
                new StoredAnswer(
                        fingerprint, status, MediaType.APPLICATION_JSON_VALUE, json.writeValueAsString(document));
            case Answer.Refused(Problem problem) ->
                new StoredAnswer(
                        fingerprint,
                        problem.code().status(),
                        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        json.writeValueAsString(problems.document(problem, language)));
        };
    }

    private static ResponseEntity<byte[]> response(StoredAnswer answer) {
        return ResponseEntity.status(answer.status())
                .header(HttpHeaders.CONTENT_TYPE, answer.mediaType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] fingerprint(String operation, Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(json.writeValueAsBytes(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String header(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders("Idempotency-Key"));
        if (keys.size() > 1) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED).at("Idempotency-Key", "duplicate");
        }
        return keys.isEmpty() ? null : keys.getFirst();
    }
}
