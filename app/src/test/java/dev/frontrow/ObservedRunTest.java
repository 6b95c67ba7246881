package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.storefront.PlainBrowser;
import dev.frontrow.tracing.TraceCollector;
import dev.frontrow.tracing.TraceCollector.Mood;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One run of a server that logs as JSON, talks a lot, reads its password from a file and sends traces of everybody: a
/// whole sale with its refusals, a browser, the box office, a bug, and a collector that behaves badly.
class ObservedRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "mina.park@mail.example";
    private static final String UNLUCKY = "seo.yun@mail.example";
    private static final String ADDRESS = "203.0.113.77";
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-");

    private record Sale(Answer joined, Answer held, Answer taken, Answer paid) {}

    @TempDir
    private static Path folder;

    private static final List<String> secrets = new ArrayList<>(List.of(ApiClient.PASSWORD, "not the password at all"));
    private static TraceCollector collector;
    private static Sale sale;
    private static Answer broken;
    private static String figures;
    private static List<String> log;

    @BeforeAll
    static void run() throws Exception {
        collector = new TraceCollector();
        int metrics = freePort();
        try (var server = ServerProcess.start(folder.resolve("data"), settings(metrics))) {
            ApiClient api = server.api().with("X-Forwarded-For", ADDRESS);
            Stage stage = Stage.with(api, new TestClock(Instant.now()), Map.of());
            sale = sell(stage, api);
            serve(stage.operator());
            browse(api);
            broken = breakSignUp(server, api);
            // All spans until here must have arrived: what comes later is lost.
            collector.trace(broken.header("Trace-Id"));
            collector.that(Mood.HANGS);
            stage.fan().buys("7");
            collector.that(Mood.REFUSES);
            stage.fan().buys("8");
            await().atMost(PATIENCE).until(() -> !figuresAt(metrics).contains("{outcome=\"failed\"} 0.0"));
            figures = figuresAt(metrics);
            collectSecrets(server);
            Audit.of(server.database()).findsNoContradiction(Instant.now());
            server.stop();
            log = server.said();
        }
    }

    @AfterAll
    static void close() {
        collector.close();
    }

    private static Map<String, String> settings(int metrics) throws IOException {
        Path password = Files.writeString(folder.resolve("operator-password"), ServerTest.OPERATOR_PASSWORD + "\n");
        secrets.add(ServerTest.OPERATOR_PASSWORD);
        return Map.of(
                "FRONTROW_OPERATOR_PASSWORD", "",
                "FRONTROW_OPERATOR_PASSWORD_FILE", password.toString(),
                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
                "LOGGING_LEVEL_ROOT", "info",
                "FRONTROW_TRACES_ENDPOINT", collector.address(),
                "FRONTROW_TRACES_ONE_FAN_IN", "1",
                "FRONTROW_METRICS_PORT", Integer.toString(metrics),
                "SERVER_FORWARD_HEADERS_STRATEGY", "native");
    }

    private static Sale sell(Stage stage, ApiClient api) {
        signUp(api, NAME).expect(201);
        api.post("/api/v1/sessions", Map.of("username", NAME, "password", "not the password at all"))
                .expect(401);
        Fan fan = stage.fan(api.asSignedIn(NAME, ApiClient.PASSWORD));
        Answer joined = fan.joins().expect(201);
        fan.polls().expect(200);
        Answer held = fan.holds("1", "2").expect(201);
        Fan late = stage.fan().joinsAndEnters();
        Answer taken = late.holds("1").expectProblem(409, "seat-taken");
        fan.pays("too poor").expect(402);
        fan.topsUp(900_000).expect(201);
        fan.holds("3").expect(201);
        Answer paid = fan.pays("paid").expect(201);
        fan.pays("paid").expect(201);
        secrets.addAll(List.of(fan.accessToken(), fan.queueToken(), late.accessToken(), late.queueToken()));
        return new Sale(joined, held, taken, paid);
    }

    private static Answer signUp(ApiClient api, String name) {
        return api.post(
                "/api/v1/buyers",
                Map.of("username", name, "password", ApiClient.PASSWORD, "displayName", "Mina Park-Seo"));
    }

    private static void serve(ApiClient operator) {
        secrets.add(operator.accessToken());
        operator.get("/api/v1/operator/search?q=" + NAME).expect(200);
        operator.get("/api/v1/operator/audit").expect(200);
        operator.with("Idempotency-Key", UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/orders/"
                                + sale.paid().body().path("paymentId").asString() + "/refunds",
                        Map.of());
        operator.get("/api/v1/report-key").expect(200);
        secrets.add(operator.post("/api/v1/operator/second-factor")
                .expect(201)
                .body()
                .path("secret")
                .asString());
    }

    private static void browse(ApiClient api) {
        var browser = new PlainBrowser(api);
        browser.gets("/sign-in").expect(200);
        browser.posts("/sign-in", Map.of("username", NAME, "password", ApiClient.PASSWORD))
                .expect(302);
        browser.gets("/account").expect(200);
        // One of them only says that somebody is signed in.
        Stream.of(browser.cookieHeader().split("; "))
                .map(cookie -> cookie.substring(cookie.indexOf('=') + 1))
                .filter(value -> value.length() > 1)
                .forEach(secrets::add);
    }

    /// A row that the database refuses: its complaint would show the whole row, with name and hash.
    private static Answer breakSignUp(ServerProcess server, ApiClient api) {
        JdbcClient owner = owner(server);
        owner.sql("alter table identity.buyer add constraint planted check (username <> '" + UNLUCKY + "')")
                .update();
        Answer answer = signUp(api, UNLUCKY).expectProblem(500, "internal-error");
        owner.sql("alter table identity.buyer drop constraint planted").update();
        return answer;
    }

    private static void collectSecrets(ServerProcess server) throws IOException {
        JdbcClient owner = owner(server);
        secrets.addAll(owner.sql("select private_key from boxoffice.report_key")
                .query(String.class)
                .list());
        secrets.addAll(owner.sql("select password_hash from identity.buyer where password_hash is not null")
                .query(String.class)
                .list());
        Path data = folder.resolve("data");
        secrets.add(Files.readString(data.resolve("token.key")).strip());
        Files.readAllLines(data.resolve("database.password"))
                .forEach(line -> secrets.add(line.substring(line.indexOf('=') + 1)));
    }

    private static JdbcClient owner(ServerProcess server) {
        var login = server.ownersDatabase();
        return JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()));
    }

    private static String figuresAt(int port) {
        return ApiClient.at(port).get("/metrics").expect(200).text();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static List<JsonNode> events() {
        return log.stream().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    @Test
    void eachLineIsOneEvent() {
        assertThat(events()).hasSizeGreaterThan(10).allSatisfy(event -> {
            assertThat(event.path("@timestamp").asString()).isNotEmpty();
            assertThat(event.at("/log/level").asString()).isNotEmpty();
            assertThat(event.path("message").asString()).isNotEmpty();
        });
    }

    @Test
    void stackTraceIsInTheLineOfItsEventWithTheIdThatTheClientGot() {
        String errorId = broken.body().path("errorId").asString();

        assertThat(events())
                .filteredOn(event -> event.path("message").asString().contains(errorId))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.at("/error/stack_trace").asString()).contains("\n\tat dev.frontrow.");
                    assertThat(event.path("traceId").asString())
                            .hasSize(32)
                            .isEqualTo(broken.header("Trace-Id"))
                            .isEqualTo(broken.body().path("traceId").asString());
                });
    }

    @Test
    void logHasNoSecrets() {
        assertThat(secrets).hasSizeGreaterThan(15).allSatisfy(secret -> {
            assertThat(secret).hasSizeGreaterThan(7);
            assertThat(log).noneMatch(line -> line.contains(secret));
        });
    }

    @Test
    void logHasNoPersonalData() {
        assertThat(List.of(NAME, UNLUCKY, "Mina", ADDRESS))
                .allSatisfy(personal -> assertThat(log).noneMatch(line -> line.contains(personal)));
    }

    @Test
    void commandsAreFollowedWithWhatTheyWaitedFor() {
        assertThat(names(broken)).containsExactlyInAnyOrder("POST /api/v1/buyers", "password hash");
        assertThat(names(sale.joined())).contains("POST /api/v1/concerts/{concertId}/queue-tokens", "batch");
        assertThat(names(sale.held())).containsExactlyInAnyOrder("POST /api/v1/holds", "wait for a batch", "batch");
        assertThat(names(sale.paid())).containsExactlyInAnyOrder("POST /api/v1/payments", "wait for a batch", "batch");
        assertThat(collector.trace(sale.taken().header("Trace-Id")))
                .anySatisfy(span -> assertThat(texts(span)).contains("frontrow.refusal=seat-taken"));
    }

    private static List<String> names(Answer answer) {
        return collector.trace(answer.header("Trace-Id")).stream()
                .map(Span::getName)
                .toList();
    }

    @Test
    void spansTellNothingOfAnybodyAndNoPollHasOne() {
        assertThat(collector.spans())
                .hasSizeGreaterThan(20)
                .allSatisfy(span -> assertThat(texts(span)).allSatisfy(text -> {
                    assertThat(text)
                            .doesNotContain("GET", "Mina", NAME, ADDRESS)
                            .doesNotContainPattern(ID);
                    assertThat(secrets).noneMatch(text::contains);
                }))
                .anySatisfy(span ->
                        assertThat(span.getName()).isEqualTo("POST /api/v1/operator/orders/{paymentId}/refunds"))
                .anySatisfy(span -> assertThat(span.getName()).isEqualTo("POST /sign-in"));
    }

    private static List<String> texts(Span span) {
        List<String> texts = new ArrayList<>(List.of(span.getName()));
        span.getAttributesList()
                .forEach(attribute -> texts.add(
                        attribute.getKey() + "=" + attribute.getValue().getStringValue()));
        return texts;
    }

    @Test
    void figuresTellWhatBecameOfSpans() {
        assertThat(figures)
                .containsPattern("frontrow_traces_spans_total\\{outcome=\"sent\"} [1-9]")
                .contains("frontrow_traces_spans_total{outcome=\"dropped\"} 0.0");
    }
}
