package dev.frontrow;

import ch.qos.logback.classic.Level;
import dev.frontrow.backup.BackupRefused;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.DatabaseStartFailure;
import dev.frontrow.database.primary.Primary;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.StringUtils;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// What the commands that work on a database share: which one they mean, and how they say that they cannot. They
/// find it as the server does, by the same environment variables.
abstract class DatabaseCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; without it FRONTROW_DATA_DIR, or else the folder data.")
    private @Nullable Path dataFolder;

    /// Given by the launcher.
    @Option(names = "--home", hidden = true)
    private Path home = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explains the options.")
    private boolean help;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    DatabaseCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /// What its libraries log would stand between its own lines.
    static void logsLittle() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    int run(String[] arguments) {
        return new CommandLine(this)
                .setOut(new PrintWriter(out, true))
                .setParameterExceptionHandler((refused, given) -> {
                    err.println("frontrow: " + refused.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        try {
            work();
            return CommandLine.ExitCode.OK;
        } catch (BackupRefused | DatabaseStartFailure refused) {
            err.println("frontrow: " + refused.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    abstract void work() throws BackupRefused;

    void tell(String line) {
        out.println("frontrow: " + line);
    }

    Path data() {
        String named = environment.get("FRONTROW_DATA_DIR");
        return dataFolder != null ? dataFolder : StringUtils.hasText(named) ? Path.of(named) : home.resolve("data");
    }

    /// Where the signing key is; empty if a setting has it.
    Optional<Path> key() {
        return StringUtils.hasText(environment.get("FRONTROW_IDENTITY_TOKEN_KEY"))
                ? Optional.empty()
                : Optional.of(data().resolve("token.key"));
    }

    /// The login of the tables' owner to the database that a setting names; empty if it is in the data folder.
    Optional<DatabaseLogin> named() {
        String url = environment.get("SPRING_DATASOURCE_URL");
        return StringUtils.hasText(url)
                ? Optional.of(new DatabaseLogin(
                        new Primary(Objects.requireNonNull(url)).url(),
                        owners("USER", "USERNAME"),
                        owners("PASSWORD", "PASSWORD")))
                : Optional.empty();
    }

    private String owners(String ofOwner, String ofServer) {
        String own = environment.get("SPRING_FLYWAY_" + ofOwner);
        return StringUtils.hasText(own) ? own : environment.getOrDefault("SPRING_DATASOURCE_" + ofServer, "");
    }
}
