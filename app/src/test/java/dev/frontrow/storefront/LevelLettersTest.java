package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelLettersTest {

    @ParameterizedTest
    @CsvSource({
        "VIP R S A, V R S A",
        "Front Middle Back, F M B",
        "S a, S A",
        "Standing Seated S, A B S",
        "일반석 A VIP, B A V",
        "1층 2층, A B",
        "A a, A B"
    })
    void standsForTheNameWhereItCan(String names, String letters) {
        assertThat(LevelLetters.of(List.of(names.split(" ")))).containsExactly(letters.split(" "));
    }

    @Test
    void areNeverTheSameForTwoLevels() {
        assertThat(LevelLetters.of(
                        IntStream.range(0, 50).mapToObj(i -> "Level " + i).toList()))
                .hasSize(50)
                .doesNotHaveDuplicates();
    }
}
