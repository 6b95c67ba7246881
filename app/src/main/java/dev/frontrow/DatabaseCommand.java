package dev.frontrow;

import ch.qos.logback.classic.Level;
import dev.frontrow.backup.BackupRefused;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.DatabaseStartFailure;
import dev.frontrow.database.primary.Primary;
import dev.frontrow.settings.CommandSettings;
import dev.frontrow.settings.SettingRefused;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// What the commands that work on a database share: which one they mean, and how they say that they cannot. They
/// find it as the server does, by the same environment variables.
abstract class DatabaseCommand implements Callable<Integer> {

    @Mixin
    private final CommandSettings settings;

    private final PrintStream out;
    private final PrintStream err;

    DatabaseCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        settings = new CommandSettings(environment);
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
        } catch (BackupRefused | DatabaseStartFailure | SettingRefused refused) {
            err.println("frontrow: " + refused.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    abstract void work() throws BackupRefused;

    void tell(String line) {
        out.println("frontrow: " + line);
    }

    Path data() {
        return settings.data();
    }

    /// Where the signing key is; empty if a setting has it.
    Optional<Path> key() {
        return settings.text("FRONTROW_IDENTITY_TOKEN_KEY").isEmpty()
                ? Optional.of(data().resolve("token.key"))
                : Optional.empty();
    }

    /// The login of the tables' owner to the database that a setting names; empty if it is in the data folder.
    Optional<DatabaseLogin> named() {
        String url = settings.text("SPRING_DATASOURCE_URL");
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(new DatabaseLogin(
                        new Primary(url).url(), owners("USER", "USERNAME"), owners("PASSWORD", "PASSWORD")));
    }

    private String owners(String ofOwner, String ofServer) {
        String own = settings.text("SPRING_FLYWAY_" + ofOwner);
        return own.isEmpty() ? settings.text("SPRING_DATASOURCE_" + ofServer) : own;
    }
}
