package dev.frontrow.backup;

import dev.frontrow.database.DatabaseLogin;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Brings a backup into an empty database: first the tables, as the scripts that the backup names leave them, then all
/// rows in one transaction. Until that is committed, the database has a mark that no server starts on.
public final class Restore {

    /// The mark of a restore that has not ended.
    public static final String MARK = "public.frontrow_restore";

    /// The lock of a server that starts or serves alone; see `DatabaseClaim`.
    private static final String CLAIM = "(1181904750, 1)";

    private final Scripts scripts;
    private final Consumer<String> told;

    /// @param told gets lines about the progress
    public Restore(Scripts scripts, Consumer<String> told) {
        this.scripts = scripts;
        this.told = told;
    }

    /// Restores into a database that is empty, or holds what an earlier restore left half done.
    ///
    /// @param skipped numbers of each line that were given after the backup was made
    public void into(DatabaseLogin owner, BackupFile file, long skipped) throws BackupRefused {
        try (var session = new OwnerSession(owner)) {
            prepare(session);
            scripts.run(owner, file.contents().scripts());
            session.run("begin");
            load(session, file, skipped);
            session.run("drop table " + MARK);
            session.run("commit");
            session.run(file.contents().tables().stream()
                    .map(Contents.Table::name)
                    .collect(Collectors.joining(", ", "analyze ", "")));
            told.accept("restored %,d rows of %d tables as of %s"
                    .formatted(
                            file.contents().rows(),
                            file.contents().tables().size(),
                            file.contents().at()));
        } catch (SQLException e) {
            throw new BackupRefused("The backup cannot be restored: ", e);
        } catch (IOException e) {
            throw new BackupRefused(file.path() + " cannot be read: ", e);
        }
    }

    private void prepare(OwnerSession session) throws SQLException, BackupRefused {
        if (!session.isTrue("select pg_try_advisory_lock" + CLAIM)) {
            throw new BackupRefused("A Frontrow uses this database: stop it first.");
        }
        session.run("select pg_advisory_lock" + OwnerSession.TURN);
        if (session.isTrue("select to_regclass('" + MARK + "') is not null")) {
            for (String module : scripts.modules()) {
                session.run("drop schema if exists " + module + " cascade");
                session.run("drop table if exists public.flyway_schema_history_" + module);
            }
        } else if (new Tables(session.connection(), scripts.modules()).areThere()) {
            throw new BackupRefused("The database has tables already, and they stay as they are: name an empty one"
                    + " (UPGRADING.md), or move a data folder's own one aside by --replace.");
        }
        session.run("create table if not exists " + MARK + " (begun_at timestamptz not null default now())");
    }

    /// Triggers would refuse to load what they have let happen once: a chain of hashes, what never changes.
    private void load(OwnerSession session, BackupFile file, long skipped)
            throws SQLException, IOException, BackupRefused {
        var tables = new Tables(session.connection(), scripts.modules());
        List<String> ordered = tables.inOrderOfReferences();
        for (String table : ordered) {
            session.run("alter table " + table + " disable trigger user");
        }
        session.run("truncate " + String.join(", ", ordered));
        loadRows(session, file, tables.all(), ordered);
        tables.setSequences(file.contents().sequences());
        session.run("update waitingroom.lane set number_given = number_given + " + skipped);
        for (String table : ordered) {
            session.run("alter table " + table + " enable trigger user");
        }
    }

    private void loadRows(OwnerSession session, BackupFile file, List<Contents.Table> own, List<String> ordered)
            throws SQLException, IOException, BackupRefused {
        refuseUnlessFits(file, own);
        var progress = new Progress("restored", file.contents().tables().size(), told);
        Map<String, Contents.Table> tables = byName(file.contents().tables());
        for (String name : ordered) {
            Contents.Table table = tables.get(name);
            if (table != null) {
                try (InputStream rows = file.rows(table)) {
                    String copy = "copy " + table.copied() + " from stdin";
                    refuseUnlessWhole(file, table, session.copies().copyIn(copy, counted(rows, progress)));
                }
                progress.table();
            }
        }
    }

    /// The names in the file become parts of statements.
    private static void refuseUnlessFits(BackupFile file, List<Contents.Table> own) throws BackupRefused {
        Map<String, Contents.Table> tables = byName(own);
        for (Contents.Table table : file.contents().tables()) {
            Contents.Table there = tables.get(table.name());
            if (there == null || !there.columns().containsAll(table.columns())) {
                throw new BackupRefused(
                        file.path() + " has other columns of " + table.name() + " than its scripts make.");
            }
        }
    }

    private static void refuseUnlessWhole(BackupFile file, Contents.Table table, long loaded) throws BackupRefused {
        if (loaded != table.rows()) {
            throw new BackupRefused(
                    "%s has %,d rows of %s, and says %,d.".formatted(file.path(), loaded, table.name(), table.rows()));
        }
    }

    private static Map<String, Contents.Table> byName(List<Contents.Table> tables) {
        return tables.stream().collect(Collectors.toMap(Contents.Table::name, table -> table));
    }

    private static InputStream counted(InputStream in, Progress progress) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                progress.bytes(Math.max(0, read));
                return read;
            }
        };
    }
}
