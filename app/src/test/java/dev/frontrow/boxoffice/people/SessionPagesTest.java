package dev.frontrow.boxoffice.people;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.frontrow.ApiClient;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class SessionPagesTest extends ServerTest {

    private static final String ANY = "/api/v1/operator/concerts";

    @Autowired
    private Operators operators;

    @Autowired
    private AccessTokens accessTokens;

    private ApiClient elsewhere(Operators.Made operator, String userAgent) {
        ApiClient client = api().bearer(
                        accessTokens.issue(operator.id(), Role.OPERATOR).value())
                .with("User-Agent", userAgent);
        client.get(ANY).expect(200);
        return client;
    }

    private Visitor visitor(Operators.Made operator, String locale, int width, int height) {
        return new Visitor(port(), new NewContextOptions().setLocale(locale).setViewportSize(width, height))
                .comesWith(operator.accessToken());
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, 1440, 900, This one, Firefox on Linux, A program, It is ended.",
        "ko-KR, 768, 1024, 이 기기, Linux의 Firefox, 프로그램, 로그아웃했어요."
    })
    void endsOneAndThenAllOthersAndGoesOn(
            String locale, int width, int height, String own, String firefox, String program, String ended) {
        var operator = operators.make(OperatorRole.SUPPORT);
        ApiClient desk = elsewhere(operator, "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0");
        ApiClient script = elsewhere(operator, "nightly");
        try (Visitor visitor = visitor(operator, locale, width, height)) {
            Page page = visitor.goes("/office/sessions").page();
            assertThat(page.locator("#sessions tr")).hasCount(3);
            visitor.reads(own).reads(firefox).reads(program).findsNoBarriersByDayOrNight();

            page.locator("#sessions tr", new Page.LocatorOptions().setHasText(firefox))
                    .locator("button")
                    .click();
            assertThat(page.locator("#say")).hasText(ended);
            assertThat(page.locator("#sessions tr")).hasCount(2);
            desk.get(ANY).expectProblem(401, "unauthenticated");

            page.locator("#end-all").click();
            assertThat(page.locator("#sessions tr")).hasCount(1);
            assertThat(page.locator("#end-all")).isHidden();
            script.get(ANY).expectProblem(401, "unauthenticated");
            visitor.goes("/office/second-factor").goes("/office/sessions").reads(own);
        }
    }

    @Test
    void anOwnerEndsTheSessionsOfAnotherOperator() {
        var other = operators.make(OperatorRole.BOX_OFFICE);
        ApiClient desk = elsewhere(other, "curl/8.5");
        try (Visitor owner = visitor(operators.make(OperatorRole.OWNER), "en-US", 1440, 900)) {
            Page page = owner.goes("/office/people").page();
            page.getByLabel("Sessions of " + other.username()).click();
            owner.reads("curl").findsNoBarriers();
            page.locator("#end-all").click();
            page.locator("#reason").fill("lost the phone");
            page.locator("#reason-yes").click();
            assertThat(page.locator("#no-sessions")).isVisible();
            owner.findsNoBarriers();
        }
        desk.get(ANY).expectProblem(401, "unauthenticated");
    }
}
