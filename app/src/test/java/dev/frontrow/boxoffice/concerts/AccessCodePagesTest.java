package dev.frontrow.boxoffice.concerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.Visitor;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Access codes in the browser, with the keyboard alone.
class AccessCodePagesTest extends ServerTest {

    @Autowired
    private Operators operators;

    private Stage stage;

    @BeforeEach
    void onSale() {
        stage = Stage.open(api(), clock());
    }

    private Visitor operator(OperatorRole role, String language, int width) {
        return new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, 1000))
                .comesWith(operators.make(role).accessToken());
    }

    private String address() {
        return "/office/concerts/" + stage.concertId() + "/access-codes";
    }

    private List<String> stored() {
        return stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/access-codes")
                .expect(200)
                .body()
                .path("codes")
                .valueStream()
                .map(code -> code.path("code").asString() + " "
                        + code.path("usesMax").asInt() + (code.path("revoked").asBoolean() ? " revoked" : ""))
                .toList();
    }

    private static void makes(Page page, String count, String uses, String own) {
        page.locator("#count").focus();
        for (String typed : List.of(count, uses, own)) {
            page.keyboard().press("Control+A");
            page.keyboard().press("Delete");
            page.keyboard().type(typed);
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
    }

    private static void givesReason(Page page) {
        assertThat(page.locator("#reason")).isFocused();
        page.keyboard().type("fan club");
        page.keyboard().press("Enter");
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1440", "ko-KR, 768"})
    void makesAndRevokesCodesByKeyboard(String language, int width) {
        try (Visitor operator = operator(OperatorRole.MANAGER, language, width)) {
            Page page = operator.goes("/office/concerts/" + stage.concertId()).page();
            page.locator("a[href$='/access-codes']").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#codes tr")).hasCount(1);
            makes(page, "0", "3", "fan-club, VIP-2026");
            givesReason(page);

            assertThat(page.locator("#new-title")).isFocused();
            assertThat(page.locator("#new-codes")).hasValue("FAN-CLUB\nVIP-2026");
            Assertions.assertThat(stored()).containsExactly("FAN-CLUB 3", "VIP-2026 3");
            operator.findsNoBarriersByDayOrNight();
            page.locator("#codes button").first().focus();
            page.keyboard().press("Enter");
            givesReason(page);
            assertThat(page.locator("#codes button")).hasCount(1);
            Assertions.assertThat(stored()).containsExactly("FAN-CLUB 3 revoked", "VIP-2026 3");
        }
    }

    @Test
    void generatesAndPagesThroughMany() {
        try (Visitor operator = operator(OperatorRole.MANAGER, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            makes(page, "250", "1", "");
            givesReason(page);

            assertThat(page.locator("#codes tr")).hasCount(200);
            page.locator("#more").click();
            assertThat(page.locator("#codes tr")).hasCount(250);
            assertThat(page.locator("#more")).isHidden();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, '', count",
        "ten, 1, '', count",
        "1, 0, '', uses",
        "20000, 1, '', count",
        "1, 1, abc, own",
        "1, 1, <b>code</b>, own"
    })
    void namesTheFieldAndKeepsWhatWasTyped(String count, String uses, String own, String field) {
        try (Visitor operator = operator(OperatorRole.OWNER, "en-US", 1440)) {
            operator.forgives("400");
            Page page = operator.goes(address()).page();
            makes(page, count, uses, own);
            if (count.matches("\\d+")) {
                givesReason(page);
            }

            assertThat(page.locator("#" + field)).isFocused();
            assertThat(page.locator("#" + field)).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#own")).hasValue(own);
            Assertions.assertThat(stored()).isEmpty();
        }
    }

    @Test
    void auditorsReadCodesAndSellersDoNot() {
        stage.operator()
                .post(
                        "/api/v1/operator/concerts/" + stage.concertId() + "/access-codes",
                        Map.of("codes", List.of("FRIEND-1")))
                .expect(201);
        try (Visitor auditor = operator(OperatorRole.AUDITOR, "en-US", 1440)) {
            Page page = auditor.goes(address()).page();
            assertThat(page.locator("#codes")).containsText("FRIEND-1");
            assertThat(page.locator("#make")).hasCount(0);
            assertThat(page.locator("#codes button")).hasCount(0);
        }
        Assertions.assertThat(
                        api().bearer(operators.make(OperatorRole.BOX_OFFICE).accessToken())
                                .get(address())
                                .status())
                .isEqualTo(403);
    }
}
