package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// What belongs to the whole site: one style sheet, icons, the manifest, and what robots and other sites read.
class SiteFilesTest extends ServerTest {

    private static final Pattern SHEET = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\">");
    private static final Pattern META = Pattern.compile("<meta (?:name|property)=\"([\\w:]+)\" content=\"([^\"]*)\">");
    private static final Path SHEETS = Path.of("src/main/resources/static/assets");

    /// What a browser must have before it paints.
    private static final int BLOCKING_MAX = 3;

    private static final Pattern BLOCKING = Pattern.compile("<link rel=\"stylesheet\"|<script(?![^>]*type=)");

    @Autowired
    private JsonMapper json;

    private PlainBrowser browser() {
        return new PlainBrowser(api(), "en");
    }

    private static String sheetOf(Answer page) {
        var sheet = SHEET.matcher(page.text());
        assertThat(sheet.find()).isTrue();
        return sheet.group(1);
    }

    @Test
    void everyPageHasOneStyleSheetAndFewRequestsBeforeItsFirstPaint() {
        Stage stage = Stage.open(api(), clock());
        PlainBrowser fan = browser().with(SessionCookies.NAME, newAccessToken());
        fan.gets("/wallet").expect(200);
        String concert = "/concerts/" + stage.concertId();
        fan.sends(concert + "/waiting-room").expect(302);
        List<String> pages = List.of(
                "/",
                concert,
                concert + "/waiting-room",
                concert + "/status",
                concert + "/draw",
                "/performances/" + stage.performanceId() + "/seats",
                "/tickets",
                "/wallet",
                "/account");

        for (String path : pages) {
            Answer page = fan.gets(path).expect(200);
            assertThat(SHEET.matcher(page.text()).results()).as(path).hasSize(1);
            assertThat(BLOCKING.matcher(page.text()).results()).as(path).hasSizeLessThanOrEqualTo(BLOCKING_MAX);
        }
    }

    @Test
    void styleSheetHasTheRulesOfEveryComponentOfFansPagesAndIsKeptForEver() throws IOException {
        Answer sheet = browser().gets(sheetOf(browser().gets("/"))).expect(200);

        assertThat(sheet.header("Cache-Control")).contains("max-age=31536000", "public", "immutable");
        assertThat(sheet.header("Content-Type")).startsWith("text/css");
        assertThat(sheet.text()).doesNotContain("/*");
        try (var files = Files.walk(SHEETS)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".css")).toList()) {
                String rules = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/\\s*", "");
                boolean ofOffice = file.startsWith(SHEETS.resolve("office"));
                assertThat(sheet.text().contains(rules)).as(file.toString()).isEqualTo(!ofOffice);
            }
        }
    }

    @Test
    void styleSheetOfAnotherVersionIsNotThere() {
        browser().gets("/assets/000000000000/pages.css").expect(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/favicon.ico, image/",
        "/apple-touch-icon.png, image/png",
        "/robots.txt, text/plain",
        "/posters/1.png, image/png",
        "/posters/6.png, image/png"
    })
    void filesOfTheSiteHaveTheirTypes(String path, String type) {
        Answer answer = browser().gets(path).expect(200);

        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.bytes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/posters/0.png", "/posters/7.png", "/posters/9.png", "/posters/x.png", "/posters/10.png"})
    void postersThatThereAreNotAreUnknown(String path) {
        browser().gets(path).expect(404);
    }

    @Test
    void manifestNamesIconsThatThereAre() {
        Answer answer = browser().gets("/manifest.webmanifest").expect(200);

        assertThat(answer.header("Content-Type")).startsWith("application/manifest+json");
        var manifest = json.readTree(answer.text());
        assertThat(manifest.path("start_url").asString()).isEqualTo("/");
        assertThat(manifest.path("icons")).hasSize(3);
        manifest.path("icons")
                .forEach(icon -> browser().gets(icon.path("src").asString()).expect(200));
    }

    @Test
    void robotsAreKeptFromPagesOfOneReader() {
        assertThat(browser().gets("/robots.txt").text()).contains("Disallow: /tickets", "Disallow: /api/");
    }

    @Test
    void sharedLinkOfAConcertHasTitleVenueDateAndPicture() throws IOException {
        Stage stage = Stage.with(api(), clock(), Map.of("title", "Night \"&\" <b>", "venue", "Blue Hall"));

        String page =
                browser().gets("/concerts/" + stage.concertId()).expect(200).text();

        var meta = META.matcher(page)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        assertThat(meta)
                .containsEntry("og:title", "Night &quot;&amp;&quot; &lt;b&gt;")
                .containsEntry("og:url", "/concerts/" + stage.concertId());
        assertThat(meta.get("og:description")).contains("Blue Hall · ");
        assertThat(meta.get("description")).contains("Blue Hall").contains("Night &quot;");
        byte[] picture =
                browser().gets(meta.getOrDefault("og:image", "")).expect(200).bytes();
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth()).isEqualTo(1_200);
    }
}
