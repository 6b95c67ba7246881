package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// The waiting room in a real browser; the test moves the line.
class WaitingRoomPagesTest extends ServerTest {

    /// Records the notifications and sounds that the browser would show and play. There is no web push.
    private static final String RECORD_CALLS = """
            window.Notification = class {
              static permission = "granted";
              static requestPermission = async () => "granted";
              constructor(title, { body }) { sessionStorage.setItem("notified", `${title} / ${body}`); }
            };
            PushManager.prototype.subscribe = async () => { throw new Error("no service"); };
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (at) {
              sessionStorage.setItem("tones", Number(sessionStorage.getItem("tones")) + 1);
              start.call(this, at);
            };
            """;

    /// More than the longest interval of polls and of retries.
    private static final Duration POLLS_WITHIN = Duration.ofSeconds(30);

    private Visitor visitor() {
        return new Visitor(port(), new NewContextOptions().setLocale("ko-KR").setViewportSize(360, 740)).withOwnClock();
    }

    /// A full room with some fans ahead in line.
    private Stage crowded(int ahead) {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1, "admitPerMinute", 60));
        crowd().of(ahead + 1, stage).forEach(fan -> fan.joins().expect(201));
        return stage;
    }

    private static String room(Stage stage) {
        return "/concerts/" + stage.concertId() + "/waiting-room";
    }

    private static Visitor joins(Visitor fan, Stage stage) {
        return fan.signsUp()
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt(room(stage));
    }

    @Test
    void showsThePlaceAlsoInTheTitleOfTheTab() {
        Stage stage = crowded(3);
        try (Visitor fan = visitor()) {
            joins(fan, stage)
                    .reads("내 대기 번호")
                    .reads("5번")
                    .reads("내 앞에 3명")
                    .reads("앞사람 수에는 지금 기다리는 사람만")
                    .findsNoBarriers();

            assertThat(fan.page()).hasTitle(Pattern.compile("^5번.*"));
        }
    }

    @Test
    void tellsTheOperatorsWordWithoutBeingReloaded() {
        Stage stage = crowded(2);
        try (Visitor fan = visitor()) {
            joins(fan, stage);
            fan.page().evaluate("window.stillTheSamePage = true");

            stage.steer(Map.of("phase", "PAUSED", "message", "조명을 고치고 있어요.")).expect(200);

            fan.passes(POLLS_WITHIN)
                    .reads("조명을 고치고 있어요.")
                    .reads("주최 측이 입장을 잠시 멈췄어요.")
                    .findsNoBarriers();
            Assertions.assertThat(fan.page().evaluate("window.stillTheSamePage"))
                    .isEqualTo(true);
        }
    }

    @Test
    void levelWithoutSeatsIsNotOnHold() {
        var seat = Map.of("seat", "1", "priceLevel", "Front");
        var performance = new HashMap<String, Object>(Stage.performance(clock().instant(), 7));
        performance.put("seats", List.of(seat));
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1, "performances", List.of(performance)));
        crowd().of(2, stage).forEach(one -> one.joins().expect(201));
        try (Visitor fan = visitor()) {
            joins(fan, stage);
            assertThat(fan.page().locator(".levels__left").last()).hasText("");
            stage.steer(Map.of("message", "곧 시작해요.")).expect(200);
            fan.passes(POLLS_WITHIN).reads("곧 시작해요.");
            assertThat(fan.page().locator(".levels__left").last()).hasText("");
        }
    }

    @Test
    void tellsAPauseOnce() {
        Stage stage = crowded(1);
        try (Visitor fan = visitor()) {
            joins(fan, stage);
            stage.steer(Map.of("phase", "PAUSED")).expect(200);

            for (int round = 0; round < 2; round++) {
                fan.passes(POLLS_WITHIN).sees("main :text('멈췄어요'):visible >> nth=0");
                Assertions.assertThat(fan.page().locator("main").innerText().split("멈췄어요", -1))
                        .hasSize(2);
                fan.goes(room(stage));
            }
        }
    }

    @Test
    void barOfWhoIsNextIsFull() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            joins(fan, stage).reads("바로 다음 차례예요");

            assertThat(fan.page().locator("#progress")).hasAttribute("aria-valuenow", "100");
            assertThat(fan.page().locator("#progress")).hasAttribute("aria-valuetext", "바로 다음 차례예요");
            fan.passes(POLLS_WITHIN);
            assertThat(fan.page().locator("#progress")).hasAttribute("aria-valuenow", "100");
        }
    }

    @Test
    void barTellsHowManyAreAhead() {
        Stage stage = crowded(3);
        try (Visitor fan = visitor()) {
            joins(fan, stage);

            assertThat(fan.page().locator("#progress")).hasAttribute("aria-valuenow", "0");
            assertThat(fan.page().locator("#progress")).hasAttribute("aria-valuetext", "내 앞에 3명");
        }
    }

    @Test
    void opensTheDoorWhenTheTurnHasCome() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            joins(fan, stage).reads("2번");

            stage.steer(Map.of("capacity", 100)).expect(200);
            clock().advance(Duration.ofSeconds(5));

            fan.passes(POLLS_WITHIN).reads("차례가 됐어요").findsNoBarriers();
            assertThat(fan.page().locator(".room__enter")).hasText("입장하기");
        }
    }

    @Test
    void asksFirstBeforeAPlaceIsGivenUp() {
        Stage stage = crowded(1);
        try (Visitor fan = visitor()) {
            joins(fan, stage).pressesNamed("대기열에서 나가기");
            fan.sees("#leave-dialog").findsNoBarriers().pressesNamed("계속 기다리기");
            fan.pressesNamed("대기열에서 나가기");

            fan.page().locator("#leave-dialog .button--danger").click();

            fan.isAt("/concerts/" + stage.concertId()).reads("대기열에서 나왔어요");
        }
    }

    @Test
    void keepsThePlaceForASecondTabAndAReload() {
        Stage stage = crowded(2);
        try (Visitor fan = visitor()) {
            joins(fan, stage).reads("4번").goes("/").goes(room(stage)).reads("4번");
            fan.goes("/concerts/" + stage.concertId())
                    .pressesMain()
                    .isAt(room(stage))
                    .reads("4번");
        }
    }

    @Test
    void keepsTryingWhileTheServerIsAway() {
        Stage stage = crowded(1);
        try (Visitor fan = visitor()) {
            joins(fan, stage);
            var polls = "**/queue-tokens/current";
            fan.page().route(polls, route -> route.abort());
            fan.page().evaluate("dispatchEvent(new Event('online'))");
            assertThat(fan.page().locator("#trouble")).isVisible();
            fan.findsNoBarriers();

            fan.page().unroute(polls);
            fan.passes(POLLS_WITHIN);

            assertThat(fan.page().locator("#trouble")).isHidden();
            fan.forgives("ERR_FAILED");
        }
    }

    @Test
    void callsWhoeverAskedForIt() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            fan.page().context().grantPermissions(List.of("notifications"));
            fan.page().addInitScript(RECORD_CALLS);
            joins(fan, stage).presses("#alert").reads("차례가 되면 알려 주세요");
            assertThat(fan.page().locator(".toast")).hasText("소리와 알림으로 알려 드려요.");
            assertThat(fan.page().locator("#alert")).hasAttribute("aria-pressed", "true");
            Assertions.assertThat(calls(fan, "tones")).isEqualTo(3);

            fan.hides(true);
            stage.steer(Map.of("capacity", 100)).expect(200);
            clock().advance(Duration.ofSeconds(5));

            fan.passes(POLLS_WITHIN).reads("차례가 됐어요");
            Assertions.assertThat(calls(fan, "tones")).isEqualTo(6);
            Assertions.assertThat(fan.page().evaluate("sessionStorage.getItem('notified')"))
                    .isEqualTo("차례가 됐어요 / Spring Night");
        }
    }

    @Test
    void alertThatWasAskedForSurvivesAReload() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            fan.page().context().grantPermissions(List.of("notifications"));
            fan.page().addInitScript(RECORD_CALLS);
            joins(fan, stage).presses("#alert");

            fan.page().reload();

            assertThat(fan.page().locator("#alert")).hasAttribute("aria-pressed", "true");
            fan.hides(true);
            stage.steer(Map.of("capacity", 100)).expect(200);
            clock().advance(Duration.ofSeconds(5));
            fan.passes(POLLS_WITHIN).reads("차례가 됐어요");
            Assertions.assertThat(fan.page().evaluate("sessionStorage.getItem('notified')"))
                    .isEqualTo("차례가 됐어요 / Spring Night");
        }
    }

    @Test
    void alertThatWasCalledOffStaysOff() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            fan.page().addInitScript(RECORD_CALLS);
            joins(fan, stage).presses("#alert").presses("#alert");

            fan.page().reload();

            assertThat(fan.page().locator("#alert")).hasAttribute("aria-pressed", "false");
        }
    }

    @Test
    void whatBeingAwayCostsIsSaidBefore() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            fan.goes("/concerts/" + stage.concertId()).reads("차례가 되면 5분 안에 들어와야 하고");

            joins(fan, stage).reads("차례가 되면 5분 안에 돌아와 주세요").reads("차례가 되면 10분 동안");
        }
    }

    @Test
    void callsWithASoundAloneWhereNotificationsAreRefused() {
        Stage stage = crowded(0);
        try (Visitor fan = visitor()) {
            fan.page().addInitScript(RECORD_CALLS);
            fan.page().addInitScript("Notification.requestPermission = async () => 'denied'");
            joins(fan, stage).presses("#alert");

            assertThat(fan.page().locator(".toast")).hasText("소리로 알려 드려요.");
            fan.presses("#alert");
            assertThat(fan.page().locator("#alert")).hasAttribute("aria-pressed", "false");
        }
    }

    private static int calls(Visitor fan, String what) {
        return ((Number) fan.page().evaluate("what => Number(sessionStorage.getItem(what))", what)).intValue();
    }

    @Test
    void refreshesByItselfWithoutScripts() {
        Stage stage = crowded(0);
        var noScripts = new NewContextOptions().setJavaScriptEnabled(false).setLocale("ko-KR");
        try (Visitor fan = new Visitor(port(), noScripts)) {
            joins(fan, stage).reads("2번");

            stage.steer(Map.of("capacity", 100)).expect(200);
            clock().advance(Duration.ofSeconds(5));

            fan.page()
                    .waitForCondition(
                            () -> fan.page().locator("main").textContent().contains("차례가 됐어요"));
        }
    }

    @Test
    void asksNothingWhileTheTabIsHidden() {
        Stage stage = crowded(1);
        try (Visitor fan = visitor()) {
            joins(fan, stage);
            List<String> polls = fan.requestsOf("/queue-tokens/current");
            fan.hides(true);
            int before = polls.size();
            fan.passes(POLLS_WITHIN);
            Assertions.assertThat(polls).hasSize(before);

            fan.hides(false);

            fan.page().waitForCondition(() -> polls.size() == before + 1);
        }
    }
}
