package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

class WalPreallocationTest {

    /// More than the creation of a database allocates.
    private static final int MEGABYTES = 60;

    @TempDir
    Path folder;

    /// Expects all files ahead except two: the one in use and the one before it.
    @Execution(CONCURRENT)
    @Test
    void laysFilesReadyAheadOfThoseThatAreWrittenTo() throws Exception {
        try (var database = EmbeddedDatabase.start(folder.resolve("data"), SharedDatabase.binaries());
                var reserve = new WalPreallocation(folder, superuser(database), MEGABYTES)) {
            assertThat(filesAhead(database)).isLessThan(MEGABYTES / 2);

            reserve.layOut();

            await().atMost(Duration.ofSeconds(60)).until(() -> filesAhead(database) >= MEGABYTES - 2);
        }
    }

    @Execution(CONCURRENT)
    @Test
    void writesNothingWhereEnoughFilesAreThere() throws Exception {
        try (var database = EmbeddedDatabase.start(folder.resolve("data"), SharedDatabase.binaries())) {
            laidOut(database);
            String written = query(database, "select pg_walfile_name(pg_current_wal_insert_lsn())");

            laidOut(database);

            assertThat(query(database, "select pg_walfile_name(pg_current_wal_insert_lsn())"))
                    .isEqualTo(written);
        }
    }

    private void laidOut(EmbeddedDatabase database) throws Exception {
        try (var reserve = new WalPreallocation(folder, superuser(database), MEGABYTES)) {
            reserve.layOut();
            reserve.join();
        }
    }

    private int filesAhead(EmbeddedDatabase database) throws SQLException, IOException {
        return Integer.parseInt(query(
                database,
                "select count(*) from pg_ls_waldir() where name > pg_walfile_name(pg_current_wal_insert_lsn())"));
    }

    private String query(EmbeddedDatabase database, String sql) throws SQLException, IOException {
        try (var connection = EmbeddedDatabaseTest.connect(superuser(database));
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private DatabaseLogin superuser(EmbeddedDatabase database) throws IOException {
        return new DatabaseLogin(
                database.login().url(),
                RoleNames.SUPERUSER,
                Passwords.keptIn(folder.resolve("data")).orElseThrow().superuser());
    }
}
