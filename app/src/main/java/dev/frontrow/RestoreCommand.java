package dev.frontrow;

import dev.frontrow.backup.BackupFile;
import dev.frontrow.backup.BackupRefused;
import dev.frontrow.backup.Restore;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./frontrow restore`: brings a backup into an empty data folder or database.
@Command(name = "restore", description = "Brings a backup into an empty data folder or database.")
final class RestoreCommand extends DatabaseCommand {

    private static final long SKIPPED_MAX = 1_000_000_000;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Option(names = "--replace", description = "Keeps the data that are in the folder aside, in a folder inside.")
    private boolean replace;

    @Option(
            names = "--skip-numbers",
            paramLabel = "N",
            description = "Numbers of each line that were given after the backup, or more (default 0).")
    private long skipped;

    RestoreCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        super(environment, out, err);
    }

    static void main(String[] arguments) {
        logsLittle();
        System.exit(new RestoreCommand(System.getenv(), System.out, System.err).run(arguments));
    }

    @Override
    void work() throws BackupRefused {
        Optional<DatabaseLogin> named = named();
        if (replace && named.isPresent()) {
            throw new BackupRefused("--replace is for data folders: name an empty database instead.");
        }
        if (skipped < 0 || skipped > SKIPPED_MAX) {
            throw new BackupRefused("--skip-numbers must be from 0 to %,d.".formatted(SKIPPED_MAX));
        }
        var scripts = new ModuleScripts();
        try (BackupFile backup = BackupFile.open(file, scripts)) {
            if (replace) {
                EmbeddedDatabase.setAside(data()).ifPresent(aside -> tell("the former data are kept in " + aside));
            }
            bring(backup, new Restore(scripts, this::tell), named);
        } catch (IOException e) {
            throw new BackupRefused("The signing key cannot be written into " + data() + ": " + e.getMessage());
        }
    }

    private void bring(BackupFile backup, Restore restore, Optional<DatabaseLogin> named)
            throws IOException, BackupRefused {
        if (named.isPresent()) {
            keep(backup);
            restore.into(named.get(), backup, skipped);
            return;
        }
        try (var database = EmbeddedDatabase.start(data())) {
            keep(backup);
            restore.into(database.owner(), backup, skipped);
        }
    }

    /// Writes the key before the rows, for which it is needed; a restore that fails may be repeated.
    private void keep(BackupFile backup) throws IOException, BackupRefused {
        Optional<byte[]> kept = backup.key();
        Optional<Path> there = key();
        if (kept.isEmpty() || there.isEmpty()) {
            tell("set the signing key that was used before, by FRONTROW_IDENTITY_TOKEN_KEY");
            return;
        }
        Path key = there.get();
        if (Files.exists(key)) {
            if (!Arrays.equals(Files.readAllBytes(key), kept.get())) {
                throw new BackupRefused(key + " is another key than the backup's: choose another folder with --data, or"
                        + " move the folder's data aside by --replace.");
            }
            return;
        }
        Files.createDirectories(data());
        Path unfinished = key.resolveSibling("token.key.new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, kept.get());
        Files.move(unfinished, key, StandardCopyOption.ATOMIC_MOVE);
    }
}
