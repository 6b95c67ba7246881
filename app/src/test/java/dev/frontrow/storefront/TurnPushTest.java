package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.waitingroom.push.FakePushService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Web push in a real browser, whose push service is the test's: the real ones are not called.
class TurnPushTest extends ServerTest {

    private static final String PERMITTED = """
            Notification.requestPermission = async () => "granted";
            Object.defineProperty(Notification, "permission", { get: () => "granted" });
            """;

    /// The key with which the page subscribed is shown to the test.
    private static final String SUBSCRIBES = """
            PushManager.prototype.subscribe = async (options) => {
              sessionStorage.setItem("subscribed", JSON.stringify(options));
              const { endpoint, p256dh, auth } = %s;
              return { toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh, auth } }) };
            };
            """;

    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private final FakePushService service = new FakePushService();

    @Autowired
    private JdbcClient jdbc;

    @Test
    void serverTellsWhoPressesTheButtonUntilTheyPressItAgain() {
        Stage stage = crowded();
        try (Visitor fan = visitor(SUBSCRIBES.formatted(
                JsonMapper.shared().writeValueAsString(service.browser().form())))) {
            joins(fan, stage);
            Assertions.assertThat(fan.page().evaluate("sessionStorage.getItem('subscribed')"))
                    .isNull();

            fan.presses("#alert");

            assertThat(fan.page().locator(".toast")).hasText("페이지를 닫아도 알림으로 알려 드려요.");
            Assertions.assertThat(asked(stage)).isEqualTo(1);
            Assertions.assertThat(String.valueOf(fan.page().evaluate("sessionStorage.getItem('subscribed')")))
                    .contains("\"userVisibleOnly\":true", "\"applicationServerKey\":\"B");
            fan.presses("#alert");
            await().atMost(SOON).until(() -> asked(stage) == 0);
        }
    }

    @Test
    void keptAlertIsAskedForAgainForANewPlace() {
        Stage stage = crowded();
        try (Visitor fan = visitor(SUBSCRIBES.formatted(
                JsonMapper.shared().writeValueAsString(service.browser().form())))) {
            joins(fan, stage).presses("#alert");
            await().atMost(SOON).until(() -> asked(stage) == 1);

            fan.leaves(stage);
            fan.goes("/concerts/" + stage.concertId()).pressesMain().isAt(room(stage));

            // The row of the former place goes with the sweep.
            await().atMost(SOON).until(() -> asked(stage) == 2);
        }
    }

    @Test
    void pageAlertsAloneWhereTheBrowserCannotSubscribe() {
        Stage stage = crowded();
        try (Visitor fan =
                visitor("PushManager.prototype.subscribe = async () => { throw new Error('no service'); };")) {
            joins(fan, stage).presses("#alert");

            assertThat(fan.page().locator(".toast")).hasText("소리와 알림으로 알려 드려요.");
            Assertions.assertThat(asked(stage)).isZero();
        }
    }

    @Test
    void workerShowsWhatTheServerSends() {
        Stage stage = crowded();
        try (Visitor fan = visitor(SUBSCRIBES.formatted(
                JsonMapper.shared().writeValueAsString(service.browser().form())))) {
            CDPSession tools = fan.page().context().newCDPSession(fan.page());
            List<String> registrations = registrations(tools);
            joins(fan, stage).presses("#alert");
            assertThat(fan.page().locator(".toast")).hasText("페이지를 닫아도 알림으로 알려 드려요.");

            var message = new JsonObject();
            message.addProperty("origin", "http://127.0.0.1:" + port());
            message.addProperty("registrationId", registrations.getFirst());
            message.addProperty("data", message(stage));
            tools.send("ServiceWorker.deliverPushMessage", message);

            await().atMost(SOON)
                    .until(() -> String.valueOf(fan.page().evaluate("""
                                    async () => {
                                      const worker = await navigator.serviceWorker.getRegistration("/concerts/");
                                      const shown = await worker.getNotifications();
                                      return shown.map((it) => [it.title, it.body, it.lang, it.data.page].join(" "));
                                    }
                                    """))
                            .equals("[차례가 됐어요 Spring Night ko " + room(stage) + "]"));
        }
    }

    /// The ids of workers that the browser registers from now on.
    private static List<String> registrations(CDPSession tools) {
        List<String> registrations = new CopyOnWriteArrayList<>();
        tools.on(
                "ServiceWorker.workerRegistrationUpdated",
                event -> event.getAsJsonArray("registrations")
                        .forEach(one -> registrations.add(
                                one.getAsJsonObject().get("registrationId").getAsString())));
        tools.send("ServiceWorker.enable");
        return registrations;
    }

    private static String message(Stage stage) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "title", "차례가 됐어요",
                        "body", "Spring Night",
                        "language", "ko",
                        "page", room(stage),
                        "tag", "frontrow-turn-" + stage.concertId()));
    }

    private Visitor visitor(String more) {
        var how = new NewContextOptions().setLocale("ko-KR").setViewportSize(360, 740);
        var visitor = new Visitor(port(), how, Chromium.thatNotifies());
        visitor.page().context().grantPermissions(List.of("notifications"));
        visitor.page().addInitScript(PERMITTED);
        visitor.page().addInitScript(more);
        return visitor;
    }

    private Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        return stage;
    }

    private static Visitor joins(Visitor fan, Stage stage) {
        return fan.signsUp()
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt(room(stage));
    }

    private static String room(Stage stage) {
        return "/concerts/" + stage.concertId() + "/waiting-room";
    }

    private int asked(Stage stage) {
        return jdbc.sql("select count(*) from waitingroom.turn_alert where concert_id = ?")
                .param(stage.concertId())
                .query(Integer.class)
                .single();
    }
}
