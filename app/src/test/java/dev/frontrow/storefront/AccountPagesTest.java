package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Passwords on pages: rules are shown in advance, and faults in clear words.
class AccountPagesTest extends ServerTest {

    private static final String FRESH = "we meet at the old bridge";

    private final String username = "page-" + UUID.randomUUID().toString().substring(0, 12);
    private PlainBrowser browser;

    @BeforeEach
    void signUp() {
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        browser = new PlainBrowser(api());
        signsIn(browser, ApiClient.PASSWORD).expect(302);
    }

    private ApiClient.Answer signsIn(PlainBrowser where, String password) {
        where.gets("/sign-in");
        return where.posts("/sign-in", Map.of("username", username, "password", password));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | x       | That is too short: use at least 8 characters.",
                "ko | x       | 너무 짧아요. 8자 이상으로 정해 주세요.",
                "en | LONG    | That is too long: use at most 128 characters.",
                "ko | LONG    | 너무 길어요. 128자까지 쓸 수 있어요.",
                "en | 12345678| That is one of the first that others would try.",
                "ko | 12345678| 다른 사람이 가장 먼저 시도해 볼 만한 비밀번호예요.",
                "en | BLANKS  | Use more than blanks.",
                "ko | BLANKS  | 빈칸만으로는 만들 수 없어요."
            })
    void saysWhatIsWrongWithAPassword(String language, String password, String words) {
        String typed = switch (password) {
            case "LONG" -> FRESH + "x".repeat(104);
            case "BLANKS" -> " ".repeat(8);
            default -> password;
        };
        var reader = new PlainBrowser(api(), language);
        reader.gets("/sign-up");

        var page = reader.posts("/sign-up", Map.of("username", "new-" + username, "password", typed))
                .expect(422);

        assertThat(page.text()).contains(words).contains("aria-describedby=\"password-hint\"");
    }

    @Test
    void tellsTheRuleBeforeAnythingIsTyped() {
        assertThat(new PlainBrowser(api(), "en").gets("/sign-up").text())
                .contains("8 to 128 characters")
                .doesNotContain("maxlength");
        assertThat(new PlainBrowser(api(), "ko").gets("/sign-up").text()).contains("8~128자");
    }

    @Test
    void changesThePasswordAndStaysSignedInHereAlone() {
        var elsewhere = new PlainBrowser(api());
        signsIn(elsewhere, ApiClient.PASSWORD).expect(302);
        browser.gets("/account").expect(200);

        browser.posts("/account/password", Map.of("currentPassword", ApiClient.PASSWORD, "newPassword", FRESH))
                .expect(302);

        assertThat(browser.gets("/account?changed").expect(200).text()).contains("Your password is changed.");
        assertThat(elsewhere.gets("/account").status()).isEqualTo(302);
        signsIn(new PlainBrowser(api()), FRESH).expect(302);
    }

    @Test
    void changesNothingByAWrongPassword() {
        browser.gets("/account");

        var page = browser.posts("/account/password", Map.of("currentPassword", "wrong", "newPassword", FRESH))
                .expect(422);

        assertThat(page.text()).contains("That is not your current password.");
        signsIn(new PlainBrowser(api()), ApiClient.PASSWORD).expect(302);
    }

    @Test
    void keepsARecoveryAddress() {
        browser.gets("/account");
        browser.posts(
                        "/account/recovery-address",
                        Map.of("currentPassword", ApiClient.PASSWORD, "recoveryAddress", "page@example.com"))
                .expect(302);

        assertThat(browser.gets("/account").text()).contains("value=\"page@example.com\"");
        assertThat(browser.posts(
                                "/account/recovery-address",
                                Map.of("currentPassword", ApiClient.PASSWORD, "recoveryAddress", "page"))
                        .expect(422)
                        .text())
                .contains("That does not look like an e-mail address.", "value=\"page\"");
    }

    @Test
    void slowsGuessingDownAndSaysForHowLong() {
        var stranger = new PlainBrowser(api(), "ko");
        String other = "other-" + username;
        stranger.gets("/sign-in");
        for (int i = 0; i < 5; i++) {
            stranger.posts("/sign-in", Map.of("username", other, "password", "wrong " + i))
                    .expect(422);
        }

        var page = stranger.posts("/sign-in", Map.of("username", other, "password", "wrong"))
                .expect(429);

        assertThat(page.text()).contains("1초 뒤에 다시 시도해 주세요.");
        assertThat(page.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void sendsForgetfulFansToTheBoxOfficeIfThereIsNoMail() {
        assertThat(new PlainBrowser(api(), "en").gets("/forgot-password").text())
                .contains("box office");
        assertThat(new PlainBrowser(api(), "ko").gets("/forgot-password").text())
                .contains("매표소");
    }

    private String givenToken() {
        return api().asOperator()
                .post("/api/v1/operator/password-resets", Map.of("username", username))
                .expect(201)
                .body()
                .path("token")
                .asString();
    }

    @Test
    void aLinkFromTheBoxOfficeSetsAPasswordOnThePage() {
        String token = givenToken();
        var phone = new PlainBrowser(api());
        assertThat(phone.gets("/reset-password?token=" + token).expect(200).text())
                .contains("name=\"newPassword\"");

        assertThat(phone.posts("/reset-password", Map.of("token", token, "newPassword", "short"))
                        .expect(422)
                        .text())
                .contains("That is too short");
        phone.posts("/reset-password", Map.of("token", token, "newPassword", FRESH))
                .expect(302);

        assertThat(phone.gets("/reset-password?token=" + token).text()).contains("This link does not work any more");
        assertThat(browser.gets("/account").status()).isEqualTo(302);
        signsIn(phone, FRESH).expect(302);
    }

    @ParameterizedTest
    @CsvSource({"360, en-US", "360, ko-KR", "1440, en-US", "1440, ko-KR"})
    void pagesAboutPasswordsHaveNoBarriers(int width, String language) {
        try (var fan =
                new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, 780))) {
            fan.goes("/forgot-password").findsNoBarriersByDayOrNight();
            fan.goes("/reset-password").findsNoBarriersByDayOrNight();
            fan.goes("/reset-password?token=" + givenToken()).findsNoBarriersByDayOrNight();
            fan.page().locator("#newPassword").fill("password");
            fan.pressesMain().sees("[aria-invalid=true]").findsNoBarriersByDayOrNight();
            fan.page().locator("#newPassword").fill(FRESH);
            fan.pressesMain().isAt("/sign-in").findsNoBarriersByDayOrNight();

            fan.page().locator("#username").fill(username);
            fan.page().locator("#password").fill(FRESH);
            fan.pressesMain().isAt("/");
            pageOfTheAccountHasNoBarriers(fan);
            fan.forgives("422");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, I give this money up., Your account is deleted.", "ko, 이 돈을 포기할게요., 계정을 지웠어요."})
    void deletesTheAccountAfterEverythingWasSaid(String language, String giveUp, String done) {
        topsUp(ApiClient.PASSWORD);
        browser = new PlainBrowser(api(), language);
        signsIn(browser, ApiClient.PASSWORD).expect(302);
        assertThat(browser.gets("/account").expect(200).text())
                .contains("href=\"/account/deletion\"", "href=\"/api/v1/buyers/me/export\"");
        assertThat(browser.gets("/account/deletion").expect(200).text()).contains(giveUp, "20,000");

        browser.posts("/account/deletion", Map.of("currentPassword", "wrong", "giveUpMoney", "true"))
                .expect(422);
        assertThat(browser.posts("/account/deletion", Map.of("currentPassword", ApiClient.PASSWORD))
                        .expect(422)
                        .text())
                .contains("role=\"alert\"", giveUp);
        assertThat(browser.posts(
                                "/account/deletion",
                                Map.of("currentPassword", ApiClient.PASSWORD, "giveUpMoney", "true"))
                        .expect(302)
                        .header("Location"))
                .endsWith("/sign-in?deleted");

        assertThat(browser.gets("/sign-in?deleted").expect(200).text()).contains(done);
        assertThat(browser.gets("/account").status()).isEqualTo(302);
        signsIn(new PlainBrowser(api()), ApiClient.PASSWORD).expect(422);
    }

    private void topsUp(String password) {
        api().asSignedIn(username, password)
                .idempotencyKey("money")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 20_000))
                .expect(201);
    }

    @Test
    void keepsTheAccountWhileSeatsAreHeld() {
        Stage.open(api(), clock())
                .fan(api().asSignedIn(username, ApiClient.PASSWORD))
                .joinsAndEnters()
                .holds("1")
                .expect(201);
        browser = new PlainBrowser(api(), "en");
        signsIn(browser, ApiClient.PASSWORD).expect(302);
        browser.gets("/account/deletion");

        assertThat(browser.posts("/account/deletion", Map.of("currentPassword", ApiClient.PASSWORD))
                        .expect(422)
                        .text())
                .contains("You have seats on hold.");
        browser.gets("/account").expect(200);
    }

    private void pageOfTheAccountHasNoBarriers(Visitor fan) {
        fan.goes("/account").findsNoBarriersByDayOrNight();
        fan.page().locator("#currentPassword").fill("not this one");
        fan.page().locator("#newPassword").fill(FRESH + " again");
        fan.pressesMain().sees("[role=alert]").findsNoBarriersByDayOrNight();
        fan.page().locator("#currentPassword").fill(FRESH);
        fan.page().locator("#newPassword").fill(username);
        fan.pressesMain().sees("[aria-invalid=true]").findsNoBarriersByDayOrNight();
        fan.goes("/account");
        fan.page().locator("#recoveryAddress").fill("a.rather.long.name.for.an.address@a-long-host.example.com");
        fan.page().locator("#ownPassword").fill(FRESH);
        fan.presses("form[action$=recovery-address] button")
                .sees(".notice--success")
                .findsNoBarriersByDayOrNight();
        deletionByKeyboardHasNoBarriers(fan);
    }

    private void deletionByKeyboardHasNoBarriers(Visitor fan) {
        topsUp(FRESH);
        fan.goes("/account/deletion").findsNoBarriersByDayOrNight();
        fan.page().locator("#currentPassword").fill(FRESH);
        fan.page().keyboard().press("Enter");
        fan.sees("[role=alert]").findsNoBarriersByDayOrNight();
        fan.page().locator("input[type=checkbox]").focus();
        fan.page().keyboard().press("Space");
        fan.page().locator("#currentPassword").fill(FRESH);
        fan.page().keyboard().press("Enter");
        fan.isAt("/sign-in").sees(".notice--success").findsNoBarriersByDayOrNight();
    }
}
