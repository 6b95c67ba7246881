package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts of operators and fans, of any length and in any script. No page may scroll sideways on a small phone,
/// and each text keeps its direction.
class OperatorTextsTest extends ServerTest {

    private static final int[] WIDTHS = {320, 360};

    /// In rupiah: an amount of nine digits and two decimals.
    private static final long MUCH = 20_000_000_000L;

    /// Finds texts of the page that contain one of these and are isolated neither by an element nor by
    /// characters.
    private static final String NOT_APART = """
            texts => {
              const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
              const found = [];
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const theirs = texts.some((text) => node.data.includes(text) && !node.data.includes('\\u2068' + text));
                if (theirs && !node.parentElement.closest('[dir=auto], script, style')) found.push(node.data.trim());
              }
              return found;
            }""";

    /// Finds elements that overflow on the right.
    private static final String TOO_WIDE = """
            () => document.documentElement.scrollWidth <= innerWidth ? [] :
              [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
                .map((one) => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`)""";

    private String kind = "";
    private List<String> texts = List.of();

    /// Returns this many characters of the kind.
    private String text(int length, String end) {
        String base = switch (kind) {
            case "word" -> "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
            case "digits" -> "12345678901234567890123456789012345678901234567890123456789012345678901234567890";
            case "address" -> "https://example.com/wide/open-air_2026/?series=winter&night=1&seat=A-12-7&more=yes";
            case "cjk" -> "冬夜音樂會東京大阪福岡京都奈良神戶橫濱名古屋札幌仙台廣島長崎熊本鹿兒島那霸金澤富山新潟長野靜岡岐阜津大津和歌山鳥取松江岡山山口德島高松松山高知佐賀大分宮崎";
            case "rtl" -> "مهرجانليلالشتاءالكبيرفيقاعةالموسيقىالزرقاءعلىضفافالنهرمعأوركستراالمدينةوجوقةالأطفال";
            default -> throw new IllegalArgumentException(kind);
        };
        return base.substring(0, Math.min(base.length(), length - end.length())) + end;
    }

    private Map<String, Object> seat(String number, String level) {
        return Map.of(
                "seat", text(40, "§" + number),
                "section", text(40, "s"),
                "row", text(40, "r"),
                "number", text(40, number),
                "priceLevel", level);
    }

    private Stage hall(Map<String, ?> otherwise) {
        String dear = text(40, "d");
        String cheap = text(40, "c");
        var seats = IntStream.rangeClosed(1, 4)
                .mapToObj(n -> seat(Integer.toString(n), n == 1 ? dear : cheap))
                .toList();
        String title = text(80, "!");
        String venue = text(80, "v");
        texts = List.of(title, venue, dear, cheap, text(40, "s"), text(40, "r"), text(40, "1"), text(40, "2"));
        Map<String, Object> request = new HashMap<>(Map.of(
                "title",
                title,
                "venue",
                venue,
                "currency",
                "IDR",
                "priceLevels",
                List.of(Map.of("name", dear, "amountMinor", MUCH), Map.of("name", cheap, "amountMinor", 1)),
                "performances",
                List.of(
                        Map.of("startsAt", in(Duration.ofDays(700)), "seats", seats),
                        Map.of("startsAt", in(Duration.ofDays(701)), "seats", seats))));
        request.putAll(otherwise);
        return Stage.with(api(), clock(), request);
    }

    private String in(Duration time) {
        return clock().instant().plus(time).toString();
    }

    private void fits(Visitor fan) {
        for (int width : WIDTHS) {
            fan.page().setViewportSize(width, 740);
            assertThat((List<?>) fan.page().evaluate(TOO_WIDE))
                    .as("beyond %s px at %s", width, fan.page().url())
                    .isEmpty();
        }
        // Scripts isolate only text of the other direction.
        assertThat(kind.equals("rtl") ? (List<?>) fan.page().evaluate(NOT_APART, texts) : List.of())
                .as("texts without a direction of their own at %s", fan.page().url())
                .isEmpty();
    }

    private void fits(Visitor fan, String path) {
        fan.goes(path);
        fits(fan);
    }

    private Visitor visitor(String language) {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale(language)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(WIDTHS[0], 740));
    }

    @ParameterizedTest
    @CsvSource({"word, en-US", "digits, ko-KR", "address, en-US", "cjk, ko-KR", "rtl, en-US", "rtl, ko-KR"})
    void pagesOfAConcertBeforeItsDoor(String kind, String language) {
        this.kind = kind;
        Stage soon = hall(Map.of("opensAt", in(Duration.ofDays(500))));
        Stage early = hall(Map.of("preQueueOpensAt", in(Duration.ofMinutes(-1)), "opensAt", in(Duration.ofDays(500))));
        Stage line = hall(Map.of("capacity", 1));
        crowd().of(2, line).forEach(other -> other.joins().expect(201));
        try (Visitor fan = visitor(language).comesWith(newAccessToken())) {
            fits(fan, "/");
            for (Stage stage : List.of(soon, early, line)) {
                String concert = "/concerts/" + stage.concertId();
                fits(fan, concert);
                fits(fan, concert + "/status");
                fits(fan, concert + "/draw");
                if (stage != soon) {
                    fan.goes(concert).pressesMain().isAt(concert + "/waiting-room");
                    fits(fan);
                }
            }
            line.steer(Map.of("phase", "PAUSED", "message", text(80, "m"))).expect(200);
            texts = List.of(text(80, "m"), text(80, "!"));
            fits(fan, "/concerts/" + line.concertId() + "/waiting-room");
            fan.presses("#leave button").sees("#leave-dialog");
            fits(fan);
        }
    }

    @ParameterizedTest
    @CsvSource({"word, en-US", "digits, ko-KR", "address, en-US", "cjk, ko-KR", "rtl, en-US", "rtl, ko-KR"})
    void pagesOfAPurchase(String kind, String language) {
        this.kind = kind;
        Stage stage = hall(Map.of());
        String accessToken = newAccessToken();
        try (Visitor fan = visitor(language).comesWith(accessToken)) {
            String concert = "/concerts/" + stage.concertId();
            fan.goes(concert).pressesMain().isAt(concert + "/waiting-room");
            fits(fan);
            pagesOfSeats(fan, stage);
            pagesOfPaying(fan, stage, accessToken);
            fits(fan, concert + "/waiting-room");
        }
    }

    private void pagesOfSeats(Visitor fan, Stage stage) {
        SeatPagesTest.ready(fan.goes("/performances/" + stage.performanceId() + "/seats"));
        fits(fan);
        fan.page().setViewportSize(WIDTHS[0], 740);
        fan.presses("#best-fold summary");
        fits(fan);
        fan.presses("#show-list").ticks(text(40, "§2"), text(40, "§3"));
        fits(fan);
        crowd().of(1, stage).getFirst().joinsAndEnters().holds(text(40, "§2")).expect(201);
        fan.sees("#notice .notice");
        fits(fan);
    }

    private void pagesOfPaying(Visitor fan, Stage stage, String accessToken) {
        String dear = "/checkout/" + fan.holds(stage, text(40, "§1"));
        SeatPagesTest.ready(fan.goes("/performances/" + stage.performanceId() + "/seats"));
        fits(fan);
        fits(fan, dear);
        String cheap = "/checkout/" + fan.holds(stage, text(40, "§3"), text(40, "§4"));
        api().bearer(accessToken)
                .idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 10_000_000, "currency", "IDR"))
                .expect(201);
        fits(fan, cheap);
        fan.pressesMain().isAt("/orders/.+");
        fits(fan);
        fits(fan, "/orders");
        fan.goes("/tickets").presses(".stub >> nth=0").isAt("/tickets/.+");
        fits(fan);
        fits(fan, "/wallet");
        clock().advance(Duration.ofMinutes(6));
        fits(fan, dear);
        clock().advance(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({"en-US", "ko-KR"})
    void pagesThatShowWhatAFanTyped(String language) {
        String name = "w".repeat(64);
        try (Visitor fan = visitor(language)) {
            for (String page : List.of("/sign-in", "/sign-up")) {
                fan.goes(page + "?next=/concerts/" + "1".repeat(80));
                fan.page().locator("#username").fill(name);
                fan.page().locator("#password").fill(ApiClient.PASSWORD);
                fan.page().evaluate("document.querySelector('main form').noValidate = true");
                if (page.equals("/sign-in")) {
                    fan.pressesMain().sees(".notice--danger");
                }
                fits(fan);
            }
            fits(fan, "/" + "x".repeat(200));
            fan.forgives("the server responded with a status of");
        }
    }
}
