package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotPathBenchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
            """)
    void refusesWhatItDoesNotUnderstand(String arguments, String reason) {
        assertThat(run(arguments)).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(reason);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("./frontrow bench hot-path", "--rounds", "--seconds", "--buyers", "--only", "--write-docs")
                .contains("poll, status")
                .doesNotContain("--home", "--progress");
    }

    private int run(String arguments) {
        String[] all = Stream.concat(Stream.of("--home", "."), Stream.of(arguments.split(" ")))
                .toArray(String[]::new);
        return HotPathBench.run(all, printing(out), printing(err));
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
