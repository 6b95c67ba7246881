package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.web.fast.FastPathSwitch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/// Commands on the fast path run once, with the same answers and refusals as their controllers.
@Import(FastPathSwitch.class)
class FastCommandTest extends ServerTest {

    private static final List<String> ODD_BODIES = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "{",
            "\"text\"",
            "{\"unknown\":1}",
            "{\"performanceId\":null,\"seats\":null}",
            "{\"performanceId\":\"x\",\"seats\":[\"1\"]}",
            "{\"performanceId\":1.5,\"seats\":[\"1\"]}",
            "{\"performanceId\":1,\"seats\":[]}",
            "{\"performanceId\":1,\"seats\":[1]}",
            "{\"performanceId\":1,\"seats\":[null]}",
            "{\"performanceId\":1,\"seats\":[\" \"]}",
            "{\"performanceId\":1,\"seats\":[\"1\",\"1\"]}",
            "{\"performanceId\":1,\"seats\":[\"\\u0000\"]}",
            "{\"performanceId\":1,\"performanceId\":1,\"seats\":[\"1\"]}",
            "{\"performanceId\":1,\"seats\":[\"1\"]} trailing",
            "{\"performanceId\":987654321,\"seats\":[\"1\"]}",
            "{\"amountMinor\":0}",
            "{\"amountMinor\":-1}",
            "{\"amountMinor\":1.5}",
            "{\"amountMinor\":99999999999999}",
            "{\"amountMinor\":1,\"currency\":\"nonsense\"}",
            "{\"holdId\":\"nonsense\"}",
            "{\"holdId\":\"00000000-0000-0000-0000-000000000000\"}",
            "{\"accessCode\":\"nobody-has-this\"}",
            "{\"accessCode\":\"\"}",
            "x".repeat(5_000));

    private static final List<Map.Entry<String, String>> ODD_HEADERS = List.of(
            Map.entry("Content-Type", "text/plain"),
            Map.entry("Content-Type", "application/json;charset=UTF-8"),
            Map.entry("Content-Type", "application/problem+json"),
            Map.entry("Accept", "text/html"),
            Map.entry("Accept", "application/xml"),
            Map.entry("Idempotency-Key", ""),
            Map.entry("Idempotency-Key", "\u0001"),
            Map.entry("Idempotency-Key", "열쇠"),
            Map.entry("Idempotency-Key", "é"),
            Map.entry("X-Anything", "열쇠"),
            Map.entry("Idempotency-Key", "x".repeat(256)),
            Map.entry("Queue-Token", "q1.nonsense"),
            Map.entry("Authorization", "Bearer nonsense"),
            Map.entry("Cookie", "frontrow-language=ko"),
            Map.entry("Cookie", "frontrow-session=nonsense"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("If-None-Match", "*"),
            Map.entry("X-HTTP-Method-Override", "DELETE"));

    @Autowired
    private FastPathSwitch fastPaths;

    private Stage stage;
    private Fan fan;
    private Wire wire;

    @BeforeEach
    void someoneShops() {
        stage = Stage.open(api(), clock());
        fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        wire = new Wire(port());
    }

    @AfterEach
    void switchOn() {
        fastPaths.turn(true);
    }

    private Request command(String target, String body) {
        return new Request("POST", target, List.of(), body.getBytes(StandardCharsets.UTF_8), false)
                .with("Content-Type", "application/json")
                .with("Authorization", "Bearer " + fan.accessToken())
                .with("Queue-Token", fan.queueToken());
    }

    private Request hold(String... seats) {
        String labels = String.join("\",\"", seats);
        return command(
                "/api/v1/holds", "{\"performanceId\":%d,\"seats\":[\"%s\"]}".formatted(stage.performanceId(), labels));
    }

    private Request topUp(String key) {
        return command("/api/v1/buyers/me/top-ups", "{\"amountMinor\":500000}").with("Idempotency-Key", key);
    }

    private Request pay(String holdId, String key) {
        return command("/api/v1/payments", "{\"holdId\":\"" + holdId + "\"}").with("Idempotency-Key", key);
    }

    private Request join(Fan who) {
        return new Request("POST", joinPath(), List.of(), null, false)
                .with("Authorization", "Bearer " + who.accessToken());
    }

    private String joinPath() {
        return "/api/v1/concerts/" + stage.concertId() + "/queue-tokens";
    }

    private String heldBy(Answer answer) {
        return answer.expect(201).body().path("holdId").asString();
    }

    private void answersAlike(Request request) {
        new BothWays(fastPaths, wire).answerAlike(request);
    }

    @Test
    void buysATicketWithoutServlets() {
        Fan another = crowd().of(2, stage).getLast();
        long before = fastPaths.answered();

        wire.send(join(another)).expect(201);
        String holdId = heldBy(wire.send(hold("1", "2")));
        wire.send(topUp("first")).expect(201);
        Answer paid = wire.send(pay(holdId, "second")).expect(201);

        assertThat(fastPaths.answered() - before).isEqualTo(4);
        assertThat(paid.body().path("tickets")).hasSize(2);
        assertThat(BothWays.headers(paid)).containsEntry("cache-control", List.of("no-store"));
    }

    @Test
    void refusesWhatIsTakenLikeTheController() {
        crowd().of(2, stage).getLast().joinsAndEnters().holds("7").expect(201);
        long before = fastPaths.answered();

        wire.send(hold("7")).expectProblem(409, "seat-taken");

        assertThat(fastPaths.answered() - before).isEqualTo(1);
        answersAlike(hold("7", "8"));
        for (String language : List.of("ko", "en", "fr, ko;q=0.5", "*", "%%%", "")) {
            answersAlike(hold("7").with("Accept-Language", language));
        }
        answersAlike(hold("none"));
        answersAlike(hold("1", "2", "3", "4", "5"));
    }

    @Test
    void holdsPlacesOfAreasLikeTheController() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 3, "areas", List.of(Stage.numberedArea("Floor", 3, "Back"))));
        fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        Request two = areas("[{\"area\":\"Floor\",\"quantity\":2}]");
        String holdId = heldBy(wire.send(two.with("Idempotency-Key", "two")));
        answersAlike(two.with("Idempotency-Key", "two"));
        answersAlike(two);
        wire.send(topUp("first")).expect(201);
        wire.send(pay(holdId, "paid")).expect(201);
        answersAlike(pay(holdId, "paid"));
        fan.joinsAndEnters();

        for (String odd : List.of(
                "[]",
                "[null]",
                "{}",
                "[{}]",
                "[{\"area\":\"Floor\"}]",
                "[{\"area\":\"Floor\",\"quantity\":0}]",
                "[{\"area\":\"Floor\",\"quantity\":1e9}]",
                "[{\"area\":\"Floor\",\"quantity\":1},{\"area\":\"Floor\",\"quantity\":1}]",
                "[{\"area\":\"elsewhere\",\"quantity\":1}]",
                "[{\"area\":\"Floor\",\"quantity\":3}]")) {
            answersAlike(areas(odd));
        }
    }

    private Request areas(String areas) {
        return command("/api/v1/holds", "{\"performanceId\":%d,\"areas\":%s}".formatted(stage.performanceId(), areas));
    }

    @Test
    void refusesOddBodiesLikeTheController() {
        for (String body : ODD_BODIES) {
            for (Request plain : List.of(
                    command("/api/v1/holds", body),
                    command("/api/v1/payments", body).with("Idempotency-Key", "odd"),
                    command("/api/v1/payments", body),
                    command("/api/v1/buyers/me/top-ups", body).with("Idempotency-Key", "odd"),
                    command(joinPath(), body))) {
                answersAlike(plain);
                answersAlike(plain.inChunks());
            }
        }
        assertThat(fan.balance()).isZero();
    }

    @Test
    void refusesOddHeadersLikeTheController() {
        crowd().of(2, stage).getLast().joinsAndEnters().holds("7").expect(201);
        Request taken = hold("7");
        for (Map.Entry<String, String> header : ODD_HEADERS) {
            answersAlike(taken.with(header.getKey(), header.getValue()));
            answersAlike(taken.withAlso(header.getKey(), header.getValue()));
        }
        answersAlike(taken.without("Content-Type"));
        answersAlike(taken.without("Queue-Token"));
        answersAlike(taken.without("Authorization"));
        for (String spelling : List.of("%s/", "%s?x=1", "%s;x=1", "/%s", "%s%%20")) {
            answersAlike(taken.to(spelling.formatted("/api/v1/holds")));
        }
    }

    @Test
    void repeatsAnAnswerToItsKeyWhicheverWayTheRepeatTakes() {
        answersAlike(topUp("same"));
        answersAlike(hold("3").with("Idempotency-Key", "held"));
        String holdId = heldBy(wire.send(hold("3").with("Idempotency-Key", "held")));
        answersAlike(pay(holdId, "paid"));
        answersAlike(pay(UUID.randomUUID().toString(), "paid"));

        assertThat(fan.balance()).isPositive();
        assertThat(fan.api().get("/api/v1/tickets").expect(200).body().path("tickets"))
                .hasSize(1);
    }

    @Test
    void givesTheSamePlaceAgainWhicheverWay() {
        Answer first = wire.send(join(fan)).expect(200);

        answersAlike(join(fan));
        answersAlike(join(fan).saying("{}".getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/json"));
        assertThat(first.body().path("state").asString()).isEqualTo("ADMITTED");
    }
}
