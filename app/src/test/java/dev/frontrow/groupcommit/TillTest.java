package dev.frontrow.groupcommit;

import dev.frontrow.groupcommit.Callers.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;

/// A group commit of one lane on a [Till], for callers on virtual and on platform threads.
abstract class TillTest {

    enum Threads {
        VIRTUAL(Thread::ofVirtual),
        PLATFORM(() -> Thread.ofPlatform().daemon());

        final Supplier<Thread.Builder> builder;

        Threads(Supplier<Thread.Builder> builder) {
            this.builder = builder;
        }
    }

    static final String KEY = "a concert";
    static final Duration PATIENT = Duration.ofMinutes(1);

    @Parameter
    Threads threads = Threads.VIRTUAL;

    final Till till = new Till();

    @AfterEach
    void letEverybodyGo() {
        till.open();
    }

    /// Keeps the lane busy until the till opens.
    Call holdUp(Callers callers) {
        till.close();
        Call first = callers.submit(KEY, "first");
        till.awaitBatchAtTheGate();
        return first;
    }

    GroupCommit<String, String> commits(int batchMax, int waitingMax, Duration waitMax) {
        return new GroupCommit<>(till, new GroupCommitSettings(1, batchMax, waitingMax, waitMax), BatchObserver.NONE);
    }

    Callers callers(GroupCommit<String, String> commits) {
        return new Callers(commits, threads.builder.get());
    }

    static List<@Nullable String> outcomes(List<Call> calls) throws Exception {
        List<@Nullable String> outcomes = new ArrayList<>();
        for (Call call : calls) {
            outcomes.add(call.outcome());
        }
        return outcomes;
    }
}
