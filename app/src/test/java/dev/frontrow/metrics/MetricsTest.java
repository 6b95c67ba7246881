package dev.frontrow.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The figures of a server, as Prometheus reads them.
@TestPropertySource(properties = "frontrow.metrics.port=0")
@DirtiesContext
class MetricsTest extends ServerTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| `(frontrow_\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);
    private static final Pattern TYPED = Pattern.compile("^# TYPE (\\w+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\b(?:frontrow|hikaricp|disk|process|jvm)_\\w+");

    @Autowired
    private MetricsServer server;

    private HttpResponse<String> asks(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private String scrape() throws IOException, InterruptedException {
        HttpResponse<String> answer = asks("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return answer.body();
    }

    /// A concert at which one has bought two seats, one holds a seat and one was refused.
    private Stage played() {
        Stage stage = Stage.open(api(), clock());
        Fan buyer = stage.fan().joinsAndEnters();
        buyer.topsUp(900_000).expect(201);
        buyer.holds("1", "2").expect(201);
        buyer.pays("paid").expect(201);
        stage.fan().joinsAndEnters().holds("3").expect(201);
        stage.fan().joinsAndEnters().holds("3").expectProblem(409, "seat-taken");
        return stage;
    }

    private static double value(String figures, String series) {
        return figures.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    void hasExactlyTheDocumentedNamesOfTheirTypes() throws Exception {
        played();
        Map<String, String> served = TYPED.matcher(scrape())
                .results()
                .filter(found -> found.group(1).startsWith("frontrow_")
                        && !found.group(1).endsWith("_max"))
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        Map<String, String> documented = DOCUMENTED
                .matcher(Files.readString(ROOT.resolve("docs/metrics.md")))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));

        assertThat(served).isEqualTo(documented);
    }

    @Test
    void followsASale() throws Exception {
        Stage stage = played();
        String concert = "{concert=\"" + stage.concertId() + "\"}";
        String figures = scrape();

        assertThat(value(figures, "frontrow_queue_open" + concert)).isOne();
        assertThat(value(figures, "frontrow_queue_joined" + concert)).isEqualTo(3);
        assertThat(value(figures, "frontrow_queue_inside" + concert)).isEqualTo(2);
        for (Map.Entry<String, Integer> one :
                Map.of("free", 47, "held", 1, "sold", 2).entrySet()) {
            assertThat(value(
                            figures,
                            "frontrow_seats{concert=\"%d\",status=\"%s\"}".formatted(stage.concertId(), one.getKey())))
                    .as(one.getKey())
                    .isEqualTo(one.getValue().doubleValue());
        }
        assertThat(value(figures, "frontrow_refusals_total{code=\"seat-taken\"}"))
                .isPositive();
        assertThat(value(figures, "frontrow_call_duration_seconds_count{call=\"payment\"}"))
                .isPositive();
        assertThat(value(figures, "frontrow_call_duration_seconds_bucket{call=\"hold\",le=\"10.0\"}"))
                .isPositive();
    }

    /// The number of series must not grow with the concerts that were ever made.
    @Test
    void forgetsSalesThatAreOver() throws Exception {
        Stage stage = played();
        String series = "concert=\"" + stage.concertId() + "\"";
        assertThat(scrape()).contains(series);
        stage.steer(Map.of("phase", "CLOSED")).expect(200);

        assertThat(scrape()).doesNotContain(series);
    }

    @ParameterizedTest
    @CsvSource({"GET,/", "GET,/metrics/", "GET,/metricsx", "GET,/actuator/health", "GET,/api/v1/concerts"})
    void servesNothingElse(String method, String path) throws Exception {
        assertThat(asks(method, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "HEAD"})
    void isOnlyRead(String method) throws Exception {
        assertThat(asks(method, "/metrics").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/prometheus", "/actuator/metrics"})
    void isNotServedToThePublic(String path) {
        assertThat(api().get(path).status()).isIn(401, 403, 404);
        assertThat(newBuyer().get(path).status()).isIn(403, 404);
    }

    @Test
    void tellsNoNamesAndNoSecrets() throws Exception {
        Fan fan = played().fan().joinsAndEnters();
        assertThat(scrape()).doesNotContain(fan.buyerId()).doesNotContain(fan.queueToken());
    }

    private static String deployed(String file) throws IOException {
        return Files.readString(ROOT.resolve("deploy").resolve(file));
    }

    /// A panel or an alert that asks for a figure that no server has shows nothing, and nobody notices.
    @Test
    void everyFigureThatIsLookedAtIsThere() throws Exception {
        played();
        Set<String> served = TYPED.matcher(scrape())
                .results()
                .flatMap(found -> Stream.of("", "_bucket", "_count", "_sum").map(end -> found.group(1) + end))
                .collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> asked.addAll(names(target.path("expr").asString()))));
        asked.addAll(deployed("prometheus/alerts.yaml")
                .lines()
                .filter(line -> line.matches("\\s+(expr:.*|(and|or|max|min|sum).*)"))
                .flatMap(line -> names(line).stream())
                .toList());

        // Only a cluster has news.
        asked.removeIf(name -> name.startsWith("frontrow_news_"));
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(served).containsAll(asked);
    }

    private static List<String> names(String expression) {
        return NAME.matcher(expression).results().map(found -> found.group()).toList();
    }

    private static List<JsonNode> panels() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(deployed("grafana/frontrow.json"));
        return dashboard.path("panels").valueStream().toList();
    }

    @Test
    void everyPanelSaysWhatItShowsAndInWhichUnit() throws Exception {
        assertThat(panels()).hasSizeGreaterThan(10).allSatisfy(panel -> {
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.path("description").asString()).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    private static List<String> alerts() throws IOException {
        return Pattern.compile("- alert: (\\w+)")
                .matcher(deployed("prometheus/alerts.yaml"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void everyAlertHasAPageAndATest() throws Exception {
        String runbook = Files.readString(ROOT.resolve("docs/runbook.md"));
        String tests = deployed("prometheus/alerts-test.yaml");

        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(runbook).contains("\n### " + alert + "\n");
            assertThat(tests).contains("alertname: " + alert + "\n        exp_alerts:\n          - exp_labels");
        });
    }

    /// By Prometheus' own tool.
    @ParameterizedTest
    @ValueSource(strings = {"check config prometheus.yaml", "test rules alerts-test.yaml"})
    void rulesDoWhatTheirTestsSay(String command) throws Exception {
        Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(command.split(" ")))
                        .toList())
                .directory(ROOT.resolve("deploy/prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
