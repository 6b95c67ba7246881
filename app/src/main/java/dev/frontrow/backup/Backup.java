package dev.frontrow.backup;

import dev.frontrow.database.DatabaseLogin;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes a backup while the server works. All rows are read in one transaction, so they are of one moment. The file
/// appears whole or not at all, and only its owner may read it.
public final class Backup {

    private static final int KEY_BYTES_MAX = 1024;

    private final Scripts scripts;
    private final String version;
    private final Consumer<String> told;

    /// @param version of this Frontrow
    /// @param told    gets lines about the progress
    public Backup(Scripts scripts, String version, Consumer<String> told) {
        this.scripts = scripts;
        this.version = version;
        this.told = told;
    }

    /// Writes the backup to a new file.
    ///
    /// @param key the file of the signing key, if there is one
    public void write(DatabaseLogin owner, @Nullable Path key, Path file) throws BackupRefused {
        if (Files.exists(file)) {
            throw new BackupRefused(file + " exists already: choose another name.");
        }
        try {
            writeAside(owner, key, file);
        } catch (IOException e) {
            throw new BackupRefused("The backup cannot be written into " + folder(file) + ": ", e);
        } catch (SQLException e) {
            throw new BackupRefused("The database cannot be read: ", e);
        }
    }

    private void writeAside(DatabaseLogin owner, @Nullable Path key, Path file)
            throws IOException, SQLException, BackupRefused {
        Path unfinished = Files.createTempFile(
                folder(file),
                file.getFileName() + ".",
                ".unfinished",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Contents contents = written(owner, key, unfinished);
            SealedFile.seal(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            told.accept("%s has %,d rows of %d tables as of %s, in %,d bytes"
                    .formatted(file, contents.rows(), contents.tables().size(), contents.at(), Files.size(file)));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private Contents written(DatabaseLogin owner, @Nullable Path key, Path file)
            throws IOException, SQLException, BackupRefused {
        try (var session = new OwnerSession(owner);
                var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setComment(SealedFile.OPEN);
            zip.setLevel(Deflater.BEST_SPEED);
            if (key != null && Files.exists(key)) {
                zip.putNextEntry(new ZipEntry(Contents.KEY));
                zip.write(keyIn(key));
            }
            Contents contents = rows(session, zip);
            zip.putNextEntry(new ZipEntry(Contents.ENTRY));
            zip.write(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(contents));
            return contents;
        }
    }

    private static byte[] keyIn(Path key) throws IOException, BackupRefused {
        if (!Files.isRegularFile(key) || Files.size(key) > KEY_BYTES_MAX) {
            throw new BackupRefused(key + " is no signing key.");
        }
        return Files.readAllBytes(key);
    }

    /// The turn keeps servers that start from changing tables until all of them are locked against it.
    private Contents rows(OwnerSession session, ZipOutputStream zip) throws IOException, SQLException, BackupRefused {
        var tables = new Tables(session.connection(), scripts.modules());
        if (!tables.areThere()) {
            throw new BackupRefused("There is no Frontrow database here yet.");
        }
        session.run("select pg_advisory_lock_shared" + OwnerSession.TURN);
        session.run("begin isolation level repeatable read read only");
        List<Contents.Table> kept = tables.kept();
        session.run(kept.stream()
                .map(Contents.Table::name)
                .collect(Collectors.joining(", ", "lock table ", " in access share mode")));
        session.run("select pg_advisory_unlock_shared" + OwnerSession.TURN);
        List<Contents.Table> copied = copied(kept, session, zip);
        var contents = new Contents(
                Contents.FORMAT,
                version,
                session.text("show server_version"),
                session.text("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"),
                session.text("select pg_current_snapshot()"),
                tables.scripts(),
                copied,
                tables.sequences());
        session.run("commit");
        return contents;
    }

    private List<Contents.Table> copied(List<Contents.Table> tables, OwnerSession session, ZipOutputStream zip)
            throws IOException, SQLException {
        var progress = new Progress("read", tables.size(), told);
        List<Contents.Table> copied = new ArrayList<>();
        for (Contents.Table table : tables) {
            zip.putNextEntry(new ZipEntry(table.entry()));
            long rows = session.copies().copyOut("copy " + table.copied() + " to stdout", counted(zip, progress));
            copied.add(new Contents.Table(table.name(), table.columns(), rows));
            progress.table();
        }
        return copied;
    }

    private static OutputStream counted(OutputStream out, Progress progress) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                progress.bytes(length);
            }
        };
    }
}
