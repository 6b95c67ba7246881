package dev.frontrow;

import dev.frontrow.backup.Backup;
import dev.frontrow.backup.BackupRefused;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./frontrow backup`: everything that Frontrow has stored, at one moment, in one file. The server may work meanwhile.
@Command(name = "backup", description = "Writes all data into a new file, while the server works.")
final class BackupCommand extends DatabaseCommand {

    @Parameters(paramLabel = "FILE", description = "The new file. It holds secrets: only its owner may read it.")
    private Path file = Path.of("");

    @Option(
            names = "--postgres",
            paramLabel = "DIR",
            description = "Where PostgreSQL is installed that can read a data folder of an older version.")
    private @Nullable Path programs;

    BackupCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        super(environment, out, err);
    }

    static void main(String[] arguments) {
        logsLittle();
        System.exit(new BackupCommand(System.getenv(), System.out, System.err).run(arguments));
    }

    @Override
    void work() throws BackupRefused {
        Optional<DatabaseLogin> running = named().or(() -> EmbeddedDatabase.runningAsOwner(data()));
        if (running.isPresent()) {
            write(running.get());
            return;
        }
        try (var database = EmbeddedDatabase.startAsMade(data(), programs)) {
            write(database.owner());
        }
    }

    private void write(DatabaseLogin owner) throws BackupRefused {
        String version =
                Objects.requireNonNullElse(BackupCommand.class.getPackage().getImplementationVersion(), "development");
        Path key = key().filter(Files::exists).orElse(null);
        new Backup(new ModuleScripts(), version, this::tell).write(owner, key, file);
        if (key == null) {
            tell("the signing key is a setting, and not in the backup: keep it too");
        }
    }
}
