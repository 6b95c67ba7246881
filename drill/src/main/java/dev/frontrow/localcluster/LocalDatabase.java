package dev.frontrow.localcluster;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The PostgreSQL that Frontrow brings, as the database of several servers. It ends with this process.
public final class LocalDatabase implements AutoCloseable {

    private final Path data;
    private final EmbeddedDatabase database;

    private LocalDatabase(Path data, EmbeddedDatabase database) {
        this.data = data;
        this.database = database;
    }

    /// Starts it in this folder, which is created if it is missing.
    ///
    /// @throws dev.frontrow.database.DatabaseStartFailure with a one-line message, for example if another process
    ///     uses the folder
    public static LocalDatabase start(Path data) {
        return new LocalDatabase(data, EmbeddedDatabase.start(data));
    }

    /// The port on this machine. It stays the same after a crash.
    public int port() {
        return Integer.parseInt(database.login().url().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    /// The owner's login, which may read everything.
    public DatabaseLogin owner() {
        return database.owner();
    }

    /// The settings of a server that uses it.
    public Map<String, String> environment() {
        return environment(port());
    }

    /// The same by way of another port, where something passes the connections on.
    public Map<String, String> environment(int otherPort) {
        DatabaseLogin server = database.login();
        return Map.of(
                "SPRING_DATASOURCE_URL", server.url().replaceFirst(":\\d+/", ":" + otherPort + "/"),
                "SPRING_DATASOURCE_USERNAME", server.username(),
                "SPRING_DATASOURCE_PASSWORD", server.password(),
                "SPRING_FLYWAY_USER", database.owner().username(),
                "SPRING_FLYWAY_PASSWORD", database.owner().password());
    }

    /// Kills its first process, as a crash would. It is started again at once and recovers.
    public void kill() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        database.close();
    }
}
