package dev.frontrow.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

class OwnAddressTest {

    static List<String> ours() {
        return Spellings.OURS;
    }

    static Stream<String> others() {
        return Spellings.others();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void leavesThePlainAddressOfAPageAsItIs(String wanted) {
        assertThat(OwnAddress.of(wanted)).hasToString(wanted);
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("others")
    void makesTheStartOfEverythingElse(String wanted) {
        assertThat(OwnAddress.of(wanted)).isEqualTo(OwnAddress.START);
    }

    @Test
    void goesBackToThePageOfAnOddQueryWithoutIt() {
        assertThat(OwnAddress.asked("/tickets", "x={}")).hasToString("/tickets");
        assertThat(OwnAddress.asked("/tickets", "x=1")).hasToString("/tickets?x=1");
        assertThat(OwnAddress.asked("//evil.example", "x=1")).hasToString("/");
        assertThat(OwnAddress.asked("/", "after=7")).hasToString("/?after=7");
    }

    @Test
    void tellsAPageSomethingOnce() {
        OwnAddress plain = OwnAddress.of("/wallet");

        assertThat(plain.with("toppedUp")).hasToString("/wallet?toppedUp");
        assertThat(plain.with("toppedUp").with("toppedUp")).hasToString("/wallet?toppedUp");
        assertThat(OwnAddress.of("/wallet?x=1").with("toppedUp")).hasToString("/wallet?x=1&toppedUp");
        assertThat(OwnAddress.of("/wallet?").with("toppedUp")).hasToString("/wallet?toppedUp");
    }
}
