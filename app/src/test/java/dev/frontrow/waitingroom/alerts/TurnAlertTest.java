package dev.frontrow.waitingroom.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.cluster.JobsElsewhere;
import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.draw.Draws;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.waitingroom.Ticks;
import dev.frontrow.waitingroom.push.FakeBrowser;
import dev.frontrow.waitingroom.push.FakePushService;
import dev.frontrow.waitingroom.push.PushClient;
import dev.frontrow.waitingroom.push.PushEndpoints;
import dev.frontrow.waitingroom.push.PushSettings;
import dev.frontrow.waitingroom.push.Subscription;
import dev.frontrow.waitingroom.tokens.QueueToken;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class TurnAlertTest extends ServerTest {

    @AutoClose
    private final FakePushService service = new FakePushService();

    @Autowired
    private BeanFactory server;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"ko, 차례가 됐어요", "en, It is your turn", "fr, It is your turn"})
    void fanIsToldOnceInTheirLanguageAndNothingAboutThem(String language, String words) throws Exception {
        Stage stage = crowded();
        Fan fan = waiting(stage);
        FakeBrowser browser = service.browser();
        fan.admittedApi().language(language).post(path(stage), browser.form()).expect(204);
        calls();
        assertThat(toldTo(browser)).isEmpty();

        opensUp(stage);
        calls();
        calls();

        assertThat(toldTo(browser)).hasSize(1);
        FakePushService.Told told = toldTo(browser).getFirst();
        assertThat(told.text().path("title").asString()).isEqualTo(words);
        assertThat(told.text().path("body").asString()).isEqualTo("Spring Night");
        assertThat(told.text().path("page").asString()).isEqualTo("/concerts/" + stage.concertId() + "/waiting-room");
        assertThat(told.text().propertyNames()).containsExactlyInAnyOrder("title", "body", "language", "page", "tag");
        assertThat(told.header("Authorization")).endsWith(", k=" + publicKey(stage, fan));
        assertThat(asked(stage)).isZero();
    }

    @Test
    void onlyTheBrowserThatAskedLastIsTold() {
        Stage stage = crowded();
        Fan fan = waiting(stage);
        FakeBrowser first = asks(stage, fan);
        FakeBrowser last = asks(stage, fan);

        opensUp(stage);
        calls();

        assertThat(toldTo(first)).isEmpty();
        assertThat(toldTo(last)).hasSize(1);
    }

    @Test
    void whoCalledItOffIsNotTold() {
        Stage stage = crowded();
        Fan fan = waiting(stage);
        FakeBrowser browser = asks(stage, fan);

        fan.admittedApi().delete(path(stage)).expect(204);
        fan.admittedApi().delete(path(stage)).expect(204);

        opensUp(stage);
        calls();
        assertThat(toldTo(browser)).isEmpty();
    }

    @Test
    void whoIsInsideAlreadyIsNotTold() {
        Stage stage = crowded();
        Fan fan = waiting(stage);
        FakeBrowser browser = asks(stage, fan);

        opensUp(stage);
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("ADMITTED");
        calls();

        assertThat(toldTo(browser)).isEmpty();
        assertThat(asked(stage)).isZero();
    }

    @Test
    void alertEndsWithItsPlace() {
        Stage stage = crowded();
        Fan left = waiting(stage);
        FakeBrowser browser = asks(stage, left);
        asks(stage, waiting(stage));
        left.leaves().expect(204);

        server.getBean(TurnCalls.class).sweep();

        assertThat(asked(stage)).isEqualTo(1);
        opensUp(stage);
        calls();
        assertThat(toldTo(browser)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, 0", "410, 0", "403, 1", "429, 1", "503, 1"})
    void subscriptionThatTheBrowserEndedIsDeletedEverywhereAndOthersAreKept(int status, int keptElsewhere) {
        Stage stage = crowded();
        Stage other = crowded();
        FakeBrowser browser = service.browser();
        Fan fan = waiting(stage);
        Fan elsewhere = waiting(other);
        fan.admittedApi().post(path(stage), browser.form()).expect(204);
        elsewhere.admittedApi().post(path(other), browser.form()).expect(204);
        service.answers(browser, status);

        opensUp(stage);
        calls();
        calls();

        assertThat(service.called()).containsOnlyOnce(browser.endpoint());
        assertThat(asked(stage)).isZero();
        assertThat(asked(other)).isEqualTo(keptElsewhere);
    }

    @Test
    void whoAskedBeforeTheDrawIsToldByTheDrawnPosition() {
        Instant now = clock().instant();
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "preQueueOpensAt", now.minusSeconds(60).toString(),
                        "opensAt", now.plus(Duration.ofMinutes(10)).toString(),
                        "capacity", 7));
        List<FakeBrowser> browsers = new ArrayList<>();
        for (int number = 1; number <= 30; number++) {
            browsers.add(asks(stage, waiting(stage)));
        }
        calls();
        assertThat(toldToAnyOf(browsers)).isEmpty();

        clock().advance(Duration.ofMinutes(10));
        stage.roomStatus().expect(200);
        for (int i = 0; i < 20; i++) {
            clock().advance(Duration.ofSeconds(1));
            Ticks.at(server);
        }
        calls();

        assertThat(servingPosition(stage)).isBetween(1L, 29L);
        assertThat(toldToAnyOf(browsers)).containsExactlyInAnyOrderElementsOf(calledOf(stage, browsers));
    }

    /// Those that were called by the drawn order, of browsers in the order of joining.
    private List<FakeBrowser> calledOf(Stage stage, List<FakeBrowser> browsers) {
        var draw = server.getBean(Draws.class).load(stage.concertId());
        long serving = servingPosition(stage);
        List<FakeBrowser> called = new ArrayList<>();
        for (int number = 1; number <= 30; number++) {
            if (draw.positionOf(new PlaceNumber(Lane.GENERAL, number)) <= serving) {
                called.add(browsers.get(number - 1));
            }
        }
        return called;
    }

    @Test
    void nodesThatBothBelieveToTellTellEachFanOnce() throws Exception {
        Stage stage = crowded();
        List<FakeBrowser> browsers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            browsers.add(asks(stage, waiting(stage)));
        }
        opensUp(stage);

        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                nodes.execute(this::calls);
            }
        }

        assertThat(toldToAnyOf(browsers)).containsExactlyInAnyOrderElementsOf(browsers);
    }

    @Test
    void onlyTheNodeOfTheSingleJobsTells() {
        Stage stage = crowded();
        FakeBrowser browser = asks(stage, waiting(stage));
        opensUp(stage);

        Calls.at(server, service, JobsElsewhere.jobs());
        assertThat(toldTo(browser)).isEmpty();

        Calls.at(server, service, server.getBean(SingleJobs.class));
        assertThat(toldTo(browser)).hasSize(1);
    }

    @Test
    void asksNoMoreThanTheServerKeeps() {
        Stage stage = crowded();
        Fan fan = waiting(stage);
        FakeBrowser browser = asks(stage, fan);
        QueueToken token =
                server.getBean(QueueTokens.class).read(fan.queueToken()).orElseThrow();
        var full = new TurnAlerts(
                server.getBean(AlertRows.class),
                server.getBean(PushClient.class),
                server.getBean(PushEndpoints.class),
                new PushSettings(List.of(), null, null, null, 1),
                clock());
        var subscription = new Subscription(
                URI.create(browser.endpoint()),
                String.valueOf(browser.form().get("p256dh")),
                String.valueOf(browser.form().get("auth")));

        assertThat(full.ask(token, 2L, subscription, Locale.ENGLISH)).isEqualTo(AlertOutcome.FULL);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "endpoint, -",
                "endpoint, ''",
                "endpoint, ' '",
                "endpoint, http://fcm.googleapis.com/a",
                "endpoint, https://evil.example/a",
                "endpoint, https://fcm.googleapis.com.evil.example/a",
                "endpoint, https://fcm.googleapis.com:8443/a",
                "endpoint, https://fan@fcm.googleapis.com/a",
                "endpoint, https://127.0.0.1/a",
                "endpoint, https://169.254.169.254/latest/meta-data",
                "p256dh, -",
                "p256dh, AAAA",
                "p256dh, BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "auth, -",
                "auth, AAAA",
                "auth, BTBZMqHH6r4Tts7J_aSIgg=="
            })
    void refusesUnfitSubscriptionsByTheirField(String field, String value) {
        Stage stage = crowded();
        Map<String, String> form = new HashMap<>(service.browser().form());
        form.remove(field);
        if (value != null) {
            form.put(field, value);
        }

        Answer answer = waiting(stage).admittedApi().post(path(stage), form);

        answer.expectProblem(400, "request-invalid");
        assertThat(answer.fault(field)).isNotEmpty();
        assertThat(asked(stage)).isZero();
    }

    @Test
    void onlyOwnersOfWaitingPlacesMayAsk() {
        Stage stage = crowded();
        Fan fan = waiting(stage);
        Fan inside = Stage.open(api(), clock()).fan().joinsAndEnters();
        Fan gone = waiting(stage);
        gone.leaves().expect(204);
        var form = service.browser().form();

        api().post(path(stage), form).expectProblem(401, "unauthenticated");
        fan.api().post(path(stage), form).expectProblem(401, "queue-token-invalid");
        stage.fan()
                .api()
                .queueToken(fan.queueToken())
                .post(path(stage), form)
                .expectProblem(401, "queue-token-invalid");
        fan.admittedApi().post("/api/v1/concerts/0/turn-alert", form).expectProblem(404, "concert-unknown");
        fan.admittedApi().post("/api/v1/concerts/x/turn-alert", form).expectProblem(404, "concert-unknown");
        fan.admittedApi().post(path(inside.stage()), form).expectProblem(401, "queue-token-invalid");
        inside.admittedApi().post(path(inside.stage()), form).expectProblem(409, "not-waiting");
        gone.admittedApi().post(path(stage), form).expectProblem(409, "not-waiting");
        stage.fan().api().queueToken(fan.queueToken()).delete(path(stage)).expectProblem(401, "queue-token-invalid");
        assertThat(asked(stage)).isZero();
    }

    /// A room for one, which is full.
    private Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        return stage;
    }

    private static Fan waiting(Stage stage) {
        Fan fan = stage.fan();
        fan.joins().expect(201);
        return fan;
    }

    private FakeBrowser asks(Stage stage, Fan fan) {
        FakeBrowser browser = service.browser();
        fan.admittedApi().post(path(stage), browser.form()).expect(204);
        return browser;
    }

    private void opensUp(Stage stage) {
        stage.steer(Map.of("capacity", 1_000, "admitPerMinute", 60_000)).expect(200);
        for (int i = 0; i < 5; i++) {
            clock().advance(Duration.ofSeconds(1));
            Ticks.at(server);
        }
    }

    private void calls() {
        Calls.at(server, service);
    }

    private List<FakePushService.Told> toldTo(FakeBrowser browser) {
        return service.told().stream().filter(told -> told.by() == browser).toList();
    }

    private List<FakeBrowser> toldToAnyOf(List<FakeBrowser> browsers) {
        return service.told().stream()
                .map(FakePushService.Told::by)
                .filter(browsers::contains)
                .toList();
    }

    private String publicKey(Stage stage, Fan fan) {
        return fan.admittedApi()
                .get(path(stage))
                .expect(200)
                .body()
                .path("publicKey")
                .asString();
    }

    private int asked(Stage stage) {
        return jdbc.sql("select count(*) from waitingroom.turn_alert where concert_id = ?")
                .param(stage.concertId())
                .query(Integer.class)
                .single();
    }

    private long servingPosition(Stage stage) {
        return jdbc.sql("select serving_position from waitingroom.lane where concert_id = ? and lane = 'GENERAL'")
                .param(stage.concertId())
                .query(Long.class)
                .single();
    }

    private static String path(Stage stage) {
        return "/api/v1/concerts/" + stage.concertId() + "/turn-alert";
    }
}
