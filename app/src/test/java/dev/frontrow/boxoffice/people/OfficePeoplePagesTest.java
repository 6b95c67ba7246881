package dev.frontrow.boxoffice.people;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.Visitor;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class OfficePeoplePagesTest extends ServerTest {

    private static final String PASSWORD = "we meet at the old bridge";

    @Autowired
    private Operators operators;

    private Visitor visitor(OperatorRole role, String language, int width) {
        return new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, 900))
                .comesWith(operators.make(role).accessToken());
    }

    @Test
    void ownerInvitesSomebodyWhoGetsInAndIsLetGo() {
        String name = "op-" + UUID.randomUUID().toString().substring(0, 13);
        try (Visitor owner = visitor(OperatorRole.OWNER, "en", 1440);
                Visitor invited = new Visitor(port(), new NewContextOptions().setLocale("en"))) {
            Page page = owner.goes("/office/people").page();
            page.locator("#note").fill("<b>Mina</b>, \"=1\"");
            page.locator("#role").selectOption("SUPPORT");
            owner.pressesMain();
            assertThat(page.locator("#invitations")).containsText("<b>Mina</b>, \"=1\"");
            String link = page.locator("#link").inputValue();
            owner.findsNoBarriers();

            getsIn(invited, link.substring(link.indexOf("/office/")), name);

            owner.goes("/office/people");
            Locator row = page.locator("#people tr", new Page.LocatorOptions().setHasText(name));
            assertThat(row).containsText("Active");
            row.locator("button").click();
            page.locator("#reason").fill("left the company");
            page.locator("#reason-yes").click();
            assertThat(row).containsText("Gone");
        }
    }

    private static void getsIn(Visitor invited, String link, String name) {
        invited.goes(link);
        invited.findsNoBarriers();
        invited.page().locator("#username").fill(name);
        invited.page().locator("#password").fill("short");
        invited.pressesMain();
        assertThat(invited.page().locator("#password-fault")).isVisible();
        invited.forgives("400");
        invited.page().locator("#password").fill(PASSWORD);
        invited.pressesMain();
        invited.page().waitForURL("**/office/sign-in");
    }

    @Test
    void roleIsChangedWithAReasonThatTheAuditLogShows() {
        var other = operators.make(OperatorRole.SUPPORT);
        try (Visitor owner = visitor(OperatorRole.OWNER, "en", 1440)) {
            Page page = owner.goes("/office/people").page();
            page.getByLabel("Role of " + other.username()).selectOption("AUDITOR");
            page.locator("#reason").fill("reads the books now");
            page.locator("#reason-yes").click();
            assertThat(page.locator("#say")).hasText("The role is changed.");

            owner.goes("/office/audit");
            page.locator("#subject").fill("operator " + other.id());
            owner.pressesNamed("Show these");
            Locator entry = page.locator("#entries tr").first();
            assertThat(entry).containsText("OPERATOR_ROLE_CHANGED");
            assertThat(entry).containsText("reads the books now");
            entry.locator("summary").click();
            assertThat(entry.locator("details")).containsText("SUPPORT");
            assertThat(entry.locator("details")).containsText("AUDITOR");
            assertThat(page.locator("#head-hash")).hasText(Pattern.compile("[0-9a-f]{64}"));
            owner.findsNoBarriers();
        }
    }

    @Test
    void cancelledChangeLeavesTheRole() {
        var other = operators.make(OperatorRole.SUPPORT);
        try (Visitor owner = visitor(OperatorRole.OWNER, "en", 1440)) {
            Page page = owner.goes("/office/people").page();
            Locator choice = page.getByLabel("Role of " + other.username());
            choice.selectOption("OWNER");
            page.locator("#reason-no").click();
            assertThat(choice).hasValue("SUPPORT");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OperatorRole.class,
            names = {"BOX_OFFICE", "SUPPORT"})
    void pagesAreClosedToThoseWithoutTheRight(OperatorRole role) {
        var client = api().with(
                        "Cookie", "frontrow-session=" + operators.make(role).accessToken())
                .with("Accept", "text/html");

        assertThat(client.get("/office/people").status()).isEqualTo(403);
        assertThat(client.get("/office/audit").status()).isEqualTo(403);
    }

    @Test
    void auditorReadsAndChangesNothing() {
        try (Visitor auditor = visitor(OperatorRole.AUDITOR, "en", 1440)) {
            Page page = auditor.goes("/office/people").page();
            assertThat(page.locator("#people")).containsText("operator");
            assertThat(page.locator("main select, main form, #people button")).hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {768, 1440})
    void pagesFitTabletAndDeskInBothLanguages(int width) {
        for (String language : new String[] {"ko", "en"}) {
            try (Visitor owner = visitor(OperatorRole.OWNER, language, width)) {
                for (String path : new String[] {"people", "audit"}) {
                    Page page = owner.goes("/office/" + path).page();
                    assertThat(page.locator("#people tr, #entries tr").first()).isVisible();
                    owner.findsNoBarriers();
                    assertThat((Boolean) page.evaluate(
                                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                            .isTrue();
                }
            }
        }
    }
}
