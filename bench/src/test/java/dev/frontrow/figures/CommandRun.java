package dev.frontrow.figures;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// One run of a benchmark's command, and what it printed.
public record CommandRun(int exitStatus, String out, String err) {

    /// A benchmark's command.
    public interface Command {
        int run(String[] arguments, PrintStream out, PrintStream err);
    }

    /// Runs the command as the launcher does.
    ///
    /// @param arguments of the user, with spaces between
    public static CommandRun of(Command command, String arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String[] all = Stream.concat(Stream.of("--home", "."), Stream.of(arguments.split(" ")))
                .toArray(String[]::new);
        int exitStatus = command.run(all, printing(out), printing(err));
        return new CommandRun(exitStatus, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
