package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Request.Header;
import dev.frontrow.web.fast.FastPathSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/// Fast paths give exactly the same answers as their controllers.
@Import(FastPathSwitch.class)
class FastPathTest extends ServerTest {

    private static final List<String> SPELLINGS = List.of(
            "%s",
            "%s/",
            "%s//",
            "/%s",
            "%s?",
            "%s?x=1",
            "%s;x=1",
            "%s#x",
            "%s%%20",
            "%s%%00",
            "%s.json",
            "/.%s",
            "/%%2e%s",
            "/x/..%s",
            "/x/%%2e%%2e%s",
            "http://127.0.0.1%s",
            "http://elsewhere.example%s");

    private static final List<Header> HEADERS = List.of(
            new Header("Accept", "*/*"),
            new Header("Accept", "application/json"),
            new Header("Accept", "application/json;charset=utf-8"),
            new Header("Accept", "application/*;q=0.5, text/html"),
            new Header("Accept", "text/html"),
            new Header("Accept", "application/xml"),
            new Header("Accept", "nonsense"),
            new Header("Accept", ""),
            new Header("Accept-Language", "ko"),
            new Header("Accept-Language", "%%%"),
            new Header("Accept-Encoding", "gzip"),
            new Header("Origin", "https://elsewhere.example"),
            new Header("Cookie", "access_token=x"),
            new Header("Cache-Control", "no-cache"),
            new Header("Range", "bytes=0-10"),
            new Header("If-Match", "\"x\""),
            new Header("If-Modified-Since", "Tue, 24 Nov 2026 17:00:00 GMT"),
            new Header("If-None-Match", "\"other\""),
            new Header("If-None-Match", "*"),
            new Header("If-None-Match", "nonsense"),
            new Header("X-HTTP-Method-Override", "DELETE"),
            new Header("X-Forwarded-For", "198.51.100.7"),
            new Header("Authorization", "Bearer"),
            new Header("Authorization", "Bearer nonsense"),
            new Header("Authorization", "Basic YTpi"),
            new Header("Queue-Token", "q1.nonsense"),
            new Header("Queue-Token", ""));

    @Autowired
    private FastPathSwitch fastPaths;

    private Stage stage;
    private Fan waiting;
    private Fan shopping;

    @BeforeEach
    void someoneWaits() {
        stage = Stage.with(api(), clock(), Map.of("capacity", 1, "admitPerMinute", 1));
        List<Fan> fans = crowd().of(3, stage);
        fans.forEach(Fan::joins);
        waiting = fans.getLast();
        assertThat(waiting.polls().body().path("state").asString()).isEqualTo("WAITING");
        stage.roomStatus().expect(200);
        shopping = crowd().of(1, Stage.open(api(), clock())).getFirst().joinsAndEnters();
        shopping.seesSeats().expect(200);
    }

    @AfterEach
    void switchOn() {
        fastPaths.turn(true);
    }

    private String statusPath() {
        return "/api/v1/concerts/" + stage.concertId() + "/waiting-room";
    }

    private String pollPath() {
        return "/api/v1/concerts/" + stage.concertId() + "/queue-tokens/current";
    }

    private Request status() {
        return new Request("GET", statusPath(), List.of(), null, false);
    }

    private Request poll() {
        return poll(waiting.accessToken(), waiting.queueToken());
    }

    private Request poll(String accessToken, String queueToken) {
        return new Request("GET", pollPath(), List.of(), null, false)
                .with("Authorization", "Bearer " + accessToken)
                .with("Queue-Token", queueToken);
    }

    private Request seats() {
        return seats(shopping);
    }

    private Request seats(Fan fan) {
        return new Request("GET", seatsPath(), List.of(), null, false)
                .with("Authorization", "Bearer " + fan.accessToken())
                .with("Queue-Token", fan.queueToken());
    }

    private String seatsPath() {
        return "/api/v1/performances/" + shopping.stage().performanceId() + "/seats";
    }

    private long answered(Request... requests) {
        long before = fastPaths.answered();
        for (Request request : requests) {
            new Wire(port()).send(request).expect(200);
        }
        return fastPaths.answered() - before;
    }

    /// Sent once before the comparison, because a poll changes the range that the next one gets.
    private void answersAlike(Request request) {
        var wire = new Wire(port());
        wire.send(request);
        new BothWays(fastPaths, wire).answerAlike(request);
    }

    @Test
    void answersPlainPollsAndTheFreshStatus() {
        assertThat(answered(poll(), status(), poll().with("Accept", "application/json")))
                .isEqualTo(3);
    }

    @Test
    void answersWhoeverStandsAtTheDoorOfAFullHouse() {
        stage.steer(Map.of("admitPerMinute", 60_000));
        clock().advance(Duration.ofSeconds(1));
        waiting.polls();

        answersAlike(poll());
    }

    @Test
    void answersThoseWhoCameBeforeTheOpening() {
        stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "preQueueOpensAt", clock().instant().minusSeconds(60).toString(),
                        "opensAt", clock().instant().plusSeconds(600).toString()));
        waiting = crowd().of(1, stage).getFirst();
        waiting.joins().expect(201);

        assertThat(answered(poll())).isEqualTo(1);
        answersAlike(poll());
    }

    @Test
    void leavesEveryOddSpellingToTheController() {
        for (String spelling : SPELLINGS) {
            answersAlike(status().to(spelling.formatted(statusPath())));
            answersAlike(poll().to(spelling.formatted(pollPath())));
            answersAlike(seats().to(spelling.formatted(seatsPath())));
        }
        for (String id : List.of("0", "007", "+1", "-1", "0x1", "987654321", "9999999999999999999999", "x", "")) {
            answersAlike(status().to("/api/v1/concerts/" + id + "/waiting-room"));
            answersAlike(poll().to("/api/v1/concerts/" + id + "/queue-tokens/current"));
            answersAlike(seats().to("/api/v1/performances/" + id + "/seats"));
        }
    }

    private static List<Header> headers(String etag, String seatsEtag) {
        List<Header> headers = new ArrayList<>(HEADERS);
        for (String tag : List.of(seatsEtag, "W/" + seatsEtag, seatsEtag.replaceFirst("\"$", "-gzip\""))) {
            headers.add(new Header("If-None-Match", tag));
        }
        for (String encodings : List.of("gzip;q=0", "*", "identity", "br, gzip;q=0.5", "nonsense;;q", "")) {
            headers.add(new Header("Accept-Encoding", encodings));
        }
        for (String tag : List.of(etag, "W/" + etag, etag + ", \"other\"", "\"other\", " + etag, " " + etag + " ")) {
            headers.add(new Header("If-None-Match", tag));
        }
        return headers;
    }

    @Test
    void answersAlikeWhateverTheMethodAndTheHeaders() {
        List<Header> headers =
                headers(stage.roomStatus().header("ETag"), shopping.seesSeats().header("ETag"));
        for (Request plain :
                List.of(status(), poll(), seats(), status().with("Authorization", "Bearer " + waiting.accessToken()))) {
            answersAlike(plain);
            for (Header header : headers) {
                answersAlike(plain.with(header.name(), header.value()));
                answersAlike(plain.withAlso(header.name(), header.value()));
                answersAlike(plain.withAlso(header.name(), header.value()).withAlso(header.name(), header.value()));
            }
            for (String method : List.of("HEAD", "OPTIONS", "PATCH", "get")) {
                answersAlike(plain.by(method));
            }
            answersAlike(plain.saying("{}".getBytes()));
            answersAlike(plain.saying("{}".getBytes()).inChunks());
        }
    }

    @Test
    void refusesLikeTheController() {
        Fan other = crowd().of(1, stage).getFirst();
        other.joins();
        Stage elsewhere = Stage.open(api(), clock());
        String forged = waiting.accessToken().substring(0, waiting.accessToken().length() - 3) + "AAA";

        answersAlike(poll().without("Authorization"));
        answersAlike(poll().without("Queue-Token"));
        answersAlike(poll(forged, waiting.queueToken()));
        answersAlike(status().with("Authorization", "Bearer " + forged));
        answersAlike(poll(waiting.accessToken(), other.queueToken()));
        answersAlike(poll(waiting.accessToken(), waiting.queueToken().replace("q1.A", "q1.B")));
        answersAlike(poll().to("/api/v1/concerts/" + elsewhere.concertId() + "/queue-tokens/current"));
        answersAlike(poll().withAlso("Queue-Token", other.queueToken()));
        answersAlike(poll().withAlso("Authorization", "Bearer " + other.accessToken()));
        other.leaves();
        answersAlike(poll(other.accessToken(), other.queueToken()));
    }

    @Test
    void knowsBrowsersByTheirCookie() {
        Request byCookie = poll().without("Authorization").with("Cookie", "frontrow-session=" + waiting.accessToken());
        String good = "frontrow-session=" + waiting.accessToken();

        assertThat(answered(byCookie, byCookie)).isEqualTo(2);
        for (String cookie : List.of(
                good,
                "a=b; " + good + "; c=d",
                good + "; frontrow-session=nonsense",
                "frontrow-session=nonsense; " + good,
                "frontrow-session=; " + good,
                "frontrow-session=\"" + waiting.accessToken() + "\"",
                "frontrow-session=nonsense",
                "frontrow-session=",
                "frontrow-session",
                "Frontrow-Session=" + waiting.accessToken(),
                ";;=")) {
            answersAlike(byCookie.with("Cookie", cookie));
            answersAlike(status().with("Cookie", cookie));
            answersAlike(poll().with("Cookie", cookie));
        }
        answersAlike(byCookie.withAlso("Cookie", "frontrow-session=nonsense"));
        answersAlike(byCookie.with("Authorization", "Basic YTpi"));
    }

    @Test
    void refusesAnAccessTokenAtTheInstantOfItsEnd() {
        answered(poll(), poll());
        clock().advance(Duration.ofHours(1).minusMillis(1));
        new Wire(port()).send(poll()).expect(200);

        clock().advance(Duration.ofMillis(1));
        new Wire(port()).send(poll()).expectProblem(401, "unauthenticated");
        answersAlike(poll());
    }

    @Test
    void letsInWhoseTurnHasCome() {
        answered(poll(), poll());
        stage.steer(Map.of("admitPerMinute", 60_000, "capacity", 100));
        clock().advance(Duration.ofSeconds(2));

        assertThat(new Wire(port())
                        .send(poll())
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("ADMITTED");
        answersAlike(poll());
    }

    @Test
    void listsSeatsForWhoeverIsAdmitted() {
        Request gzipped = seats().with("Accept-Encoding", "gzip");

        assertThat(answered(seats(), gzipped)).isEqualTo(2);
        answersAlike(seats());
        answersAlike(gzipped);
        for (String accepted : List.of("identity", "gzip")) {
            Request request = seats().with("Accept-Encoding", accepted);
            String etag = new Wire(port()).send(request).header("ETag");
            answersAlike(request.with("If-None-Match", etag));
        }
    }

    @Test
    void listsAreasLikeTheController() {
        shopping = crowd().of(
                        1,
                        Stage.ofPlaces(
                                api(),
                                clock(),
                                1,
                                Map.of("seatCount", 3, "areas", List.of(Stage.area("Floor, \"#1\" 가", 500, "Back")))))
                .getFirst()
                .joinsAndEnters();
        shopping.seesSeats().expect(200);
        shopping.holdsIn("Floor, \"#1\" 가", 2).expect(201);

        assertThat(answered(seats())).isEqualTo(1);
        answersAlike(seats());
        answersAlike(seats().with("Accept-Encoding", "gzip"));
    }

    @Test
    void listsASeatAsHeldAsSoonAsItIs() {
        answered(seats());
        shopping.holds("7").expect(201);

        assertThat(new Wire(port()).send(seats()).text()).contains("\"status\":\"HELD\"");
        answersAlike(seats());
        clock().advance(Duration.ofMinutes(5));
        assertThat(new Wire(port()).send(seats()).text()).doesNotContain("\"status\":\"HELD\"");
        answersAlike(seats());
    }

    @Test
    void listsNoSeatsForWhoeverIsNotAdmitted() {
        Stage shop = shopping.stage();
        Fan outsider = crowd().of(1, shop).getFirst().joinsAndEnters();
        Fan elsewhere = crowd().of(1, Stage.open(api(), clock())).getFirst().joinsAndEnters();
        answersAlike(seats().without("Queue-Token"));
        answersAlike(seats().without("Authorization"));
        answersAlike(seats().with("Queue-Token", outsider.queueToken()));
        answersAlike(seats(elsewhere));
        answersAlike(seats(waiting));

        outsider.leaves();
        answersAlike(seats(outsider));
        assertThat(new Wire(port()).send(seats(outsider)).status()).isEqualTo(403);

        clock().advance(Duration.ofMinutes(10));
        assertThat(new Wire(port()).send(seats()).status()).isEqualTo(403);
        answersAlike(seats());
    }
}
