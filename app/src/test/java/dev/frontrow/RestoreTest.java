package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.backup.Script;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// What a restore refuses, and what it leaves behind then: backups of a database with a line and an audit log.
class RestoreTest {

    private static final int SEAL_CHARS = 64;

    /// The last entries of an audit log and of a line, with the numbers that come next.
    private static final List<String> ROWS = List.of(
            """
            insert into catalog.concert (title, venue, currency, time_zone, opens_at, capacity, admit_per_minute,
                created_at, state, published_at)
            values ('A, "B" = C', '잠실', 'KRW', 'Asia/Seoul', now(), 10, 10, now(), 'PUBLISHED', now())
            """,
            "insert into waitingroom.room (concert_id, capacity, admit_per_minute) values (1, 10, 10)",
            "insert into waitingroom.lane (concert_id, lane, number_given) values (1, 'GENERAL', 7)",
            "insert into cluster.node values ('one', gen_random_uuid(), '0.1.0', now(), now())",
            "select nextval('reservation.seat_version'), nextval('reservation.seat_version')");

    private static final DatabaseLogin SOURCE = SharedDatabase.fresh();

    /// Where nothing ever arrives.
    private static final DatabaseLogin TARGET = SharedDatabase.fresh();

    @TempDir
    private static Path shared;

    private static Path backup = Path.of("");

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    @BeforeAll
    static void makesABackup() {
        var scripts = new ModuleScripts();
        scripts.run(SOURCE, scripts.known());
        ROWS.forEach(row -> execute(SOURCE, row));
        backup = shared.resolve("whole.backup");
        assertThat(new BackupCommand(environment(SOURCE, shared), Lines.into(new ArrayList<>()), System.err)
                        .run(new String[] {backup.toString()}))
                .isZero();
    }

    @Test
    void bringsAllRowsIntoAnEmptyDatabaseAndSkipsNumbersOnRequest() {
        DatabaseLogin target = SharedDatabase.fresh();

        assertThat(restores(backup, target, "--skip-numbers", "100000"))
                .as(lines.toString())
                .isZero();

        assertThat(one(target, "select title || venue from catalog.concert")).isEqualTo("A, \"B\" = C잠실");
        assertThat(one(target, "select number_given from waitingroom.lane")).isEqualTo("100007");
        assertThat(one(target, "select nextval('reservation.seat_version')")).isEqualTo("3");
        assertThat(one(target, "select count(*) from cluster.node")).isEqualTo("0");
        assertThat(one(target, "select key from news.channel")).isEqualTo(one(SOURCE, "select key from news.channel"));
        assertThat(one(target, "select count(*) from pg_trigger where not tgisinternal and tgenabled <> 'O'"))
                .isEqualTo("0");
    }

    /// A file that lost its end, at the beginning, in the middle and at the very end.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0001, 0.5, 0.999, 1})
    void refusesWhatWasCutOff(double share) throws IOException {
        byte[] whole = Files.readAllBytes(backup);
        Path file = Files.write(folder.resolve("cut.backup"), Arrays.copyOf(whole, (int)
                Math.min(whole.length - 1, whole.length * share)));

        refuses(file, "is no whole backup of Frontrow: it was cut off, or is another file.");
    }

    /// One bit of one byte, wherever it is.
    @Test
    void refusesEveryChange() throws IOException {
        byte[] whole = Files.readAllBytes(backup);
        Path file = folder.resolve("changed.backup");
        for (int at = 0; at < whole.length; at += 1 + whole.length / 40) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);

            refuses(
                    file,
                    at >= whole.length - 124 && at < whole.length - SEAL_CHARS ? "is no whole" : "was changed or");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        refuses(file, "is no whole backup");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : 1 | \"format\" : 2 | was made by a newer Frontrow (development): restore it with that one.",
                "\"version\" : \"1\" | \"version\" : \"99\" | was made by a newer Frontrow (development)",
                "\"module\" : \"audit\" | \"module\" : \"fame\" | was made by a newer Frontrow (development)",
                "\"checksum\" : | \"checksum\" : 7, \"x\" : | was made by another Frontrow (development), whose tables of",
                "\"postgres\" : | \"postgres\" : [], \"x\" : | has contents that this Frontrow does not understand",
                "\"address\", | \"address; drop\", | has other columns of",
                "\"rows\" : 1 | \"rows\" : 2 | has 1 rows of"
            })
    void refusesContentsThatItDoesNotKnow(String before, String after, String line) throws Exception {
        refuses(sealedWith(before, after), line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none.backup | is no file",
                "%s --skip-numbers -1 | --skip-numbers must be from 0 to 1,000,000,000.",
                "%s --replace | --replace is for data folders: name an empty database instead."
            })
    void refusesOddCalls(String call, String line) {
        List<String> words = List.of(call.formatted(backup).split(" "));

        refuses(Path.of(words.getFirst()), line, words.subList(1, words.size()).toArray(String[]::new));
    }

    @Test
    void refusesADatabaseThatIsInUseOrHasTables() throws Exception {
        DatabaseLogin used = SharedDatabase.fresh();
        try (var server = new DriverManagerDataSource(used.url(), used.username(), used.password()).getConnection();
                var statement = server.createStatement()) {
            statement.execute("select pg_advisory_lock_shared(1181904750, 1)");
            assertThat(restores(backup, used)).isEqualTo(1);
            assertThat(lines.getLast()).isEqualTo("frontrow: A Frontrow uses this database: stop it first.");
        }

        assertThat(restores(backup, SOURCE)).isEqualTo(1);
        assertThat(lines.getLast()).contains("The database has tables already, and they stay as they are");
        assertThat(one(SOURCE, "select count(*) from catalog.concert")).isEqualTo("1");
    }

    /// A mark keeps servers off a database whose restore has not ended, and lets the restore begin again.
    @Test
    void goesOnAfterARestoreThatFailedHalfWay() throws Exception {
        DatabaseLogin target = SharedDatabase.fresh();
        Path short1 = sealedWith("\"rows\" : 1", "\"rows\" : 2");
        assertThat(restores(short1, target)).isEqualTo(1);
        assertThat(one(target, "select count(*) from catalog.concert")).isEqualTo("0");
        assertThat(one(target, "select to_regclass('public.frontrow_restore')")).isNotEqualTo("null");

        assertThat(restores(backup, target)).as(lines.toString()).isZero();

        assertThat(one(target, "select count(*) from catalog.concert")).isEqualTo("1");
        assertThat(one(target, "select to_regclass('public.frontrow_restore')")).isEqualTo("null");
    }

    @Test
    void refusesAnotherKeyThanThatOfTheFolder() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("token.key"), "another");
        Path withKey = folder.resolve("with-key.backup");
        Files.writeString(folder.resolve("token.key"), "a key");
        assertThat(new BackupCommand(environment(SOURCE, folder), Lines.into(lines), Lines.into(lines))
                        .run(new String[] {withKey.toString()}))
                .isZero();

        assertThat(new RestoreCommand(environment(SharedDatabase.fresh(), data), Lines.into(lines), Lines.into(lines))
                        .run(new String[] {withKey.toString()}))
                .isEqualTo(1);

        assertThat(lines.getLast()).contains("token.key is another key than the backup's");
        assertThat(data.resolve("token.key")).hasContent("another");
    }

    /// What is not a whole backup never has the name of one.
    @Test
    void aBackupThatFailsLeavesNoFile() {
        Path file = folder.resolve("failed.backup");
        DatabaseLogin empty = SharedDatabase.fresh();
        assertThat(backsUp(empty, file)).isEqualTo(1);
        assertThat(lines.getLast()).isEqualTo("frontrow: There is no Frontrow database here yet.");

        DatabaseLogin half = SharedDatabase.fresh();
        var scripts = new ModuleScripts();
        scripts.run(
                half,
                scripts.known().stream()
                        .filter(script -> !script.module().equals("boxoffice"))
                        .toList());
        assertThat(backsUp(half, file)).isEqualTo(1);
        assertThat(lines.getLast()).startsWith("frontrow: The database cannot be read: ");

        assertThat(backsUp(SOURCE, folder.resolve("no-folder/failed.backup"))).isEqualTo(1);
        assertThat(lines.getLast()).startsWith("frontrow: The backup cannot be written into ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Map<String, String> environment = environment(SOURCE, folder);
        environment.remove("SPRING_FLYWAY_PASSWORD");
        environment.put("SPRING_FLYWAY_PASSWORD_FILE", "/nowhere/password");
        String[] file = {folder.resolve("never.backup").toString()};

        assertThat(new BackupCommand(environment, Lines.into(lines), Lines.into(lines)).run(file))
                .isEqualTo(1);
        assertThat(lines)
                .containsExactly(
                        "frontrow: SPRING_FLYWAY_PASSWORD_FILE: the file '/nowhere/password' does not" + " exist.");
        Path password = Files.writeString(folder.resolve("password"), SOURCE.password() + "\n");
        environment.put("SPRING_FLYWAY_PASSWORD_FILE", password.toString());
        assertThat(new BackupCommand(environment, Lines.into(lines), Lines.into(lines)).run(file))
                .as(lines.toString())
                .isZero();
    }

    /// The checksums of histories are Flyway's own.
    @Test
    void knowsTheScriptsThatFlywayHasRun() {
        assertThat(new ModuleScripts().known())
                .hasSizeGreaterThan(10)
                .allSatisfy(script -> assertThat(checksum(script)).isEqualTo(Integer.toString(script.checksum())));
    }

    /// Databases that began with the release have run them.
    @Test
    void scriptsOfAReleaseStayAsTheyAre() {
        List<Script> known = new ModuleScripts().known();

        assertThat(SaleOfRelease.scripts())
                .hasSizeGreaterThan(10)
                .allSatisfy(script -> assertThat(known)
                        .as(
                                "V%s of %s was edited, but %s has it: leave it as it was, and write a new script"
                                        + " (CONTRIBUTING.md, Change tables)",
                                script.version(), script.module(), SaleOfRelease.RELEASE)
                        .contains(script));
    }

    private static String checksum(Script script) {
        return one(
                SOURCE,
                "select checksum from public.flyway_schema_history_%s where version = '%s'"
                        .formatted(script.module(), script.version()));
    }

    private void refuses(Path file, String line, String... options) {
        assertThat(restores(file, TARGET, options)).isEqualTo(1);
        assertThat(lines)
                .last()
                .asString()
                .startsWith("frontrow: ")
                .contains(line)
                .hasLineCount(1);
    }

    private int restores(Path file, DatabaseLogin target, String... options) {
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options));
        return new RestoreCommand(environment(target, folder.resolve("none")), Lines.into(lines), Lines.into(lines))
                .run(arguments.toArray(String[]::new));
    }

    private int backsUp(DatabaseLogin source, Path file) {
        return new BackupCommand(environment(source, folder.resolve("none")), Lines.into(lines), Lines.into(lines))
                .run(new String[] {file.toString()});
    }

    private static Map<String, String> environment(DatabaseLogin owner, Path data) {
        Map<String, String> environment = new HashMap<>(SharedDatabase.environment(owner));
        environment.put("FRONTROW_DATA_DIR", data.toString());
        return environment;
    }

    /// A backup with other contents and a seal that holds, as another version would make it.
    private Path sealedWith(String before, String after) throws Exception {
        Path file = folder.resolve("other.backup");
        String seal;
        try (var zip = new ZipFile(backup.toFile());
                var copy = new ZipOutputStream(Files.newOutputStream(file))) {
            seal = zip.getComment().substring(0, zip.getComment().length() - SEAL_CHARS);
            copy.setComment(zip.getComment());
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                copy.putNextEntry(new ZipEntry(entry.getName()));
                copy.write(entry.getName().equals("contents.json") ? replaced(content, before, after) : content);
            }
        }
        assertThat(seal).contains("SHA-256");
        byte[] bytes = Files.readAllBytes(file);
        byte[] rest = Arrays.copyOf(bytes, bytes.length - SEAL_CHARS);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rest));
        System.arraycopy(hash.getBytes(StandardCharsets.US_ASCII), 0, bytes, rest.length, SEAL_CHARS);
        return Files.write(file, bytes);
    }

    private static byte[] replaced(byte[] content, String before, String after) {
        String text = new String(content, StandardCharsets.UTF_8);
        assertThat(text).contains(before);
        return text.replace(before, after).getBytes(StandardCharsets.UTF_8);
    }

    private static void execute(DatabaseLogin login, String sql) {
        JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()))
                .sql("do $$ begin " + (sql.startsWith("select") ? sql.replaceFirst("select", "perform") : sql)
                        + "; end $$")
                .update();
    }

    private static String one(DatabaseLogin login, String question) {
        return String.valueOf(
                JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()))
                        .sql(question)
                        .query(String.class)
                        .optional()
                        .orElse(null));
    }
}
