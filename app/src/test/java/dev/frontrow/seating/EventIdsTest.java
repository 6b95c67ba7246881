package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {

    private final EventIds shared = EventIds.ofNewBoard();

    @Test
    void areVersionsOnAServerAlone() {
        assertThat(EventIds.ALONE.of(12)).isEqualTo("12");
        assertThat(EventIds.ALONE.versionIn("12")).hasValue(12);
        assertThat(EventIds.ALONE.versionIn(shared.of(12))).isEmpty();
    }

    @Test
    void nameTheirBoardInACluster() {
        assertThat(shared.of(12)).matches("12-[0-9a-f]{8}");
        assertThat(shared.versionIn(shared.of(12))).hasValue(12);
        assertThat(shared.versionIn("12")).isEmpty();
        assertThat(shared.versionIn(EventIds.ofNewBoard().of(12))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "-1", "1.5", "1234567890123456789", "12-", "12-0123456", "12 ", "１２"})
    void areNothingElse(@Nullable String text) {
        assertThat(EventIds.ALONE.versionIn(text)).isEmpty();
        assertThat(shared.versionIn(text)).isEmpty();
    }
}
