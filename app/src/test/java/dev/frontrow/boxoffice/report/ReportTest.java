package dev.frontrow.boxoffice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What an account of a sale says, and that nobody can change it.
class ReportTest extends ServerTest {

    private static JsonNode signed(Stage stage) {
        return stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/report")
                .expect(200)
                .body();
    }

    private static Fan pays(Stage stage, String... seats) {
        Fan fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds(seats).expect(201);
        fan.pays(UUID.randomUUID().toString()).expect(201);
        return fan;
    }

    private record Verdict(int status, String said) {}

    /// As the launcher starts it: from its sources.
    private static Verdict verified(Path dir, String report, String... more) throws IOException, InterruptedException {
        Path file = Files.writeString(dir.resolve("report.json"), report);
        List<String> command = Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "../verifier/src/main/java/dev/frontrow/verifier/VerifyReport.java",
                                file.toString()),
                        Stream.of(more))
                .toList();
        Path said = dir.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Verdict(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhatWasSold() {
        Stage stage = Stage.open(api(), clock());
        pays(stage, "1", "50");
        Fan poor = stage.fan().joinsAndEnters();
        poor.holds("2").expect(201);
        poor.pays("poor").expectProblem(402, "balance-insufficient");

        JsonNode report = signed(stage).path("report");

        assertThat(report.at("/concert/title").asString()).isEqualTo("Spring Night");
        assertThat(report.at("/money/orders").asInt()).isEqualTo(1);
        assertThat(report.at("/money/grossMinor").asLong()).isEqualTo(Stage.FRONT_PRICE + Stage.BACK_PRICE);
        assertThat(report.at("/salesByLevel/0/priceLevel").asString()).isEqualTo("Front");
        assertThat(report.at("/salesByLevel/0/tickets").asInt()).isEqualTo(1);
        assertThat(report.at("/salesByLevel/1/tickets").asInt()).isZero();
        assertThat(report.at("/salesByHour/0/tickets").asInt()).isEqualTo(2);
        assertThat(report.at("/refusals/0/code").asString()).isEqualTo("balance-insufficient");
    }

    @Test
    void tellsHowTheLineFared() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1, "admitPerMinute", 60));
        Fan first = stage.fan().joinsAndEnters();
        Fan second = stage.fan();
        second.joins().expect(201);
        second.leaves().expect(204);
        clock().advance(Duration.ofSeconds(1));

        JsonNode report = signed(stage).path("report");

        assertThat(first.queueToken()).isNotEmpty();
        JsonNode lane = report.at("/lanes/0");
        assertThat(lane.path("lane").asString()).isEqualTo("GENERAL");
        assertThat(lane.path("joined").asInt()).isEqualTo(2);
        assertThat(lane.path("admitted").asInt()).isEqualTo(1);
        assertThat(lane.path("left").asInt()).isEqualTo(1);
        long places = 0;
        for (JsonNode decile : report.path("deciles")) {
            places += decile.path("places").asLong();
        }
        assertThat(places).isEqualTo(2);
        assertThat(report.at("/deciles/0/medianWaitSeconds").asLong(-1)).isZero();
    }

    @Test
    void tellsTheDrawsProof() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "preQueueOpensAt", clock().instant().toString(),
                        "opensAt", clock().instant().plusSeconds(60).toString()));
        Fan fan = stage.fan();
        fan.joins().expect(201);
        clock().advance(Duration.ofSeconds(61));
        fan.polls().expect(200);
        JsonNode published = api().get("/api/v1/concerts/" + stage.concertId() + "/draw")
                .expect(200)
                .body();

        JsonNode draw = signed(stage).at("/report/draw");

        for (String member : List.of("commitment", "root", "seed", "secret")) {
            assertThat(draw.path(member)).as(member).isEqualTo(published.path(member));
        }
    }

    @Test
    void isVerifiedAsItIs(@TempDir Path dir) throws Exception {
        Stage stage =
                Stage.with(api(), clock(), Map.of("title", "봄밤 \"B\\\" \uD83C\uDFA4 </script>", "currency", "KWD"));
        String report = signed(stage).toPrettyString();
        String key = api().get("/api/v1/report-key")
                .expect(200)
                .body()
                .path("publicKey")
                .asString();

        assertThat(verified(dir, report, "--key", key))
                .matches(verdict -> verdict.status() == 0 && verdict.said().contains("Verified."));
    }

    /// Anybody can make a key and sign what they like.
    @Test
    void isNotVerifiedWithoutAKeyToTrust(@TempDir Path dir) throws Exception {
        assertThat(verified(dir, signed(Stage.open(api(), clock())).toString()))
                .matches(verdict -> verdict.status() == 2 && verdict.said().contains("Not verified yet"));
    }

    /// One character anywhere.
    @Test
    void isNotVerifiedWhenChanged(@TempDir Path dir) throws Exception {
        Stage stage = Stage.open(api(), clock());
        String report = signed(stage).toString();
        String otherKey = "MCowBQYDK2VwAyEA" + "A".repeat(43) + "=";

        assertThat(verified(dir, report.replace("\"Blue Hall\"", "\"Blue Hull\""))
                        .status())
                .isEqualTo(1);
        assertThat(verified(dir, report.replace("\"grossMinor\":0", "\"grossMinor\":1"))
                        .status())
                .isEqualTo(1);
        assertThat(verified(dir, report, "--key", otherKey).status()).isEqualTo(1);
        assertThat(verified(dir, "{}").status()).isEqualTo(2);
    }

    @Test
    void refusesUnknownConcertsAndBuyers() {
        Stage stage = Stage.open(api(), clock());

        stage.operator().get("/api/v1/operator/concerts/999999999/report").expectProblem(404, "concert-unknown");
        newBuyer()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/report")
                .expectProblem(403, "forbidden");
    }
}
