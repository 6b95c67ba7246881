package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import dev.frontrow.address.Spellings;
import dev.frontrow.identity.SessionCookies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Every parameter with a return address, in every spelling.
class OwnAddressPagesTest extends ServerTest {

    private static final Pattern NEXT_FIELD = Pattern.compile("name=\"next\" value=\"([^\"]*)\"");

    private PlainBrowser signedIn() {
        var browser = new PlainBrowser(api()).with(SessionCookies.name(false), newAccessToken());
        browser.gets("/wallet").expect(200);
        return browser;
    }

    private static String encoded(String wanted) {
        return URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    }

    private static String location(Answer answer, int status) {
        return answer.status() == status
                ? answer.header("Location")
                : answer.status() + " " + answer.text().lines().findFirst().orElse("");
    }

    private static String nextField(Answer page) {
        var field = NEXT_FIELD.matcher(page.text());
        return page.status() == 200 && field.find()
                ? field.group(1).replace("&amp;", "&").replace("&#39;", "'")
                : page.status() + "";
    }

    /// @param came maps a wanted address to the one where the reader arrives
    private static void leadsToPagesOfOursOnly(Function<String, String> came) {
        SoftAssertions.assertSoftly(all -> {
            Spellings.OURS.forEach(
                    wanted -> all.assertThat(came.apply(wanted)).as(wanted).isEqualTo(wanted));
            Spellings.others()
                    // Longer values and NUL are refused before they reach a page.
                    .filter(wanted -> wanted.length() < 4_000 && wanted.indexOf('\0') < 0)
                    .forEach(wanted ->
                            all.assertThat(came.apply(wanted)).as(wanted).isEqualTo("/"));
        });
    }

    @Test
    void signedInFansAreSentToPagesOfOursOnly() {
        PlainBrowser browser = signedIn();

        leadsToPagesOfOursOnly(wanted -> location(browser.gets("/sign-in?next=" + encoded(wanted)), 302));
    }

    @Test
    void keepsPagesOfOursOnlyInTheFormsOfSignInAndSignUp() {
        var browser = new PlainBrowser(api());

        leadsToPagesOfOursOnly(wanted -> nextField(browser.gets("/sign-in?next=" + encoded(wanted))));
        leadsToPagesOfOursOnly(wanted -> nextField(browser.gets("/sign-up?next=" + encoded(wanted))));
    }

    @Test
    void signInLeadsToPagesOfOursOnly() {
        var browser = new PlainBrowser(api());
        browser.gets("/sign-in");

        leadsToPagesOfOursOnly(wanted -> location(
                browser.posts(
                        "/sign-in", Map.of("username", "operator", "password", OPERATOR_PASSWORD, "next", wanted)),
                302));
    }

    @Test
    void signUpLeadsToPagesOfOursOnly() {
        for (String wanted :
                new String[] {"/.//evil.example", "/a//b", "/%", "/..", "/%2e%2e//x", "/" + "a".repeat(20_000)}) {
            var browser = new PlainBrowser(api());
            browser.gets("/sign-up");
            String name = "spelling-" + UUID.randomUUID().toString().substring(0, 12);

            Answer signedUp =
                    browser.posts("/sign-up", Map.of("username", name, "password", ApiClient.PASSWORD, "next", wanted));

            assertThat(location(signedUp, 302)).as(wanted).isEqualTo("/");
        }
    }

    @Test
    void switchesTheLanguageAndLeadsToPagesOfOursOnly() {
        var browser = new PlainBrowser(api());

        leadsToPagesOfOursOnly(wanted -> location(browser.gets("/language/ko?back=" + encoded(wanted)), 303));
    }

    @Test
    void toppingUpLeadsToPagesOfOursOnlyAndIsDoneOnce() {
        PlainBrowser browser = signedIn();

        leadsToPagesOfOursOnly(wanted -> {
            // An empty value counts as none, so the form's own page follows.
            String expected = wanted.isEmpty() ? "/wallet?toppedUp" : "";
            Answer answer = browser.posts(
                    "/wallet/top-ups",
                    Map.of(
                            "amount",
                            "1",
                            "currency",
                            "KRW",
                            "key",
                            UUID.randomUUID().toString(),
                            "back",
                            wanted));
            String location = location(answer, 302);
            assertThat(location).endsWith("toppedUp");
            return location.equals(expected) ? "/" : location.replaceFirst("[?&]toppedUp$", "");
        });
    }

    @Test
    void refusesAddressesThatAreNoText() {
        PlainBrowser browser = signedIn();

        Stream.of("/\0", "/tickets?x=\0").forEach(wanted -> {
            assertThat(browser.gets("/sign-in?next=" + encoded(wanted)).status())
                    .isEqualTo(400);
            assertThat(browser.gets("/language/ko?back=" + encoded(wanted)).status())
                    .isEqualTo(400);
            assertThat(browser.posts("/wallet/top-ups", Map.of("amount", "1", "currency", "KRW", "back", wanted))
                            .status())
                    .isEqualTo(400);
        });
    }

    @Test
    void takesTheFirstOfSeveralAddresses() {
        assertThat(location(signedIn().gets("/sign-in?next=/tickets&next=//evil.example"), 302))
                .isEqualTo("/tickets");
    }

    /// An absolute redirect would have to take its host from the request.
    @Test
    void namesNoHostInRedirects() {
        assertThat(location(new PlainBrowser(api()).gets("/tickets"), 302)).isEqualTo("/sign-in?next=%2Ftickets");
        assertThat(location(new PlainBrowser(api()).gets("/docs"), 302)).startsWith("/");
    }
}
