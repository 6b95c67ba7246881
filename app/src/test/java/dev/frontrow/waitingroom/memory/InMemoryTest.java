package dev.frontrow.waitingroom.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Which change reaches what in memory, whenever it was committed and told.
class InMemoryTest {

    private static final long ID = 7;

    private final List<String> told = new ArrayList<>();
    private final List<Consumer<Consumer<String>>> successors = new ArrayList<>();
    private final InMemory<String> memory = new InMemory<>((_, successor) -> successors.add(successor));

    @Test
    void changeDuringAReadingReachesWhatWasRead() {
        memory.get(ID, () -> {
            memory.tell(ID, told::add);
            assertThat(told).isEmpty();
            return "one";
        });

        assertThat(told).containsExactly("one");
    }

    @Test
    void changeReachesWhatIsInMemory() {
        memory.get(ID, () -> "one");

        memory.tell(ID, told::add);

        assertThat(told).containsExactly("one");
    }

    @Test
    void changeOfWhatNobodyReadsIsLeftToTheNextReading() {
        memory.tell(ID, told::add);
        memory.get(ID, () -> "one");
        memory.forget(ID);
        memory.tell(ID, told::add);
        memory.get(ID, () -> "other");

        assertThat(told).isEmpty();
    }

    @Test
    void whoHasWhatWasForgottenCanTellWhatIsReadInstead() {
        memory.get(ID, () -> "one");
        memory.forget(ID);

        memory.get(ID, () -> {
            successors.getFirst().accept(told::add);
            return "other";
        });
        successors.getFirst().accept(told::add);

        assertThat(told).containsExactly("other", "other");
    }

    @Test
    void whatIsForgottenDuringItsReadingIsReadAgain() {
        List<String> versions = new ArrayList<>(List.of("one", "other"));

        String read = memory.get(ID, () -> {
            if (versions.size() == 2) {
                memory.forget(ID);
            }
            return versions.removeFirst();
        });

        assertThat(read).isEqualTo("other");
        assertThat(memory.find(ID)).contains("other");
    }

    @Test
    void readsAgainIfMoreChangesCameThanAReadingTakes() {
        var readings = new AtomicInteger();

        memory.get(ID, () -> {
            if (readings.incrementAndGet() == 1) {
                for (int i = 0; i < InMemory.MISSED_MAX; i++) {
                    memory.tell(ID, told::add);
                }
            }
            return "one";
        });

        assertThat(readings).hasValue(2);
        assertThat(told).isEmpty();
    }

    @Test
    void failedReadingLeavesNothing() {
        assertThatThrownBy(() -> memory.get(ID, () -> {
                    memory.tell(ID, told::add);
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        assertThat(memory.find(ID)).isEmpty();
        memory.get(ID, () -> "one");
        assertThat(told).isEmpty();
        assertThat(memory.all()).containsExactly("one");
    }
}
