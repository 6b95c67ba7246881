package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {

    @ParameterizedTest
    @CsvSource({
        "10:20:10;14;15, 9, true",
        "10:20:10;14;15, 10, false",
        "10:20:10;14;15, 11, true",
        "10:20:10;14;15, 15, false",
        "10:20:10;14;15, 19, true",
        "10:20:10;14;15, 20, false",
        "20:20:, 19, true",
        "20:20:, 20, false",
    })
    void seesWhatHadEndedWhenItWasTaken(String snapshot, long transaction, boolean seen) {
        assertThat(Snapshot.parse(snapshot.replace(';', ',')).sees(transaction)).isEqualTo(seen);
    }
}
