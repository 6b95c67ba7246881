package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingRoomBenchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
        assertThat(run(arguments)).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(reason);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("./frontrow bench waiting-room", "--fans", "--seeds", "--crowds", "--write-docs")
                .doesNotContain("--home", "--progress");
    }

    private int run(String arguments) {
        String[] all = Stream.concat(Stream.of("--home", "."), Stream.of(arguments.split(" ")))
                .toArray(String[]::new);
        return WaitingRoomBench.run(all, printing(out), printing(err));
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
