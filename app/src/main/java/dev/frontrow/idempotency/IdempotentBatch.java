package dev.frontrow.idempotency;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.KeyedCommand.KeyOfBuyer;
import dev.frontrow.idempotency.StoredAnswers.Claim;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a batch of commands in one transaction. The answer to a command with a key is stored in the same
/// transaction, so effect and answer exist both or not at all. A key answered before gets its stored answer.
final class IdempotentBatch<C, O> {

    private static final Duration REPEAT_AFTER = Duration.ofSeconds(1);

    private final CommandBatch<C, O> batch;
    private final Function<O, Answer> toAnswer;
    private final StoredAnswers answers;
    private final AnswerBytes bytes;
    private final InstantSource clock;

    IdempotentBatch(
            CommandBatch<C, O> batch,
            Function<O, Answer> toAnswer,
            StoredAnswers answers,
            AnswerBytes bytes,
            InstantSource clock) {
        this.batch = batch;
        this.toAnswer = toAnswer;
        this.answers = answers;
        this.bytes = bytes;
        this.clock = clock;
    }

    Object lane(C command) {
        return batch.lane(command);
    }

    /// The result of a command without a key whose refusal is certain without a transaction, or null.
    @Nullable
    CallResult refusedForSure(C command) {
        return batch.refusedForSure(command)
                .map(toAnswer)
                .map(IdempotentBatch::notStored)
                .orElse(null);
    }

    /// The stored answer for the call's key, or null.
    @Nullable
    CallResult answered(KeyedCommand<C> call) {
        if (call.key() == null) {
            return null;
        }
        Optional<StoredAnswer> earlier = answers.find(call.key());
        if (earlier.isPresent()) {
            answers.confirm();
        }
        return earlier.map(answer -> repeat(answer, call)).orElse(null);
    }

    List<CallResult> run(List<KeyedCommand<C>> calls) {
        Claim claim = answers.claim(keys(calls));
        if (!claim.earlier().isEmpty()) {
            answers.confirm();
        }
        Set<KeyOfBuyer> used = new HashSet<>();
        List<@Nullable CallResult> given = new ArrayList<>(calls.size());
        List<KeyedCommand<C>> open = new ArrayList<>(calls.size());
        for (KeyedCommand<C> call : calls) {
            CallResult settled = call.key() == null ? null : settled(call, call.key(), claim, used);
            given.add(settled);
            if (settled == null) {
                open.add(call);
            }
        }
        Iterator<CallResult> rest = runAndStore(open).iterator();
        return given.stream()
                .map(settled -> settled == null ? rest.next() : settled)
                .toList();
    }

    private static Set<KeyOfBuyer> keys(List<? extends KeyedCommand<?>> calls) {
        Set<KeyOfBuyer> keys = new HashSet<>();
        for (KeyedCommand<?> call : calls) {
            if (call.key() != null) {
                keys.add(call.key());
            }
        }
        return keys;
    }

    /// Returns null for the first call with a key that has no answer yet: that call is to be run.
    private @Nullable CallResult settled(KeyedCommand<C> call, KeyOfBuyer key, Claim claim, Set<KeyOfBuyer> used) {
        StoredAnswer answer = claim.earlier().get(key);
        if (answer != null) {
            return repeat(answer, call);
        }
        return claim.locked().contains(key) && used.add(key)
                ? null
                : new CallResult.Declined(
                        Problem.of(ProblemCode.REQUEST_IN_PROGRESS).retryAfter(REPEAT_AFTER));
    }

    private static CallResult repeat(StoredAnswer earlier, KeyedCommand<?> call) {
        return earlier.answers(call.fingerprint())
                ? new CallResult.Kept(earlier)
                : new CallResult.Declined(Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED));
    }

    private List<CallResult> runAndStore(List<KeyedCommand<C>> open) {
        if (open.isEmpty()) {
            return List.of();
        }
        RoundTrip writes = answers.trip();
        List<O> outcomes = batch.run(open.stream().map(KeyedCommand::command).toList(), writes);
        Map<KeyOfBuyer, StoredAnswer> toStore = new HashMap<>();
        List<CallResult> given = new ArrayList<>(open.size());
        for (int i = 0; i < open.size(); i++) {
            given.add(given(toAnswer.apply(outcomes.get(i)), open.get(i), toStore));
        }
        answers.insert(toStore, clock.instant(), writes);
        writes.send();
        return given;
    }

    private CallResult given(Answer fresh, KeyedCommand<C> call, Map<KeyOfBuyer, StoredAnswer> toStore) {
        if (call.key() == null || fresh instanceof Answer.Declined) {
            return notStored(fresh);
        }
        StoredAnswer stored = bytes.render(fresh, call);
        toStore.put(call.key(), stored);
        return new CallResult.Kept(stored);
    }

    private static CallResult notStored(Answer answer) {
        return answer instanceof Answer.Declined(Problem problem)
                ? new CallResult.Declined(problem)
                : new CallResult.Fresh(answer);
    }
}
