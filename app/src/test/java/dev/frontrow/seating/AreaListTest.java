package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock.LevelStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Areas in lists, streams and counts.
class AreaListTest extends ServerTest {

    @Autowired
    Catalog catalog;

    @Autowired
    SeatAvailability availability;

    private final List<SeatStreamReader> readers = new ArrayList<>();
    private Stage stage;
    private Fan fan;
    private Fan other;

    @BeforeEach
    void twoFansLook() {
        stage = Stage.ofPlaces(
                api(),
                clock(),
                1,
                Map.of(
                        "seats",
                        List.of(Map.of(
                                "seat", "A-1", "section", "A", "priceLevel", "Front", "attributes", List.of("AISLE"))),
                        "areas",
                        List.of(Stage.area("Floor", 50_000, "Back"), Stage.area("Pit", 2, "Front"))));
        List<Fan> fans = crowd().of(2, stage);
        fan = fans.getFirst().joinsAndEnters();
        other = fans.getLast().joinsAndEnters();
    }

    @AfterEach
    void closeStreams() {
        readers.forEach(SeatStreamReader::close);
    }

    private Answer list(String query) {
        return fan.admittedApi().get("/api/v1/performances/" + stage.performanceId() + "/seats" + query);
    }

    @Test
    void listHasSeatsAndBesideThemAreasWithTheirFreePlaces() {
        other.holdsIn("Floor", 3).expect(201);

        JsonNode list = fan.seesSeats().expect(200).body();

        assertThat(list.path("seats").toString())
                .isEqualTo("[{\"seat\":\"A-1\",\"section\":\"A\",\"row\":\"\",\"number\":\"A-1\","
                        + "\"priceLevel\":\"Front\",\"amountMinor\":150000,\"attributes\":[\"AISLE\"],"
                        + "\"status\":\"FREE\"}]");
        assertThat(list.path("areas").toString())
                .isEqualTo("[{\"area\":\"Floor\",\"priceLevel\":\"Back\",\"amountMinor\":70000,"
                        + "\"capacity\":50000,\"free\":49997},"
                        + "{\"area\":\"Pit\",\"priceLevel\":\"Front\",\"amountMinor\":150000,"
                        + "\"capacity\":2,\"free\":2}]");
    }

    @Test
    void freeListHasAreasWithFreePlacesAndIsNotEmptyWhileThereAreAny() {
        other.holds("A-1").expect(201);
        other.holdsIn("Pit", 2).expect(201);

        JsonNode list = list("?status=FREE").expect(200).body();
        assertThat(list.path("seats")).isEmpty();
        assertThat(list.path("areas")).hasSize(1);
        assertThat(list.path("areas").get(0).path("area").asString()).isEqualTo("Floor");
        assertThat(list("?status=HELD").expect(200).body().has("areas")).isFalse();
        list("?status=SOLD").expectProblem(404, "no-seats-available");
    }

    @Test
    void freeListOfAFullHouseIsNotFound() {
        stage = Stage.ofPlaces(api(), clock(), 1, Map.of("areas", List.of(Stage.area("Pit", 2, "Front"))));
        fan = stage.fan().joinsAndEnters();
        list("?status=FREE").expect(200);

        fan.holdsIn("Pit", 2).expect(201);

        list("?status=FREE").expectProblem(404, "no-seats-available");
        assertThat(list("").expect(200).body().path("seats")).isEmpty();
    }

    @Test
    void listKeepsItsTagUntilAPlaceChangesOrAHoldEnds() {
        String before = list("").header("ETag");
        assertThat(unless(before).status()).isEqualTo(304);

        other.holdsIn("Floor", 1).expect(201);
        Answer changed = unless(before).expect(200);
        String held = changed.header("ETag");
        assertThat(unless(held).status()).isEqualTo(304);

        clock().advance(Duration.ofMinutes(5));
        assertThat(unless(held)
                        .expect(200)
                        .body()
                        .path("areas")
                        .get(0)
                        .path("free")
                        .asInt())
                .isEqualTo(50_000);
    }

    private Answer unless(String etag) {
        return fan.admittedApi()
                .with("If-None-Match", etag)
                .get("/api/v1/performances/" + stage.performanceId() + "/seats");
    }

    @Test
    void streamTellsOncePerCommitHowManyPlacesAreFree() {
        SeatStreamReader reader = stream();
        assertThat(reader.snapshot().data().path("areas")).hasSize(2);

        other.holdsSaying(Map.of(
                        "performanceId",
                        stage.performanceId(),
                        "seats",
                        List.of("A-1"),
                        "areas",
                        List.of(Map.of("area", "Floor", "quantity", 2), Map.of("area", "Pit", "quantity", 1))))
                .expect(201);
        List<JsonNode> news = List.of(
                reader.next().data(), reader.next().data(), reader.next().data());
        assertThat(news)
                .anySatisfy(change -> assertThat(change.path("seat").asString()).isEqualTo("A-1"))
                .anySatisfy(change -> assertThat(shown(change)).isEqualTo("Floor 49998"))
                .anySatisfy(change -> assertThat(shown(change)).isEqualTo("Pit 1"));
        other.topsUp(1_000_000).expect(201);
        other.pays("now").expect(201);
        // A payment changes no number of free places.
        assertThat(reader.next().data().path("status").asString()).isEqualTo("SOLD");

        fan.holdsIn("Pit", 1).expect(201);
        assertThat(shown(reader.next().data())).isEqualTo("Pit 0");
        clock().advance(Duration.ofMinutes(5));
        assertThat(shown(reader.next().data())).isEqualTo("Pit 1");
    }

    @Test
    void streamContinuesAfterAListWithWhatChangedSince() {
        stream().snapshot();
        String version = list("").body().path("version").asString();
        other.holdsIn("Pit", 2).expect(201);
        other.releases().expect(204);
        other.holdsIn("Pit", 1).expect(201);

        SeatStreamReader later = keep(SeatStreamReader.after(port(), fan, version));

        assertThat(List.of(
                        shown(later.next().data()),
                        shown(later.next().data()),
                        shown(later.next().data())))
                .containsExactly("Pit 0", "Pit 2", "Pit 1");
    }

    private static String shown(JsonNode change) {
        return change.path("area").asString() + " " + change.path("free").asInt(-1);
    }

    private SeatStreamReader stream() {
        return keep(SeatStreamReader.of(port(), fan));
    }

    private SeatStreamReader keep(SeatStreamReader reader) {
        readers.add(reader);
        return reader;
    }

    @Test
    void stockAndDatesCountPlaces() {
        fan.topsUp(1_000_000).expect(201);
        fan.holdsIn("Pit", 2).expect(201);
        fan.pays("both").expect(201);
        other.holdsIn("Floor", 4).expect(201);

        var stock = availability.stock(catalog.concert(stage.concertId()).orElseThrow(), Duration.ZERO);

        assertThat(stock.levels()).contains(new LevelStock("Front", 1, 0, 2), new LevelStock("Back", 49_996, 4, 0));
        assertThat(stock.holds()).isEqualTo(1);
        assertThat(api().get("/api/v1/concerts/" + stage.concertId() + "/dates")
                        .expect(200)
                        .body()
                        .path("dates")
                        .get(0)
                        .path("performances")
                        .get(0)
                        .path("seatsFree")
                        .asInt())
                .isEqualTo(49_997);
    }
}
