package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.figures.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingRoomBenchTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --bogus;        '--bogus'
            extra;          'extra'
            --fans;         '--fans'
            --fans 49999;   wants a number from 50000 to 1000000, not '49999'
            --fans 1000001; wants a number from 50000 to 1000000, not '1000001'
            --fans many;    wants a number from 50000 to 1000000, not 'many'
            --seeds;        '--seeds'
            --seeds one;    wants whole numbers with commas between, not 'one'
            --seeds 1,,2;   wants whole numbers with commas between, not ''
            --seeds=-1;     wants whole numbers with commas between, not '-1'
            """)
    void refusesWhatItDoesNotUnderstand(String arguments, String reason) {
        CommandRun run = CommandRun.of(WaitingRoomBench::run, arguments);

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void explainsItself() {
        CommandRun run = CommandRun.of(WaitingRoomBench::run, "--help");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.out())
                .contains("./frontrow bench waiting-room", "--fans", "--seeds", "--crowds", "--write-docs")
                .doesNotContain("--home", "--progress");
    }
}
