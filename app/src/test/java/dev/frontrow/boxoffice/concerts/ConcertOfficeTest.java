package dev.frontrow.boxoffice.concerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.storefront.Visitor;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConcertOfficeTest extends ServerTest {

    private static final String NEW = "/office/concerts/new";

    private Visitor operator(int width) {
        return new Visitor(
                        port(),
                        new NewContextOptions().setViewportSize(width, 900).setLocale("en-US"))
                .comesWith(api().asOperator().accessToken());
    }

    private static Locator field(Visitor visitor, String name) {
        return visitor.page().locator("[name='" + name + "']");
    }

    private JsonNode concert(Visitor visitor) {
        String id = visitor.page().url().replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
        return api().asOperator()
                .get("/api/v1/operator/concerts/" + id)
                .expect(200)
                .body();
    }

    /// A form that is filled in, without a plan.
    private Visitor fillsIn(String zone) {
        Visitor visitor = operator(1440).goes(NEW);
        new Promoter(visitor, clock())
                .fills("texts.en.title", "Autumn Night")
                .fills("texts.ko.title", "가을밤")
                .fills("venue", "Blue Hall")
                .fills("timeZone", zone)
                .fills("performances[0].startsAt", "2040-06-01T19:00")
                .fills("priceLevels[0].name", "Front")
                .fills("priceLevels[0].amountMinor", "110,000")
                .fills("opensAt", "2039-06-01T19:00");
        return visitor;
    }

    /// Nothing of what was typed is lost, and the field at fault has the focus and its own words.
    private static void isRefusedAt(Visitor visitor, String name, String words) {
        Locator field = field(visitor, name);
        String typed = field.inputValue();
        visitor.pressesNamed("Save as a draft");
        assertThat(field).isFocused();
        assertThat(field).hasAttribute("aria-invalid", "true");
        assertThat(field).hasAccessibleDescription(Pattern.compile(words));
        assertThat(field).hasValue(typed);
        assertThat(field(visitor, "texts.ko.title")).hasValue("가을밤");
        assertThat(field(visitor, "priceLevels[0].name")).hasValue("Front");
        visitor.isAt(NEW);
    }

    /// What the page refuses, and what only the server can refuse.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            priceLevels[0].amountMinor | 110.000          | amount
            performances[0].startsAt   |                  | time
            timeZone                   | Seoul            | zone
            ageLimit                   | twelve           | whole number
            venue                      | ' '              | required
            performances[0].startsAt   | 2038-06-01T19:00 | after opensAt
            """)
    void keepsWhatWasTypedAfterARefusal(String name, @Nullable String typed, String words) {
        try (Visitor visitor = fillsIn("Asia/Seoul")) {
            visitor.forgives("400");
            field(visitor, name).fill(typed == null ? "" : typed);
            isRefusedAt(visitor, name, words);
        }
    }

    /// On this morning clocks in Berlin go from two to three.
    @Test
    void refusesTimesThatAChangeOfTheClockLeavesOut() {
        try (Visitor visitor = fillsIn("Europe/Berlin")) {
            for (String name : List.of("closesAt", "opensAt", "performances[0].startsAt")) {
                field(visitor, name).fill("2039-03-27T02:30");
                isRefusedAt(visitor, name, "the clocks change");
            }
            visitor.findsNoBarriers();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-15T19:00, Asia/Seoul, 2027-01-15T10:00:00.000Z",
        "2027-03-28T03:30, Europe/Berlin, 2027-03-28T01:30:00.000Z",
        "2027-10-31T02:30, Europe/Berlin, 2027-10-31T00:30:00.000Z",
        "2027-03-28T02:30, Europe/Berlin, ''",
        "2027-07-01T12:00, America/New_York, 2027-07-01T16:00:00.000Z",
        "2027-10-03T02:15, Australia/Lord_Howe, ''"
    })
    void readsTimesInTheZoneOfTheVenue(String local, String zone, String instant) {
        try (Visitor visitor = operator(1440)) {
            Object read = visitor.goes(NEW)
                    .page()
                    .evaluate(
                            "async ([local, zone]) => (await import(document.querySelector('script[src*=\"concert-new\"]')"
                                    + ".src.replace('concert-new', 'zone-time'))).toInstant(local, zone) ?? ''",
                            List.of(local, zone));
            Assertions.assertThat(read).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {768, 1440})
    void findsNoBarriers(int width) {
        Stage stage = Stage.with(api(), clock(), Map.of("draft", true));
        try (Visitor visitor = operator(width)) {
            visitor.goes("/office/concerts").findsNoBarriersByDayOrNight();
            visitor.goes(NEW).findsNoBarriersByDayOrNight();
            visitor.goes("/office/concerts/" + stage.concertId());
            assertThat(visitor.page().locator("#publish")).isVisible();
            visitor.findsNoBarriersByDayOrNight();
            visitor.goes("/office/concerts/" + stage.concertId() + "/preview").reads("Spring Night");
        }
    }

    @Test
    void editsMovesAndCancels() {
        Stage stage = Stage.open(api(), clock());
        try (Visitor visitor = operator(768)) {
            visitor.goes("/office/concerts/" + stage.concertId());
            assertThat(field(visitor, "venue")).hasValue("Blue Hall");
            field(visitor, "venue").fill("Red Hall");
            visitor.pressesNamed("Save");
            visitor.page().locator("#reason").fill("The other hall has more room");
            visitor.page().locator("#reason-yes").click();
            assertThat(visitor.page().locator("#say")).hasText("Saved.");
            Assertions.assertThat(concert(visitor).path("venue").asString()).isEqualTo("Red Hall");
            visitor.pressesNamed("Cancel the concert");
            visitor.page().locator("#reason").fill("The artist is ill");
            visitor.page().locator("#reason-yes").click();
            assertThat(visitor.page().locator("#state")).hasText("Cancelled");
        }
    }
}
