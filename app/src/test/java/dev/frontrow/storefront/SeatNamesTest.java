package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seats keep their names with any characters, also without scripts.
class SeatNamesTest extends ServerTest {

    private static final String[] NAMES = {
        "1",
        "2",
        "1,2",
        "Loge 3, Platz 5",
        ",",
        "a;b",
        "a&b=c",
        "5 % + 1",
        "\"x\"",
        "<b>",
        "1\\,2",
        "[1]",
        "가,나",
        "1 , 2"
    };

    private Stage houseOf(String... names) {
        var seats = List.of(names).stream()
                .map(name -> Map.of("seat", name, "priceLevel", "Front"))
                .toList();
        String startsAt = clock().instant().plus(Duration.ofDays(7)).toString();
        return Stage.with(
                api(), clock(), Map.of("performances", List.of(Map.of("startsAt", startsAt, "seats", seats))));
    }

    private PlainBrowser signedIn() {
        var fan = new PlainBrowser(api()).with(SessionCookies.NAME, newAccessToken());
        fan.gets("/wallet").expect(200);
        return fan;
    }

    private PlainBrowser inside(Stage stage) {
        PlainBrowser fan = signedIn();
        fan.sends("/concerts/" + stage.concertId() + "/waiting-room").expect(302);
        fan.gets("/concerts/" + stage.concertId() + "/waiting-room").expect(200);
        return fan;
    }

    private static String seats(Stage stage) {
        return "/performances/" + stage.performanceId() + "/seats";
    }

    private List<String> held(Stage stage) {
        return stage.fan()
                .joinsAndEnters()
                .seesSeats()
                .expect(200)
                .body()
                .path("seats")
                .valueStream()
                .filter(seat -> seat.path("status").asString().equals("HELD"))
                .map(seat -> seat.path("seat").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,2", "Loge 3, Platz 5", ",", "a;b", "a&b=c", "5 % + 1", "\"x\"", "<b>", "1\\,2", "가,나", "1 , 2"
            })
    void loneSeatIsHeldUnderItsWholeName(String name) {
        Stage stage = houseOf(NAMES);

        Answer answer = inside(stage).sends(seats(stage), "seats", name).expect(302);

        assertThat(answer.header("Location")).contains("/checkout/");
        assertThat(held(stage)).containsExactly(name);
    }

    @Test
    void severalSeatsAreHeldUnderTheirWholeNames() {
        Stage stage = houseOf(NAMES);

        inside(stage).sends(seats(stage), "seats", "1,2", "seats", "2").expect(302);

        assertThat(held(stage)).containsExactlyInAnyOrder("1,2", "2");
    }

    @Test
    void unknownSeatHoldsNoOthers() {
        Stage stage = houseOf("1", "2");

        inside(stage).sends(seats(stage), "seats", "1,2").expect(409);

        assertThat(held(stage)).isEmpty();
    }

    @Test
    void chosenSeatsOfOtherPartsOfTheHouseAreCarriedWhole() {
        Stage stage = houseOf(NAMES);

        assertThat(inside(stage)
                        .sends(seats(stage), "show", "0", "seats", "Loge 3, Platz 5")
                        .expect(200)
                        .text())
                .containsPattern("<input[^>]*value=\"Loge 3, Platz 5\"[^>]*checked")
                .doesNotContainPattern("<input[^>]*value=\"1\"[^>]*checked");
    }

    @Test
    void sameFieldTwiceIsNotOneOfBoth() {
        PlainBrowser fan = signedIn();

        fan.sends("/wallet/top-ups", "amount", "10", "amount", "20", "key", "k", "currency", "KRW")
                .expect(302);

        assertThat(fan.gets("/wallet").expect(200).text()).contains(">₩10<").doesNotContain("₩1,020");
    }
}
