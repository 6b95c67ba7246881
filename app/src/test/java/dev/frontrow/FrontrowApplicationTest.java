package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.EmbeddedDatabase;
import dev.frontrow.database.SharedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server as its users start it: a process with an exit code, standard output and standard error.
class FrontrowApplicationTest {

    @TempDir
    Path folder;

    @Execution(CONCURRENT)
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void tellsThatItIsReadyAndEndsWithExitCodeZeroOnASignal(String signal) throws Exception {
        assumeTrue(signal.equals("TERM") || !interruptsAreIgnored(), "background jobs of a shell ignore Ctrl-C");
        // With a given password the first line is the address; otherwise a password is printed before it.
        Process server =
                started(SharedDatabase.fresh(), "--server.port=0", "--frontrow.operator-password=operator-password");

        String line = lineOf(server);
        assertThat(line).matches("Frontrow is ready at http://localhost:[1-9][0-9]*");
        new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid()))
                .start()
                .waitFor();

        assertThat(server.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            Process server = started(SharedDatabase.fresh(), "--server.port=" + taken.getLocalPort());

            assertFailsSaying(
                    server,
                    "frontrow: Port %d is in use: stop what uses it, or choose another with --port."
                            .formatted(taken.getLocalPort()));
        }
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatTheDatabaseIsAwayWithoutTellingItsPassword() throws Exception {
        var nowhere = new DatabaseLogin("jdbc:postgresql://127.0.0.1:1/frontrow?password=secret", "frontrow", "secret");

        Process server = started(nowhere, "--server.port=0", "--frontrow.database-wait=PT0S");

        assertFailsSaying(
                server,
                "frontrow: The database at jdbc:postgresql://127.0.0.1:1/frontrow cannot be used: Connection to");
        assertThat(errors()).doesNotContain("secret");
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatTheLoginIsRefused() throws Exception {
        DatabaseLogin login = SharedDatabase.fresh();

        Process server = started(new DatabaseLogin(login.url(), login.username(), "wrong"), "--server.port=0");

        assertFailsSaying(server, "frontrow: The database at " + login.url() + " cannot be used: FATAL: password");
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatTheDataFolderCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        Process server = started(null, "--server.port=0", "--frontrow.data-dir=" + file);

        assertFailsSaying(server, "frontrow: The data folder " + file + " cannot be made");
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatAnotherVersionMadeTheDataFolder() throws Exception {
        Path data = folder.resolve("data");
        SharedDatabase.copyBinariesTo(data);
        try (var database = EmbeddedDatabase.start(data)) {
            migrateByOtherScripts(database.owner());
        }

        Process server = started(null, "--server.port=0", "--frontrow.data-dir=" + data);

        assertFailsSaying(
                server,
                "frontrow: The database in the data folder %s was made by another version of Frontrow: start that version, or start this one with --fresh, which deletes all data."
                        .formatted(data));
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatAnotherVersionMadeTheDatabase() throws Exception {
        DatabaseLogin login = SharedDatabase.fresh();
        migrateByOtherScripts(login);

        Process server = started(login, "--server.port=0");

        assertFailsSaying(
                server,
                "frontrow: The database at %s was made by another version of Frontrow: start that version, or name an empty database."
                        .formatted(login.url()));
    }

    /// Leaves a history whose first script was another and whose second one this version has no more.
    private void migrateByOtherScripts(DatabaseLogin owner) throws IOException {
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        Files.writeString(scripts.resolve("V1__buyer.sql"), "create table buyer ()");
        Files.writeString(scripts.resolve("V2__sessions.sql"), "create table ended_session ()");
        Flyway.configure()
                .dataSource(owner.url(), owner.username(), owner.password())
                .locations("filesystem:" + scripts)
                .table("flyway_schema_history_identity")
                .load()
                .migrate();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --server.servlet.context-path=/shop  | server.servlet.context-path is not supported by Frontrow: Frontrow stands at the root of a host name: give it one of its own.
            --server.http2.enabled=true          | server.http2.enabled is not supported by Frontrow: let a proxy in front speak HTTP/2.
            --frontrow.reservation.hold-tll=PT1M | frontrow.reservation.hold-tll is no setting of Frontrow; do you mean frontrow.reservation.hold-ttl?
            --frontrow.reservation.hold-ttl=soon | frontrow.reservation.hold-ttl cannot be 'soon': Duration is wanted.
            --frontrow.reservation.hold-ttl=PT0S | frontrow.reservation: FRONTROW_HOLD_TTL must be a positive duration such as PT5M.
            --frontrow.rate-limits=maybe         | frontrow.rate-limits cannot be 'maybe': Boolean is wanted.
            --frontrow.cluster.enabled=true      | frontrow.cluster.enabled needs frontrow.identity.token-key, the same for all nodes: with a key of its own,
            --frontrow.cluster.node=one_two      | frontrow.cluster: node must have 1 to 100 letters, digits, dots and dashes.
            --frontrow.cluster.drain=PT2H        | frontrow.cluster: drain must be a duration up to an hour, such as PT5S.
            --frontrow.cluster.redis=cache:6379  | frontrow.cluster: redis must begin with redis://, rediss:// or redis-sentinel://
            --server.port=http                   | server.port cannot be 'http': Integer is wanted.
            --server.port=70000                  | server.port must be from 0 to 65535.
            --server.jetty.connection-idle-timeout=0 | server.jetty: connection-idle-timeout must be at least one second, not PT0S.
            --server.ssl.key-store=/nowhere.p12  | TLS cannot be set up: Unable to create key store: Could not load store from '/nowhere.p12'
            --server.ssl.bundle=none             | TLS cannot be set up: SSL bundle name 'none' cannot be found
            --spring.config.import=configtree:/nowhere/ | The settings that spring.config.import names are not there: resource 'config tree [/nowhere]'
            --logging.structured.format.console=jsn | logging.structured.format.console must be ecs, gelf or logstash, not 'jsn'.
            --frontrow.traces.endpoint=collector | frontrow.traces: endpoint must be an address such as http://collector:4318/v1/traces.
            --frontrow.traces.one-fan-in=0       | frontrow.traces: one-fan-in must be from 1 to 1000000.
            --frontrow.web.cors.origins=*        | frontrow.web.cors: '*' is no origin: write scheme, host and, if need be, port, such as https://shop.example; no path, no *.
            """)
    void saysInOneLineWhichSettingWillNotDo(String argument, String line) throws Exception {
        Process server = started(SharedDatabase.fresh(), argument);

        assertFailsSaying(server, "frontrow: " + line);
    }

    @Execution(CONCURRENT)
    @Test
    void saysInOneLineThatTheFileOfASecretIsMissing() throws Exception {
        DatabaseLogin login = SharedDatabase.fresh();

        Process server = startedWith(
                Map.of(
                        "SPRING_DATASOURCE_URL", login.url(),
                        "SPRING_DATASOURCE_USERNAME", login.username(),
                        "SPRING_DATASOURCE_PASSWORD_FILE", "/run/secrets/nowhere"),
                "--server.port=0");

        assertFailsSaying(
                server, "frontrow: SPRING_DATASOURCE_PASSWORD_FILE: the file '/run/secrets/nowhere' does not exist.");
    }

    private void assertFailsSaying(Process server, String line) throws Exception {
        assertThat(server.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(1);
        assertThat(errors().lines()).singleElement().asString().startsWith(line);
        assertThat(server.getInputStream().readAllBytes()).asString().isEmpty();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }

    private Process started(@Nullable DatabaseLogin database, String... arguments) throws IOException {
        return startedWith(database == null ? Map.of() : SharedDatabase.environment(database), arguments);
    }

    private Process startedWith(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = ServerProgram.command(ServerProgram.SERVER, "-Xmx256m");
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectError(folder.resolve("errors").toFile()).start();
    }

    /// A child process inherits an ignored SIGINT.
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static String lineOf(Process server) throws IOException {
        var output = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(output.readLine());
    }
}
