package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the operator says of a concert, on the pages of fans.
class AboutConcertTest extends ServerTest {

    private static final String XSS = "<img src=x onerror=alert(1)>";

    private Stage stage;

    @BeforeEach
    void opens() {
        stage = Stage.open(api(), clock());
    }

    private void edits(Map<String, ?> change) {
        String path = "/api/v1/operator/concerts/" + stage.concertId();
        Map<String, Object> versioned = new HashMap<>(change);
        versioned.put(
                "version", stage.operator().get(path).body().path("version").asInt());
        stage.operator().patch(path, versioned).expect(200);
    }

    private String page(String language) {
        return new PlainBrowser(api(), language)
                .gets("/concerts/" + stage.concertId())
                .expect(200)
                .text();
    }

    private Fan paying() {
        Fan fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("1").expect(201);
        return fan;
    }

    private String seen(Fan fan, String path) {
        return new PlainBrowser(api(), "en")
                .with(SessionCookies.NAME, fan.accessToken())
                .gets(path)
                .expect(200)
                .text();
    }

    @Test
    void saysItInTheLanguageOfTheReader() {
        edits(Map.of(
                "address",
                "1 Main Street",
                "ageLimit",
                15,
                "texts",
                Map.of(
                        "en", Map.of("title", "Moonlight", "artists", "Mina"),
                        "ko", Map.of("title", "달빛", "description", "노래하는 밤"))));
        assertThat(page("en"))
                .contains("<h1 dir=\"auto\">Moonlight</h1>", "Mina", "1 Main Street", "From 15 years", "노래하는 밤");
        assertThat(page("ko")).contains("<h1 dir=\"auto\">달빛</h1>", "Mina", "만 15세 이상");
        assertThat(page("ko")).contains("property=\"og:title\" content=\"달빛\"");
        assertThat(page("en")).contains("property=\"og:description\" content=\"Mina · Blue Hall");
    }

    @Test
    void textsAreNeverMarkup() {
        edits(Map.of(
                "title",
                XSS,
                "venue",
                XSS,
                "address",
                XSS,
                "texts",
                Map.of("en", Map.of("title", XSS, "artists", XSS, "description", XSS, "notices", XSS, "terms", XSS))));
        assertThat(page("en")).doesNotContain(XSS).contains("&lt;img src=x onerror=alert(1)&gt;");
        assertThat(api().get("/").expect(200).text()).doesNotContain(XSS);
        Fan fan = paying();
        assertThat(seen(fan, "/checkout/" + fan.holdId())).doesNotContain(XSS);
    }

    @Test
    void ownersAreToldOfWhatWasChangedSinceTheyBought() {
        edits(Map.of("venue", "Green Hall"));
        clock().advance(Duration.ofMinutes(1));
        Fan fan = paying();
        Answer paid = fan.pays("key").expect(201);
        clock().advance(Duration.ofMinutes(1));
        edits(Map.of("venue", "Red Hall"));
        String order = seen(fan, "/orders/" + paid.body().path("paymentId").asString());
        assertThat(order)
                .contains("This has changed", "<del dir=\"auto\">Green Hall</del>", "<ins dir=\"auto\">Red Hall</ins>");
        assertThat(order).doesNotContain("<del dir=\"auto\">Blue Hall</del>");
        String ticket =
                seen(fan, "/tickets/" + paid.body().at("/tickets/0/ticketId").asString());
        assertThat(ticket).contains("This has changed", "<ins dir=\"auto\">Red Hall</ins>");
        var changes = fan.api()
                .get("/api/v1/payments/" + paid.body().path("paymentId").asString())
                .expect(200)
                .body()
                .path("changes");
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("after").asString()).isEqualTo("Red Hall");
    }

    @Test
    void thoseWhoHoldAreToldBeforeTheyPay() {
        Fan fan = paying();
        edits(Map.of("venue", "Red Hall"));
        assertThat(seen(fan, "/checkout/" + fan.holdId())).contains("This has changed", "Red Hall</ins>");
    }

    @Test
    void saysThatAConcertIsCancelled() {
        String path = "/api/v1/operator/concerts/" + stage.concertId();
        Fan fan = paying();
        Answer paid = fan.pays("key").expect(201);
        clock().advance(Duration.ofMinutes(1));
        stage.operator().post(path + "/cancellation", Map.of("version", 1)).expect(200);
        assertThat(page("en")).contains("The concert is cancelled");
        assertThat(page("ko")).contains("공연이 취소되었어요");
        assertThat(seen(fan, "/orders/" + paid.body().path("paymentId").asString()))
                .contains("Cancelled. There will be no performance.");
    }
}
