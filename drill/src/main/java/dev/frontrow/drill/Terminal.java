package dev.frontrow.drill;

import ch.qos.logback.classic.Level;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Runs a drill from the command line.
final class Terminal {

    private Terminal() {}

    /// Ends this process with the command's exit code. Libraries only tell of warnings, so that the drill's own lines
    /// can be read.
    static void run(Callable<Integer> command, String[] arguments) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        System.exit(new CommandLine(command)
                .setParameterExceptionHandler((refused, given) -> {
                    System.err.println(refused.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments));
    }
}
