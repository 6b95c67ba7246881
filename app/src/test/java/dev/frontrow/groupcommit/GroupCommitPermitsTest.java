package dev.frontrow.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.groupcommit.Callers.Answer;
import dev.frontrow.groupcommit.Callers.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Group commits that share turns. The base class's group commit holds the only turn while its till is closed.
@ParameterizedClass
@EnumSource(TillTest.Threads.class)
class GroupCommitPermitsTest extends TillTest {

    private final BatchPermits turns = new BatchPermits(1, 1);
    private final Till otherTill = new Till();

    @Test
    void gathersABatchWhenItHasItsTurn() throws Exception {
        Call first = holdUp(callers(commits(till, PATIENT)));
        Callers others = callers(commits(otherTill, PATIENT));
        Call leader = leads(others, "a");
        List<Call> behind = others.queueUp(KEY, "b", "c");

        assertThat(otherTill.batches()).isEmpty();
        till.open();

        assertThat(first.outcome()).isEqualTo("FIRST");
        assertThat(leader.outcome()).isEqualTo("A");
        assertThat(outcomes(behind)).containsExactly("B", "C");
        assertThat(otherTill.batches()).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void takesNoMoreIntoABatchThanItMayHave() throws Exception {
        holdUp(callers(commits(till, PATIENT)));
        Callers others = callers(commits(otherTill, PATIENT));
        Call leader = leads(others, "a");
        List<Call> behind = others.queueUp(KEY, "b", "c", "d", "e", "f", "g", "h", "i");
        till.open();

        leader.await();
        outcomes(behind);
        assertThat(otherTill.batches()).containsExactly(List.of("a", "b", "c", "d", "e", "f", "g", "h"), List.of("i"));
    }

    @Test
    void givesEachTurnBackAlsoAfterAFailure() throws Exception {
        till.make((_, _) -> {
            throw new IllegalStateException("planted");
        });
        Callers callers = callers(commits(till, PATIENT));

        for (int i = 0; i < 3; i++) {
            assertThat(callers.submit(KEY, "a").failure()).hasMessage("planted");
        }
        assertThat(turns.taken()).isZero();
    }

    @Test
    void refusesWhoGetsNoTurnInTimeAndLeadsOnWithTheNext() throws Exception {
        holdUp(callers(commits(till, PATIENT)));
        var commits = commits(otherTill, Duration.ofMillis(1));
        Callers others = callers(commits);

        for (int i = 0; i < 3; i++) {
            assertThat(others.submit(KEY, "late").failure()).isInstanceOf(GroupCommitBusyException.class);
        }
        till.open();
        Callers.await(() -> turns.taken() == 0);

        assertThat(others.submit(KEY, "next").outcome()).isEqualTo("NEXT");
        assertThat(otherTill.batches()).containsExactly(List.of("next"));
        assertThat(commits.waiting()).isZero();
    }

    @Test
    void keepsAnInterruptOfWhoWaitsForATurn() throws Exception {
        holdUp(callers(commits(till, PATIENT)));
        Call leader = leads(callers(commits(otherTill, PATIENT)), "a");
        leader.thread().interrupt();
        till.open();

        assertThat(leader.await()).isEqualTo(new Answer("A", null, true));
        assertThat(otherTill.runs().getFirst().interrupted()).isFalse();
    }

    private Call leads(Callers callers, String command) {
        Call leader = callers.submit(KEY, command);
        Callers.await(() -> turns.waiting() > 0);
        return leader;
    }

    private GroupCommit<String, String> commits(Till till, Duration waitMax) {
        return new GroupCommit<>(till, new GroupCommitSettings(1, 8, 16, waitMax), BatchObserver.NONE, turns);
    }
}
