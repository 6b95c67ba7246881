package dev.frontrow.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ServerTest;
import dev.frontrow.cluster.JobsElsewhere;
import dev.frontrow.database.GroupCommitProperties;
import dev.frontrow.database.GroupedTransactions;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

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
    AnswerBytes bytes;

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
        Supplier<Answer> refused = () -> new Answer.Declined(Problem.of(ProblemCode.SEAT_TAKEN));
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
            // Another thread uses another connection, like another request.
            var repeat = CompletableFuture.runAsync(() -> once(calls(transaction), "key", this::effect));
            assertThatThrownBy(repeat::join).hasMessageContaining("request-in-progress");
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
        var properties = new AnswerRetention.Properties(Duration.ofDays(2));
        assertThat(new AnswerRetention(answers, properties, clock(), JobsElsewhere.jobs()).sweep())
                .as("on another node")
                .isZero();
        assertThat(retention.sweep()).isPositive();
        assertThat(once(calls(transaction), "key", this::effect)).isEqualTo("{\"effect\":2}");
    }

    @Test
    void commandThatFailsTakesNoEffectAndItsNeighboursDoNotFailWithIt() throws Exception {
        var calls = calls(transaction);
        var together = new Together(calls);

        var answers = together.run(List.of(
                () -> once(calls, "one", this::effect),
                () -> once(calls, "bad", () -> {
                    throw new IllegalStateException("poison");
                }),
                () -> once(calls, "two", this::effect)));

        assertThat(answers.get(0)).startsWith("{\"effect\":");
        assertThat(answers.get(1)).isEqualTo("poison");
        assertThat(answers.get(2)).startsWith("{\"effect\":");
        assertThat(once(calls, "one", this::effect)).isEqualTo(answers.get(0));
        assertThat(once(calls, "two", this::effect)).isEqualTo(answers.get(2));
    }

    @Test
    void oneKeyTwiceInABatchIsRunOnce() throws Exception {
        var calls = calls(transaction);
        var together = new Together(calls);

        var answers =
                together.run(List.of(() -> once(calls, "same", this::effect), () -> once(calls, "same", this::effect)));

        assertThat(effects).hasValue(1);
        assertThat(answers).containsExactlyInAnyOrder("{\"effect\":1}", "request-in-progress");
        assertThat(once(calls, "same", this::effect)).isEqualTo("{\"effect\":1}");
    }

    @Test
    void oneKeyOfTwoBuyersInABatchIsTwoKeys() throws Exception {
        var calls = calls(transaction);
        var together = new Together(calls);

        var answers = together.run(List.of(
                () -> once(calls, UUID.randomUUID(), "same", this::effect),
                () -> once(calls, UUID.randomUUID(), "same", this::effect)));

        assertThat(answers).containsExactlyInAnyOrder("{\"effect\":1}", "{\"effect\":2}");
    }

    @Test
    void repeatsAndFirstCommandsShareABatch() throws Exception {
        var calls = calls(transaction);
        once(calls, "old", this::effect);
        var together = new Together(calls);

        var answers = together.run(List.of(
                () -> once(calls, "old", this::effect),
                () -> once(calls, "new", this::effect),
                () -> calls.once(keyed(buyer, "old"), Map.of("other", "body"), this::effect)
                        .toString()));

        assertThat(answers).containsExactly("{\"effect\":1}", "{\"effect\":2}", "idempotency-key-reused");
    }

    /// Runs calls in one batch: they wait while another one runs.
    private final class Together {

        private final GroupedCalls<Supplier<Answer>> calls;

        Together(GroupedCalls<Supplier<Answer>> calls) {
            this.calls = calls;
        }

        /// Returns the answer of each call, or the message of its exception.
        List<String> run(List<Supplier<String>> waiting) throws Exception {
            var started = new CountDownLatch(1);
            var mayEnd = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.submit(() -> calls.onceIfKeyed(keyed(buyer), Map.of(), () -> {
                    started.countDown();
                    await(mayEnd);
                    return new Answer.Declined(Problem.of(ProblemCode.SEAT_TAKEN));
                }));
                await(started);
                List<Future<String>> answers = new ArrayList<>();
                for (Supplier<String> one : waiting) {
                    answers.add(threads.submit(() -> answerOf(one)));
                    while (calls.waiting() < answers.size()) {
                        Thread.onSpinWait();
                    }
                }
                mayEnd.countDown();
                List<String> given = new ArrayList<>();
                for (Future<String> answer : answers) {
                    given.add(answer.get(30, TimeUnit.SECONDS));
                }
                return given;
            }
        }

        private String answerOf(Supplier<String> call) {
            try {
                return call.get();
            } catch (RuntimeException thrown) {
                return String.valueOf(thrown.getMessage());
            }
        }

        private void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private GroupedCalls<Supplier<Answer>> calls(TransactionTemplate template) {
        var settings = new GroupCommitProperties(1, 1, 16, 16, Duration.ofSeconds(30));
        return new IdempotentCalls(
                        answers, new GroupedTransactions(template, settings, new SimpleMeterRegistry()), bytes, clock())
                .grouped("test", new OneLane(), Function.identity());
    }

    private static final class OneLane implements CommandBatch<Supplier<Answer>, Answer> {

        @Override
        public Object lane(Supplier<Answer> command) {
            return "one lane";
        }

        @Override
        public List<Answer> run(List<Supplier<Answer>> commands, RoundTrip writes) {
            return commands.stream().map(Supplier::get).toList();
        }
    }

    private String once(GroupedCalls<Supplier<Answer>> calls, String key, Supplier<Answer> command) {
        return once(calls, buyer, key, command);
    }

    private static String once(
            GroupedCalls<Supplier<Answer>> calls, UUID buyerId, String key, Supplier<Answer> command) {
        byte[] body = calls.once(keyed(buyerId, key), Map.of(), command).getBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static KeyedRequest keyed(UUID buyerId, String... keys) {
        return new KeyedRequest(buyerId, List.of(keys), Locale.ENGLISH);
    }

    private Answer effect() {
        return new Answer.Done(201, Map.of("effect", effects.incrementAndGet()));
    }

    /// A connection that breaks at COMMIT, before or after the COMMIT reached the database.
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
