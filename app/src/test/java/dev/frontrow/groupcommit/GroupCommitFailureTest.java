package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.groupcommit.Callers.Call;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a failing batch affects its other commands and its lane.
@ParameterizedClass
@EnumSource(TillTest.Threads.class)
class GroupCommitFailureTest extends TillTest {

    /// Failures after which a batch must not be retried.
    enum Final implements Till.Trouble {
        AN_ERROR {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                throw new StackOverflowError("too deep");
            }
        },
        NO_MEMORY {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                throw new OutOfMemoryError("planted");
            }
        },
        UNKNOWN_COMMIT {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                throw new IllegalStateException("unknown whether it was committed");
            }
        },
        FAILURE_THAT_CANNOT_BE_JUDGED {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                throw new IllegalStateException("cannot be judged");
            }
        },
        TOO_FEW_OUTCOMES {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                return outcomes.subList(1, outcomes.size());
            }
        },
        TOO_MANY_OUTCOMES {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                return Stream.concat(outcomes.stream(), Stream.of("MORE")).toList();
            }
        },
        NO_LIST_OF_OUTCOMES {
            @Override
            public @Nullable List<String> run(List<String> commands, List<String> outcomes) {
                return null;
            }
        },
        UNREADABLE_OUTCOMES {
            @Override
            public List<String> run(List<String> commands, List<String> outcomes) {
                return new AbstractList<>() {
                    @Override
                    public String get(int index) {
                        throw new IllegalStateException("unreadable");
                    }

                    @Override
                    public int size() {
                        return commands.size();
                    }
                };
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"a poison b c", "poison a b", "a b poison", "poison a poison", "poison poison"})
    void failsThePoisonedAlone(String commands) throws Exception {
        till.make((batch, outcomes) -> {
            if (batch.contains("poison")) {
                throw new IllegalArgumentException("poisoned");
            }
            return outcomes;
        });
        var callers = callers(commits(8, 8, PATIENT));
        holdUp(callers);
        String[] named = commands.split(" ");
        List<Call> calls = callers.queueUp(KEY, named);
        till.open();

        for (int i = 0; i < named.length; i++) {
            if (named[i].equals("poison")) {
                assertThat(calls.get(i).failure()).hasMessage("poisoned");
            } else {
                assertThat(calls.get(i).outcome()).isEqualToIgnoringCase(named[i]);
            }
        }
        List<List<String>> expected = new ArrayList<>(List.of(List.of("first"), List.of(named)));
        Arrays.stream(named).map(List::of).forEach(expected::add);
        assertThat(till.batches()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void neverTriesAgainWhatMayHaveHadAnEffectOrIsEverybodys(Final trouble) throws Exception {
        var commits = commits(8, 8, PATIENT);
        var callers = callers(commits);
        holdUp(callers);
        List<Call> others = callers.queueUp(KEY, "a", "b", "c");
        till.make((batch, outcomes) -> batch.contains("first") ? outcomes : trouble.run(batch, outcomes));
        till.open();

        for (Call call : others) {
            assertThat(call.failure()).isNotInstanceOf(GroupCommitBusyException.class);
        }
        assertThat(till.batches()).containsExactly(List.of("first"), List.of("a", "b", "c"));
        till.make((_, outcomes) -> outcomes);
        assertThat(callers.submit(KEY, "next").outcome()).isEqualTo("NEXT");
    }

    @ParameterizedTest
    @EnumSource
    void isIdleAgainAfterALoneCommandHasFailed(Final trouble) throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        till.make(trouble);

        assertThat(callers.submit(KEY, "a").failure()).isNotNull();

        till.make((_, outcomes) -> outcomes);
        assertThat(callers.submit(KEY, "next").outcome()).isEqualTo("NEXT");
        assertThat(till.batches()).containsExactly(List.of("a"), List.of("next"));
    }

    @ParameterizedTest
    @EnumSource(names = {"AN_ERROR", "NO_MEMORY", "UNKNOWN_COMMIT", "FAILURE_THAT_CANNOT_BE_JUDGED"})
    void stopsTryingOneByOneWhenTheTroubleIsEverybodys(Final trouble) throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b", "c");
        till.make((batch, outcomes) -> {
            if (batch.size() > 1) {
                throw new IllegalArgumentException("one of them");
            }
            return batch.contains("b") ? trouble.run(batch, outcomes) : outcomes;
        });
        till.open();

        assertThat(calls.get(0).outcome()).isEqualTo("A");
        assertThat(calls.get(1).failure()).isSameAs(calls.get(2).failure());
        assertThat(till.batches())
                .containsExactly(List.of("first"), List.of("a", "b", "c"), List.of("a"), List.of("b"));
    }

    @Test
    void failsOnlyTheCommandThatWasAnsweredNull() throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b", "c");
        till.make((batch, outcomes) -> batch.contains("first") ? outcomes : Arrays.asList("A", null, "C"));
        till.open();

        assertThat(calls.get(0).outcome()).isEqualTo("A");
        assertThat(calls.get(1).failure()).isInstanceOf(NullPointerException.class);
        assertThat(calls.get(2).outcome()).isEqualTo("C");
    }

    @Test
    void survivesCheckedExceptionsThatNobodyDeclared() throws Exception {
        var callers = callers(commits(8, 8, PATIENT));
        holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b");
        till.make((batch, outcomes) -> {
            if (batch.contains("b")) {
                throw new java.io.IOException("checked");
            }
            return outcomes;
        });
        till.open();

        assertThat(calls.get(0).outcome()).isEqualTo("A");
        assertThat(calls.get(1).failure()).hasRootCauseMessage("checked");
    }

    // ---- the observer

    @Test
    void tellsTheObserverOfEachBatch() throws Exception {
        record Told(int commands, boolean waited, boolean ran) {}
        List<Told> told = new CopyOnWriteArrayList<>();
        var callers = callers(new GroupCommit<>(
                till,
                new GroupCommitSettings(1, 8, 8, PATIENT),
                (commands, waited, ran) -> told.add(new Told(commands, waited > 0, ran > 0))));
        holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b");
        till.open();

        outcomes(calls);
        assertThat(told).containsExactly(new Told(1, true, true), new Told(2, true, true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheOutcomesOfABatchWhoseObserverFails(boolean error) throws Exception {
        var callers = callers(new GroupCommit<>(till, new GroupCommitSettings(1, 8, 8, PATIENT), (_, _, _) -> {
            if (error) {
                throw new AssertionError("planted");
            }
            throw new IllegalStateException("planted");
        }));
        Call first = holdUp(callers);
        List<Call> calls = callers.queueUp(KEY, "a", "b");
        till.open();

        assertThat(first.outcome()).isEqualTo("FIRST");
        assertThat(outcomes(calls)).containsExactly("A", "B");
        assertThat(till.batches()).containsExactly(List.of("first"), List.of("a", "b"));
    }
}
