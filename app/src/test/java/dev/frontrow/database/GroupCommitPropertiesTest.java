package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.groupcommit.BatchPermits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitPropertiesTest {

    @Test
    void sharesAsManyTurnsAsThereAreCoresAndAtLeastTwo() {
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(properties(null).turns().all()).isEqualTo(Math.max(2, cores));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "7, 3", "16, 8"})
    void leavesHalfOfTheTurnsThatWereSetToCrowds(int set, int forFew) {
        BatchPermits turns = properties(set).turns();

        assertThat(turns.all()).isEqualTo(set);
        assertThat(turns.forFew()).isEqualTo(forFew);
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
