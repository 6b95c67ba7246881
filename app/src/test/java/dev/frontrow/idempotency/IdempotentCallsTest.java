package dev.frontrow.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ServerTest;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class IdempotentCallsTest extends ServerTest {

    @Autowired
    StoredAnswers answers;

    @Autowired
    AnswerRetention retention;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DataSource dataSource;

    @Autowired
    JsonMapper json;

    @Autowired
    ProblemWriter problems;

    private final UUID buyer = UUID.randomUUID();
    private final AtomicInteger effects = new AtomicInteger();

    @Test
    void connectionLostAfterTheCommitIsAnsweredWithWhatWasCommitted() {
        var calls = calls(new TransactionTemplate(new LosesConnection(dataSource, true)));

        var answer = once(calls, "key", this::effect);

        assertThat(answer).isEqualTo("{\"effect\":1}");
        assertThat(once(calls(transaction), "key", this::effect)).isEqualTo(answer);
        assertThat(effects).hasValue(1);
    }

    @Test
    void connectionLostBeforeTheCommitIsNoAnswerAndTheKeyMayBeUsedAgain() {
        var calls = calls(new TransactionTemplate(new LosesConnection(dataSource, false)));

        assertThatThrownBy(() -> once(calls, "key", this::effect)).isInstanceOf(TransactionSystemException.class);

        assertThat(once(calls(transaction), "key", this::effect)).isEqualTo("{\"effect\":2}");
    }

    @Test
    void refusalThatLeftNoTraceIsNotStored() {
        Supplier<Answer> refused = () -> {
            throw Problem.of(ProblemCode.SEAT_TAKEN);
        };
        assertThatThrownBy(() -> once(calls(transaction), "key", refused)).isInstanceOf(Problem.class);

        assertThat(once(calls(transaction), "key", this::effect)).isEqualTo("{\"effect\":1}");
    }

    @Test
    void refusalThatLeftTracesIsRepeatedInTheLanguageItWasGivenIn() {
        Supplier<Answer> refused = () -> new Answer.Refused(Problem.of(ProblemCode.HOLD_EXPIRED));
        var first = once(calls(transaction), "key", refused);

        assertThat(once(calls(transaction), "key", this::effect))
                .isEqualTo(first)
                .contains("hold-expired");
        assertThat(effects).hasValue(0);
    }

    @Test
    void whoeverRepeatsWhileTheFirstRunsIsToldSo() {
        var calls = calls(transaction);
        Supplier<Answer> repeatsItself = () -> {
            // A transaction of its own is another connection, as another request has it.
            var elsewhere = new TransactionTemplate(new JdbcTransactionManager(dataSource));
            elsewhere.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            assertThatThrownBy(() -> once(calls(elsewhere), "key", this::effect))
                    .hasMessageContaining("request-in-progress");
            return effect();
        };

        assertThat(once(calls, "key", repeatsItself)).isEqualTo("{\"effect\":1}");
    }

    @Test
    void keysAreForgottenAfterTwoDaysAndNotBefore() {
        once(calls(transaction), "key", this::effect);

        clock().advance(Duration.ofHours(47));
        retention.sweep();
        assertThat(once(calls(transaction), "key", this::effect)).isEqualTo("{\"effect\":1}");

        clock().advance(Duration.ofHours(2));
        assertThat(retention.sweep()).isPositive();
        assertThat(once(calls(transaction), "key", this::effect)).isEqualTo("{\"effect\":2}");
    }

    private IdempotentCalls calls(TransactionTemplate template) {
        return new IdempotentCalls(answers, template, json, problems, clock());
    }

    private String once(IdempotentCalls calls, String key, Supplier<Answer> command) {
        var request = new MockHttpServletRequest();
        request.addHeader("Idempotency-Key", key);
        byte[] body = calls.once(request, buyer, "test", Map.of(), command).getBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private Answer effect() {
        return new Answer.Done(201, Map.of("effect", effects.incrementAndGet()));
    }

    /// A connection that breaks at COMMIT, before it reached the database or after.
    private static final class LosesConnection extends JdbcTransactionManager {

        private static final long serialVersionUID = 1L;

        private final boolean afterCommit;

        LosesConnection(DataSource dataSource, boolean afterCommit) {
            super(dataSource);
            this.afterCommit = afterCommit;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (afterCommit) {
                super.doCommit(status);
            } else {
                super.doRollback(status);
            }
            throw new TransactionSystemException("connection lost");
        }
    }
}
