package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.figures.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotPathBenchTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --bogus;       '--bogus'
            extra;         'extra'
            --rounds;      '--rounds'
            --rounds 0;    wants a number from 1 to 99, not '0'
            --rounds 100;  wants a number from 1 to 99, not '100'
            --rounds many; wants a number from 1 to 99, not 'many'
            --seconds 601; wants a number from 1 to 600, not '601'
            --buyers 1;    wants a number from 2 to 1024, not '1'
            --buyers 99999999999999999999; wants a number from 2 to 1024, not '99999999999999999999'
            --only;        '--only'
            --only bogus;  --only wants names out of poll,
            --office --write-docs; --office and --against are comparisons
            --against main --write-docs; --office and --against are comparisons
            --against main --office; --office and --against are two comparisons
            --against main --only in-process; --only wants names out of poll,
            --against main --at-least tea=2; --at-least wants names out of poll,
            --against main --at-least hold=much; '--at-least'
            --at-least hold=1.4; --setting and --at-least need --against
            --setting FRONTROW_HOLD_TTL=PT9H; --setting and --at-least need --against
            --office --only poll; --only wants names out of join,hold,payment,journey, not poll
            """)
    void refusesWhatItDoesNotUnderstand(String arguments, String reason) {
        CommandRun run = CommandRun.of(HotPathBench::run, arguments);

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void explainsItself() {
        CommandRun run = CommandRun.of(HotPathBench::run, "--help");

        assertThat(run.exitStatus()).isZero();
        assertThat(run.out())
                .contains(
                        "./frontrow bench hot-path",
                        "--rounds",
                        "--seconds",
                        "--buyers",
                        "--only",
                        "--office",
                        "--against",
                        "--setting",
                        "--at-least",
                        "--write-docs")
                .contains("poll, status")
                .doesNotContain("--home", "--progress");
    }
}
