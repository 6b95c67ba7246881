package dev.frontrow.boxoffice.venues;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.frontrow.ServerTest;
import dev.frontrow.storefront.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Plans are imported and exported on the page that lists venues.
class VenueListTest extends ServerTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HEAD = "section,row,number,x,y,price_level\n";

    private static final String PRETIX = """
            {"name": "%s", "categories": [{"name": "Front", "color": "#ff0000"}], "size": {"width": 100, "height": 100},
             "zones": [{"name": "Stalls", "zone_id": "z", "position": {"x": 0, "y": 0}, "areas": [], "rows": [
                 {"row_number": "1", "row_number_position": "start", "position": {"x": 0, "y": 0}, "seats": [
                     {"seat_guid": "g1", "seat_number": "1", "category": "Front", "position": {"x": 10, "y": 10}}]}]}]}""";

    private Visitor atTheList() {
        var visitor = new Visitor(
                        port(), new NewContextOptions().setLocale("en-US").setViewportSize(1440, 900))
                .comesWith(api().asOperator().accessToken())
                .goes("/office/venues");
        PlaywrightAssertions.assertThat(visitor.page().locator("html[data-ready]"))
                .isAttached();
        return visitor;
    }

    private static Locator imports(Visitor visitor, String file, String content) {
        visitor.page()
                .locator("#import-file")
                .setInputFiles(
                        new FilePayload(file, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
        visitor.presses("#import button");
        Locator told = visitor.page().locator("#import-told");
        PlaywrightAssertions.assertThat(told).isVisible();
        return told;
    }

    private long versions() {
        return owner().sql("select count(*) from catalog.venue_version")
                .query(Long.class)
                .single();
    }

    @Test
    void faultInLine17IsNamedWithItsColumnAndNothingIsKept() {
        var table = new StringBuilder(HEAD);
        for (int line = 2; line <= 20; line++) {
            table.append("A,1,").append(line).append(line == 17 ? ",here,0,Front\n" : "," + line * 60 + ",0,Front\n");
        }
        long before = versions();
        try (Visitor visitor = atTheList()) {
            visitor.forgives("422");

            PlaywrightAssertions.assertThat(imports(visitor, "house.csv", table.toString()))
                    .containsText("Line 17, column x:");

            assertThat(versions()).isEqualTo(before);
            visitor.findsNoBarriers();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.json | {"name": "X",\\n "sections": [,]} | Line 2, column
            a.json | {"name": "X", "sections": [{"section": "A", "rows": [{"seats": [{"number": "1", "y": 0, "priceLevel": "P"}]}]}]} | sections[0].rows[0].seats[0].x
            a.json | {"name": "X", "zones": [{"rows": [{"seats": [{"seat_guid": "1"}]}]}]} | zones[0]
            a.csv  | row,number\\n1,1 | Line 1, column section
            a.svg  | <svg onload="alert(1)"><rect/></svg> | Line 1
            a.csv  | =HYPERLINK("http://evil.example") | Line 1
            """)
    void faultsAreNamedByLineOrPath(String file, String content, String told) {
        long before = versions();
        try (Visitor visitor = atTheList()) {
            visitor.forgives("400");
            visitor.forgives("422");

            PlaywrightAssertions.assertThat(imports(visitor, file, content.replace("\\n", "\n")))
                    .containsText(told);

            assertThat(versions()).isEqualTo(before);
        }
    }

    @Test
    void tableTakesTheNameOfItsFileAndComesBackAsItWent() {
        String name = "Hall, 홀 " + UUID.randomUUID();
        try (Visitor visitor = atTheList()) {
            PlaywrightAssertions.assertThat(
                            imports(visitor, name + ".csv", HEAD + "A,1,1,0,0,Front\nA,1,2,60,0,Front\n"))
                    .containsText("Imported: " + name + ", version 1");

            String table = exported(visitor, name, "CSV");

            PlaywrightAssertions.assertThat(imports(visitor, "again.csv", table))
                    .containsText("Imported: " + name);
            assertThat(table).contains("venue,", name).contains("seat,A,1,A-1-1,1,0,0,Front");
        }
    }

    private static String exported(Visitor visitor, String name, String format) {
        var download = visitor.page().waitForDownload(() -> visitor.pressesNamed("Export " + name + " " + format));
        try {
            return Files.readString(download.path());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void pretixPlanComesBackAsItWent() {
        String name = "Pretix " + UUID.randomUUID();
        String plan = PRETIX.formatted(name);
        try (Visitor visitor = atTheList()) {
            PlaywrightAssertions.assertThat(imports(visitor, "plan.json", plan)).containsText("Imported: " + name);

            assertThat(JSON.readTree(exported(visitor, name, "pretix"))).isEqualTo(JSON.readTree(plan));
            assertThat(exported(visitor, name, "JSON")).contains("\"section\":\"Stalls\"");
        }
    }

    @Test
    void listTellsWhichVersionsAreUsed() {
        String name = "Used " + UUID.randomUUID();
        try (Visitor visitor = atTheList()) {
            imports(visitor, name + ".csv", HEAD + "A,1,1,0,0,Front\n");
            visitor.pressesNamed("Show what uses " + name);
            PlaywrightAssertions.assertThat(visitor.page().locator("#venues")).containsText("Version 1: not in use");
        }
    }
}
