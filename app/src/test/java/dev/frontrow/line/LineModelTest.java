package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Sends random commands to a room and to a naive model. Both must agree after each command.
class LineModelTest {

    private static final int SEQUENCES = 2_000;

    @Test
    void agreesWithTheModel() {
        for (long seed = 1; seed <= SEQUENCES; seed++) {
            play(seed);
        }
        play(System.nanoTime());
    }

    @Test
    void everySequenceSaysSomething() {
        var all = new LineModelRun(LineCommand.sequence(1));
        all.run();

        assertThat(all.compared).isGreaterThan(1_000);
        assertThat(IntStream.rangeClosed(1, 50)
                        .mapToObj(seed -> new LineModelRun(LineCommand.sequence(seed)))
                        .peek(LineModelRun::run)
                        .mapToLong(run -> run.admissions)
                        .sum())
                .isGreaterThan(300);
    }

    private static void play(long seed) {
        List<LineCommand> commands = LineCommand.sequence(seed);
        String failure = failure(commands);
        if (failure != null) {
            List<LineCommand> shrunk = shrink(commands);
            throw new AssertionError("seed %d: %s\nshrunk to %d commands: %s\n%s"
                    .formatted(
                            seed,
                            failure,
                            shrunk.size(),
                            failure(shrunk),
                            shrunk.stream().map(String::valueOf).collect(Collectors.joining("\n"))));
        }
    }

    private static @Nullable String failure(List<LineCommand> commands) {
        return new LineModelRun(commands).run();
    }

    private static List<LineCommand> shrink(List<LineCommand> commands) {
        List<LineCommand> shrunk = new ArrayList<>(commands);
        for (int size = commands.size() / 2; size >= 1; size /= 2) {
            for (int from = shrunk.size() - size; from >= 0; from -= size) {
                List<LineCommand> fewer = new ArrayList<>(shrunk);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (failure(fewer) != null) {
                    shrunk = fewer;
                    from = Math.min(from, shrunk.size());
                }
            }
        }
        return shrunk;
    }
}
