package dev.frontrow.idempotency;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Encodes answers as the bytes that are sent and stored, and hashes commands into the fingerprints that identify
/// repeats. Thread-safe.
@Component
class AnswerBytes {

    private final JsonMapper json;
    private final ProblemWriter problems;

    AnswerBytes(JsonMapper json, ProblemWriter problems) {
        this.json = json;
        this.problems = problems;
    }

    StoredAnswer render(Answer answer, KeyedCommand<?> call) {
        return switch (answer) {
            case Answer.Done(int status, Object document) ->
                new StoredAnswer(
                        call.fingerprint(),
                        status,
                        MediaType.APPLICATION_JSON_VALUE,
                        json.writeValueAsString(document));
            case Answer.Refused(Problem problem) -> render(problem, call);
            case Answer.Declined(Problem problem) -> render(problem, call);
        };
    }

    private StoredAnswer render(Problem problem, KeyedCommand<?> call) {
        return new StoredAnswer(
                call.fingerprint(),
                problem.code().status(),
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                json.writeValueAsString(problems.document(problem, call.language())));
    }

    byte[] fingerprint(String operation, Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(json.writeValueAsBytes(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
