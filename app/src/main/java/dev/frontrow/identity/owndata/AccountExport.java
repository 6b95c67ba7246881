package dev.frontrow.identity.owndata;

import dev.frontrow.database.SnapshotReads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes all that is stored about a buyer into a file, as of one moment. The database is read at its own speed and let
/// go; how fast a client takes the file does not matter to it. Thread-safe.
@Component
public class AccountExport {

    /// Each keeps one connection to the database busy.
    static final int AT_ONCE_MAX = 2;

    private static final Duration STATEMENT_MAX = Duration.ofSeconds(10);
    private static final int ROWS_READ_AT_ONCE = 500;

    private final List<PersonalData> modules;
    private final SnapshotReads reads;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;
    /// What each of them takes.
    final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);

    AccountExport(
            List<PersonalData> modules, SnapshotReads reads, JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.modules = modules;
        this.reads = reads;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// The file, to be deleted by the caller; empty while others are written.
    public Optional<Path> write(UUID buyerId) throws IOException {
        if (!atOnce.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(write(buyerId, Files.createTempFile("frontrow-account-", ".json")));
        } finally {
            atOnce.release();
        }
    }

    /// The file stays only if it is answered: the reading may fail at its very end.
    private Path write(UUID buyerId, Path file) throws IOException {
        boolean written = false;
        try {
            written = reads.read(STATEMENT_MAX, () -> fill(buyerId, file));
            return file;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean fill(UUID buyerId, Path file) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file));
                JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            to.writeStringProperty("exportedAt", clock.instant().toString());
            for (PersonalData module : modules) {
                module.exports().forEach((part, sql) -> part(part, sql, buyerId, to));
            }
            to.writeEndObject();
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void part(String name, String sql, UUID buyerId, JsonGenerator to) {
        to.writeArrayPropertyStart(name);
        jdbc.sql(sql)
                .withFetchSize(ROWS_READ_AT_ONCE)
                .params(Map.of("buyerId", buyerId))
                .query(row -> {
                    ExportedRow.write(row, to);
                });
        to.writeEndArray();
    }
}
