package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// The packaged jar on an external PostgreSQL.
class ExternalDatabaseIT {

    private static final Path JAR = Path.of("target", "frontrow.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static DebianPostgres postgres;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = DebianPostgres.required(DebianPostgres.start());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void jarServesWholeSaleFromAnExternalDatabaseAndKeepsItOverRestarts() throws Exception {
        Sold sold;
        try (var server = start(folder)) {
            assertThat(server.api().get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(server.api().get("/actuator/health/readiness").status()).isEqualTo(200);
            sold = sellOneSeat(server.api());
            assertThat(server.stop()).isZero();
        }
        try (var server = start(folder)) {
            var buyer = server.api().asSignedIn("first-fan", ApiClient.PASSWORD);
            assertThat(buyer.get("/api/v1/payments/" + sold.paymentId())
                            .expect(200)
                            .text())
                    .isEqualTo(sold.document());
            audit();
            assertThat(server.stop()).isZero();
        }
        assertThat(folder.resolve("postgres")).doesNotExist();
    }

    @Test
    void sigtermLetsRunningRequestsFinish() throws Exception {
        try (var server = start(folder)) {
            var operator = server.api().asOperator();
            Map<String, Object> largeHouse = Stage.request(Instant.now());
            largeHouse.put(
                    "performances",
                    List.of(
                            Map.of("startsAt", Instant.now().plusSeconds(86_400).toString(), "seatCount", 20_000),
                            Map.of("startsAt", Instant.now().plusSeconds(90_000).toString(), "seatCount", 20_000),
                            Map.of("startsAt", Instant.now().plusSeconds(94_000).toString(), "seatCount", 20_000)));
            var running = CompletableFuture.supplyAsync(() -> operator.post("/api/v1/operator/concerts", largeHouse));
            awaitRunningTransaction();

            int exitCode = server.stop();

            assertThat(running.get().expect(201).body().path("performances")).hasSize(3);
            assertThat(exitCode).isZero();
        }
    }

    @Test
    void unreachableDatabaseIsOneClearLine() throws Exception {
        var process = new ProcessBuilder(command(folder)).redirectErrorStream(true);
        process.environment().put("FRONTROW_DATABASE_WAIT", "PT0S");
        process.environment().put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/nowhere");
        process.environment().put("SPRING_DATASOURCE_USERNAME", "nobody");
        process.environment().put("SPRING_DATASOURCE_PASSWORD", "nothing");
        Process started = process.start();

        String output = new String(started.getInputStream().readAllBytes());

        assertThat(started.waitFor()).isEqualTo(1);
        assertThat(output.strip().lines()).hasSize(1).first().asString().contains("127.0.0.1:1");
    }

    record Sold(String paymentId, String document) {}

    static Sold sellOneSeat(ApiClient api) {
        var made = api.asOperator()
                .post("/api/v1/operator/concerts", Stage.request(Instant.now()))
                .expect(201)
                .body();
        api.post("/api/v1/buyers", Map.of("username", "first-fan", "password", ApiClient.PASSWORD))
                .expect(201);
        var buyer = api.asSignedIn("first-fan", ApiClient.PASSWORD);
        var place = buyer.post("/api/v1/concerts/" + made.path("concertId").asLong() + "/queue-tokens")
                .expect(201);
        var admitted = buyer.queueToken(place.body().path("queueToken").asString());
        long performanceId =
                made.path("performances").path(0).path("performanceId").asLong();
        var hold = admitted.post("/api/v1/holds", Map.of("performanceId", performanceId, "seats", List.of("1")))
                .expect(201);
        buyer.idempotencyKey("top-up")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000_000))
                .expect(201);
        var paid = admitted.idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/payments",
                        Map.of("holdId", hold.body().path("holdId").asString()))
                .expect(201);
        return new Sold(paid.body().path("paymentId").asString(), paid.text());
    }

    /// Waits until the database works for the request: from then on the request counts as running.
    private static void awaitRunningTransaction() throws Exception {
        try (var connection = dataSource().getConnection();
                var query = connection.prepareStatement("""
                        select 1
                        from pg_stat_activity
                        where application_name = 'frontrow' and xact_start is not null
                            and query ilike '%insert into%seat%'
                        """)) {
            boolean running = false;
            while (!running) {
                try (var rows = query.executeQuery()) {
                    running = rows.next();
                }
            }
        }
    }

    private static void audit() {
        new Audit(dataSource()).findsNoContradiction(Instant.now());
    }

    private static PGSimpleDataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.url());
        dataSource.setUser(postgres.username());
        dataSource.setPassword(postgres.password());
        return dataSource;
    }

    private static ServerProcess start(Path folder) throws IOException {
        assertThat(Files.isRegularFile(JAR)).as("the packaged jar").isTrue();
        return ServerProcess.start(
                List.of(
                        JAVA,
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        JAR.toString()),
                folder,
                Map.of(
                        "SPRING_DATASOURCE_URL", postgres.url(),
                        "SPRING_DATASOURCE_USERNAME", postgres.username(),
                        "SPRING_DATASOURCE_PASSWORD", postgres.password()));
    }

    private static List<String> command(Path folder) {
        return List.of(JAVA, "-jar", JAR.toString(), "--server.port=0", "--frontrow.data-dir=" + folder);
    }
}
