package dev.frontrow.database;

import dev.frontrow.DebianPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// A data folder whose database was made by an older PostgreSQL, the one of the operating system.
public final class OlderDatabase {

    private OlderDatabase() {}

    /// Makes the folder. Its roles are those of every data folder.
    ///
    /// @param programs of the older PostgreSQL
    public static void make(Path dataFolder, Path programs) throws IOException, InterruptedException {
        SharedDatabase.copyBinariesTo(dataFolder);
        EmbeddedDatabase.start(dataFolder).close();
        Path database = PostgresServer.databaseIn(dataFolder.toRealPath());
        FileSystemUtils.deleteRecursively(database);
        var binaries = PostgresBinaries.installedIn(programs);
        run(
                binaries.command(
                        "initdb",
                        "--pgdata=" + database,
                        "--username=" + RoleNames.SUPERUSER,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions"),
                null);
        Passwords passwords = Passwords.keptIn(dataFolder).orElseThrow();
        run(
                binaries.command("postgres", "--single", "-D", database.toString(), RoleNames.SUPERUSER),
                Roles.created(passwords));
    }

    private static void run(ProcessBuilder command, @Nullable String input) throws IOException, InterruptedException {
        Path output = Files.createTempFile("older-", ".out");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input == null ? "" : input);
        }
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command.command()) + " failed: " + Files.readString(output));
        }
        Files.delete(output);
    }

    /// Where an older PostgreSQL than Frontrow's own is installed; skips the test if there is none.
    public static Path programs() {
        return DebianPostgres.required(DebianPostgres.olderThan(Integer.parseInt(PostgresServer.VERSION)));
    }

    /// Frontrow's own version.
    public static String ownVersion() {
        return PostgresServer.VERSION;
    }
}
