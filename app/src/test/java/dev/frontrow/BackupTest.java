package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.Player.Sale;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import dev.frontrow.database.OlderDatabase;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A backup of a server that sells meanwhile, its way back, and what is refused on that way.
class BackupTest {

    private static final int ANSWERS_BEFORE = 300;

    /// Their rows are never changed, so the transaction that has made one is the only one that has written it.
    private static final List<String> APPENDED = List.of("wallet.transfer", "payment.payment", "audit.entry");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final Promises promises = new Promises();
    private final AtomicReference<ApiClient> api = new AtomicReference<>();
    private final List<Player> players = new ArrayList<>();

    @Execution(CONCURRENT)
    @Test
    void isOfOneMomentOfARushAndSellsOnElsewhere() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("rush.backup");
        Map<String, Long> then;
        try (var server = ServerProcess.start(data)) {
            backsUpDuringARush(server, data, file);
            then = countsAt(contents(file).path("snapshot").asString(), server.ownersDatabase());
            assertThat(then.get("payment.payment")).isLessThan(count("payment.payment", server.ownersDatabase()));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".unfinished"));

        Path restored = folder.resolve("restored");
        isRestoredIn(restored, data, file, then);
        refusesToOverwrite(file, restored);
        movesToTheNextPostgres(file, then);
    }

    private void isRestoredIn(Path restored, Path data, Path file, Map<String, Long> then) throws Exception {
        SharedDatabase.copyBinariesTo(restored);
        assertThat(restores(file, "--data", restored.toString()))
                .as(lines.toString())
                .isZero();

        assertThat(restored.resolve("token.key")).hasSameBinaryContentAs(data.resolve("token.key"));
        try (var server = ServerProcess.start(restored)) {
            assertThat(counts(server.ownersDatabase())).isEqualTo(then);
            audit(server.database());
            sellsOn(server);
            audit(server.database());
        }
    }

    private void refusesToOverwrite(Path file, Path restored) {
        assertThat(restores(file, "--data", restored.toString())).isEqualTo(1);
        assertThat(lines.getLast()).contains("The database has tables already, and they stay as they are");
        assertThat(backsUp(file, "--data", restored.toString())).isEqualTo(1);
        assertThat(lines.getLast()).contains("exists already: choose another name");
    }

    /// Lets fans buy until they have had enough answers, and on while the backup is made.
    private void backsUpDuringARush(ServerProcess server, Path data, Path file) throws Exception {
        api.set(server.api());
        players.addAll(Sale.open(server.api()).players((_, request) -> request.apply(api.get()), promises));
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Player player : players) {
                threads.execute(() -> {
                    while (!over.get() && player.buysOnce()) {
                        // goes on
                    }
                });
            }
            Awaitility.await().until(() -> promises.size() > ANSWERS_BEFORE);
            assertThat(backsUp(file, "--data", data.toString()))
                    .as(lines.toString())
                    .isZero();
            int before = promises.size();
            Awaitility.await().until(() -> promises.size() > before + ANSWERS_BEFORE / 10);
            over.set(true);
        }
        assertThat(promises.faults()).isEmpty();
    }

    private void movesToTheNextPostgres(Path file, Map<String, Long> then) throws Exception {
        Path programs = OlderDatabase.programs();
        Path old = folder.resolve("old");
        OlderDatabase.make(old, programs);
        try (var database = EmbeddedDatabase.startAsMade(old, programs)) {
            assertThat(restoresInto(database.owner(), file))
                    .as(lines.toString())
                    .isZero();
        }
        replacesIts(old, programs, file);

        assertThat(old.resolve("postgres/PG_VERSION")).hasContent(OlderDatabase.ownVersion());
        assertThat(old.resolve("replaced-1/postgres/PG_VERSION"))
                .hasContent(programs.getFileName().toString());
        try (var database = EmbeddedDatabase.start(old)) {
            assertThat(counts(database.owner())).isEqualTo(then);
            audit(database.owner());
        }
    }

    private void replacesIts(Path old, Path programs, Path file) {
        Path again = folder.resolve("again.backup");

        assertThat(restores(file, "--data", old.toString())).isEqualTo(1);
        assertThat(lines.getLast()).contains("./frontrow backup FILE, then ./frontrow restore FILE --replace");
        assertThat(backsUp(again, "--data", old.toString())).isEqualTo(1);
        assertThat(lines.getLast()).contains("name one by --postgres");
        assertThat(backsUp(again, "--data", old.toString(), "--postgres", programs.toString()))
                .as(lines.toString())
                .isZero();
        assertThat(restores(again, "--data", old.toString(), "--replace"))
                .as(lines.toString())
                .isZero();
    }

    private int restoresInto(DatabaseLogin owner, Path file) {
        return new RestoreCommand(
                        Map.of(
                                "SPRING_DATASOURCE_URL", owner.url(),
                                "SPRING_FLYWAY_USER", owner.username(),
                                "SPRING_FLYWAY_PASSWORD", owner.password(),
                                "FRONTROW_DATA_DIR", folder.resolve("none").toString()),
                        Lines.into(lines),
                        Lines.into(lines))
                .run(new String[] {file.toString()});
    }

    /// The fans of the rush sign in with their passwords, and go on with their queue tokens.
    private void sellsOn(ServerProcess server) {
        api.set(server.api());
        players.forEach(Player::signsIn);
        int before = promises.size();
        while (promises.size() < before + ANSWERS_BEFORE / 10) {
            players.forEach(player -> assertThat(player.buysOnce()).isTrue());
        }
        assertThat(promises.faults()).isEmpty();
    }

    private int backsUp(Path file, String... options) {
        return new BackupCommand(Map.of(), Lines.into(lines), Lines.into(lines)).run(with(file, options));
    }

    private int restores(Path file, String... options) {
        return new RestoreCommand(Map.of(), Lines.into(lines), Lines.into(lines)).run(with(file, options));
    }

    private static String[] with(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private static JsonNode contents(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile());
                var json = zip.getInputStream(zip.getEntry("contents.json"))) {
            return JsonMapper.shared().readTree(json);
        }
    }

    /// The rows whose transactions PostgreSQL calls committed in this snapshot.
    private static Map<String, Long> countsAt(String snapshot, DatabaseLogin owner) {
        Map<String, Long> counts = new TreeMap<>();
        APPENDED.forEach(table -> counts.put(
                table,
                count(
                        table
                                + " where pg_visible_in_snapshot(xmin::text::xid8, '%s'::pg_snapshot)"
                                        .formatted(snapshot),
                        owner)));
        return counts;
    }

    private static Map<String, Long> counts(DatabaseLogin owner) {
        Map<String, Long> counts = new TreeMap<>();
        APPENDED.forEach(table -> counts.put(table, count(table, owner)));
        return counts;
    }

    private static long count(String rows, DatabaseLogin owner) {
        var connection = new SingleConnectionDataSource(owner.url(), owner.username(), owner.password(), true);
        try {
            return JdbcClient.create(connection)
                    .sql("select count(*) from " + rows)
                    .query(Long.class)
                    .single();
        } finally {
            connection.destroy();
        }
    }

    private static void audit(DatabaseLogin login) {
        Audit.of(login).findsNoContradiction(Instant.now());
    }
}
