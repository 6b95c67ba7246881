package dev.frontrow.payment.refund;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.Visitor;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// The pages about the refund of a whole performance, and about what waits for an approval.
class RefundJobPagesTest extends AuditedTest {

    @Autowired
    private Operators operators;

    @Autowired
    private RefundSteps steps;

    private Visitor visitor(OperatorRole role, String locale, int width, int height) {
        return new Visitor(port(), new NewContextOptions().setLocale(locale).setViewportSize(width, height))
                .comesWith(operators.make(role).accessToken());
    }

    private Fan paid(Stage stage, String... seats) {
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds(seats).expect(201);
        fan.pays(UUID.randomUUID().toString()).expect(201);
        return fan;
    }

    private static void reason(Page page, String reason) {
        page.locator("#reason").fill(reason);
        page.locator("#reason-yes").click();
    }

    private static String refunds(Stage stage) {
        return "/office/performances/" + stage.performanceId() + "/refunds";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | 1440 | 900  | It is paused.
            ko-KR | 768  | 1024 | 잠시 멈췄어요.
            """)
    void aCancelledDateIsRefundedFromItsConcertsPage(String locale, int width, int height, String paused) {
        Stage stage = Stage.open(api(), clock());
        Fan fan = paid(stage, "1");
        try (Visitor manager = visitor(OperatorRole.MANAGER, locale, width, height)) {
            Page page = manager.goes("/office/concerts/" + stage.concertId()).page();
            page.locator("#dates .button--danger").click();
            reason(page, "아파요 <b>");
            assertThat(page.locator("#refund-next")).isVisible();
            page.locator("#dates a[href$='/refunds']").click();
            assertThat(page.locator("#orders")).hasText("1");

            page.locator("#percent").fill("10");
            page.locator("#percent").blur();
            assertThat(page.locator("#back")).hasText("₩135,000");
            manager.findsNoBarriersByDayOrNight();
            page.locator("#plan [type=submit]").click();
            reason(page, "환불 <i>, =1");
            assertThat(page.locator("#reason-given")).hasText("환불 <i>, =1");
            page.locator("#pause").click();
            assertThat(page.locator("#state")).hasText(paused);
            assertThat(page.locator("#progress")).isVisible();
            manager.findsNoBarriersByDayOrNight();
        }
        assertThat(fan.balance()).isEqualTo(1_000_000 - Stage.FRONT_PRICE);
    }

    @Test
    void aLargeRefundIsApprovedByAnotherPersonAndReported() {
        Stage stage = Stage.open(api(), clock());
        for (int i = 0; i < 2; i++) {
            paid(
                    stage,
                    Integer.toString(i * 4 + 1),
                    Integer.toString(i * 4 + 2),
                    Integer.toString(i * 4 + 3),
                    Integer.toString(i * 4 + 4));
        }
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
        try (Visitor one = visitor(OperatorRole.MANAGER, "en-US", 1440, 900);
                Visitor other = visitor(OperatorRole.OWNER, "en-US", 1440, 900).withOwnClock()) {
            Page page = one.goes(refunds(stage)).page();
            assertThat(page.locator("#second")).isVisible();
            page.locator("#plan [type=submit]").click();
            reason(page, "cancelled");
            assertThat(page.locator("#refusal")).hasText("Withdraw");
            assertThat(page.locator("#approval")).isHidden();

            other.goes("/office/concerts").presses(".notice--warning a");
            Page approval = other.page();
            approval.locator("a[href='" + refunds(stage) + "']").first().click();
            approval.locator("#approval").click();
            reason(approval, "seen");
            assertThat(approval.locator("#pause")).isVisible();
            steps.run();
            steps.run();
            other.passes(Duration.ofSeconds(2));
            assertThat(approval.locator("#state")).hasText("It is done.");
            assertThat(approval.locator("#tickets")).hasText("8");
            assertThat(approval.locator("#pause")).isHidden();
            other.findsNoBarriers();
        }
    }

    @Test
    void whatWaitsIsDecidedFromTheList() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1", "2", "3").expect(201);
        String order = fan.pays("once").expect(201).body().path("paymentId").asString();
        var counter = operators.make(OperatorRole.BOX_OFFICE);
        new RefundDesk(api().bearer(counter.accessToken()))
                .api()
                .idempotencyKey("ill")
                .post("/api/v1/operator/orders/" + order + "/refunds", Map.of("seats", "AT_ONCE"))
                .expect(201);
        try (Visitor asker = new Visitor(port(), new NewContextOptions().setLocale("en-US"))
                        .comesWith(counter.accessToken());
                Visitor manager = visitor(OperatorRole.MANAGER, "ko-KR", 768, 1024)) {
            asker.goes("/office/refunds");
            String row = "tr:has(a[href='/office/orders/" + order + "/refunds'])";
            assertThat(asker.page().locator(row + " button")).hasText("Withdraw");

            manager.goes("/office/refunds").reads("아파요").findsNoBarriersByDayOrNight();
            manager.page().locator(row + " button").first().click();
            reason(manager.page(), "네");
            assertThat(manager.page().locator(row)).hasCount(0);
        }
        assertThat(fan.balance()).isEqualTo(1_000_000);
    }
}
