package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitPropertiesTest {

    @Test
    void sharesAsManyTurnsAsThereAreCoresAndAtLeastTwo() {
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(properties(null).turns().availablePermits()).isEqualTo(Math.max(2, cores));
    }

    @Test
    void sharesAsManyTurnsAsWereSetAndInTheOrderOfAsking() {
        Semaphore turns = properties(7).turns();

        assertThat(turns.availablePermits()).isEqualTo(7);
        assertThat(turns.isFair()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void rejectsTurnsWithWhichNothingCouldRun(int turns) {
        assertThatThrownBy(() -> properties(turns)).hasMessageContaining("batches-at-once-max");
    }

    private static GroupCommitProperties properties(@Nullable Integer batchesAtOnceMax) {
        return new GroupCommitProperties(2, batchesAtOnceMax, 256, 4096, Duration.ofSeconds(2));
    }
}
