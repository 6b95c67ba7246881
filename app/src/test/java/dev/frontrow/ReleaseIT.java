package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packaged jar as a release, unpacked where there is no Java.
class ReleaseIT {

    private static final String DATA = "/var/lib/frontrow";

    private static Path first;
    private static Path second;
    private static @Nullable BareDebian debian;

    @BeforeAll
    static void pack() {
        first = PackedReleases.first();
        second = PackedReleases.second();
    }

    @AfterAll
    static void delete() throws IOException, InterruptedException {
        if (debian != null) {
            debian.delete();
        }
    }

    private static Path beside(Path archive, String ending) {
        return archive.resolveSibling(archive.getFileName().toString().replace(".tar.gz", ending));
    }

    @Test
    void sameSourcesMakeTheSameBytes() throws Exception {
        assertThat(first.getFileName().toString())
                .matches("frontrow-[0-9.]+(-SNAPSHOT)?-linux-(amd64|arm64)\\.tar\\.gz");
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(beside(first, ".sha256")).hasSameTextualContentAs(beside(second, ".sha256"));
        BareDebian.run("sh", "-c", "cd %s && sha256sum --check --strict *.sha256".formatted(first.getParent()));
    }

    @Test
    void namesItsPartsAndTheirLicences() throws Exception {
        JsonNode parts = new JsonMapper().readTree(beside(first, ".cdx.json")).path("components");

        assertThat(parts.valueStream().map(part -> part.path("name").asString()))
                .contains("postgresql", "jetty-server", "spring-core")
                .doesNotContain("assertj-core", "junit-jupiter");
        assertThat(parts.valueStream().filter(part -> part.path("licenses").isEmpty()))
                .isEmpty();
    }

    @Test
    void sellsWhereThereIsNoJava() throws Exception {
        BareDebian unpacked = BareDebian.unpackedIn(TestFolders.create());
        debian = unpacked;
        String launcher = unpackedIn(unpacked);
        Map<String, String> environment = Map.of("FRONTROW_OPERATOR_PASSWORD", ServerTest.OPERATOR_PASSWORD);
        List<String> up = BareDebian.entering(unpacked.root(), environment, launcher, "up");
        assertThat(unpacked.says(Map.of(), "sh", "-c", "command -v java javac mvn || echo none"))
                .isEqualTo("none\n");

        try (var server = ServerProcess.startElsewhere(up, DATA, unpacked.root().resolve(DATA.substring(1)))) {
            ExternalDatabaseIT.Sold sold = ExternalDatabaseIT.sellOneSeat(server.api());
            itsCommandsWork(unpacked, launcher, server);
            assertThat(server.stop()).isZero();

            server.startAgain();
            ApiClient buyer = server.api().asSignedIn("first-fan", ApiClient.PASSWORD);
            assertThat(buyer.get("/api/v1/payments/" + sold.paymentId())
                            .expect(200)
                            .text())
                    .isEqualTo(sold.document());
            assertThat(server.stop()).isZero();
        }
    }

    /// Root's PostgreSQL runs in a user namespace of its own, for which the runtime must tell who the user is.
    @Test
    void startsForRootToo() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Path folder = TestFolders.create();
        BareDebian.run("tar", "--extract", "--file=" + first, "--directory=" + folder, "--no-same-owner");
        Path launcher = folder.resolve(beside(first, "").getFileName()).resolve("frontrow");
        Path data = folder.resolve("data");

        try (var server = ServerProcess.startElsewhere(List.of(launcher.toString(), "up"), data.toString(), data)) {
            ExternalDatabaseIT.sellOneSeat(server.api());
            assertThat(server.stop()).isZero();
        }
    }

    /// Returns the launcher.
    private static String unpackedIn(BareDebian debian) throws IOException, InterruptedException {
        Path opt = Files.createDirectories(debian.root().resolve("opt"));
        BareDebian.run("tar", "--extract", "--file=" + first, "--directory=" + opt, "--no-same-owner");
        debian.folder(DATA);
        return "/opt/" + beside(first, "").getFileName() + "/frontrow";
    }

    private static void itsCommandsWork(BareDebian debian, String launcher, ServerProcess server)
            throws IOException, InterruptedException {
        assertThat(debian.says(Map.of(), launcher, "token", "--buyers", "2", "--data", DATA)
                        .lines())
                .hasSize(2);
        assertThat(debian.says(Map.of(), launcher, "doctor", "--port", "1", "--data", DATA))
                .contains("Frontrow can work here.");
        rehearses(debian, launcher, server);
        Map<String, String> operator =
                Map.of("FRONTROW_TOKEN", server.api().asOperator().accessToken());
        assertThat(debian.says(operator, launcher, "verify-audit", "http://127.0.0.1:" + server.port()))
                .isNotEmpty();
    }

    /// The sale by which the JVM is trained, but a short one. It fails if a call does.
    private static void rehearses(BareDebian debian, String launcher, ServerProcess server)
            throws IOException, InterruptedException {
        String folder = launcher.substring(0, launcher.lastIndexOf('/'));
        debian.says(
                Map.of("FRONTROW_OPERATOR_PASSWORD", ServerTest.OPERATOR_PASSWORD),
                folder + "/runtime/bin/java",
                "-cp",
                folder + "/server/frontrow.jar",
                "dev.frontrow.demo.Rehearsal",
                "http://127.0.0.1:" + server.port(),
                "1");
    }
}
