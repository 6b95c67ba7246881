package dev.frontrow.catalog.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConcertEditingTest extends ServerTest {

    private EditedStage open;

    @BeforeEach
    void opens() {
        open = EditedStage.open(api(), clock());
    }

    private String in(Duration time) {
        return clock().instant().plus(time).toString();
    }

    /// Opens in a day.
    private EditedStage coming() {
        return EditedStage.with(api(), clock(), Map.of("opensAt", in(Duration.ofDays(1))));
    }

    private EditedStage draft() {
        return EditedStage.with(api(), clock(), Map.of("draft", true));
    }

    @Test
    void showsWhatWasEditedAtOnce() {
        open.edits(Map.of("title", "Autumn Night", "address", "1 Main Street", "ageLimit", 15))
                .expect(200);
        JsonNode shown = open.shown().expect(200).body();
        assertThat(shown.path("title").asString()).isEqualTo("Autumn Night");
        assertThat(shown.path("address").asString()).isEqualTo("1 Main Street");
        assertThat(shown.path("ageLimit").asInt()).isEqualTo(15);
    }

    @Test
    void keepsWhatAnEditDoesNotName() {
        open.edits(Map.of("runningMinutes", 90)).expect(200);
        open.edits(Map.of("ageLimit", 12)).expect(200);
        JsonNode shown = open.shown().expect(200).body();
        assertThat(shown.path("title").asString()).isEqualTo("Spring Night");
        assertThat(shown.path("runningMinutes").asInt()).isEqualTo(90);
    }

    @Test
    void removesWithABlankTextAndAZero() {
        open.edits(Map.of("address", "1 Main Street", "ageLimit", 12)).expect(200);
        open.edits(Map.of("address", " ", "ageLimit", 0)).expect(200);
        JsonNode shown = open.shown().expect(200).body();
        assertThat(shown.path("address").isNull() || shown.path("address").isMissingNode())
                .isTrue();
        assertThat(shown.path("ageLimit").isNull() || shown.path("ageLimit").isMissingNode())
                .isTrue();
    }

    @Test
    void keepsTextsInBothLanguages() {
        Map<String, ?> texts = Map.of(
                "en", Map.of("title", "Night", "artists", "Mina"), "ko", Map.of("title", "밤", "notices", "일찍\n오세요"));
        open.edits(Map.of("texts", texts)).expect(200);
        JsonNode shown = open.shown().expect(200).body();
        assertThat(shown.at("/texts/ko/title").asString()).isEqualTo("밤");
        assertThat(shown.at("/texts/en/artists").asString()).isEqualTo("Mina");
    }

    @Test
    void findsConcertsByTheirTitleInAnyLanguage() {
        open.edits(Map.of(
                        "texts",
                        Map.of("ko", Map.of("title", "달빛 " + open.stage().concertId()))))
                .expect(200);
        Answer found = api().get("/?q="
                + java.net.URLEncoder.encode(
                        "달빛 " + open.stage().concertId(), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(found.text()).contains("/concerts/" + open.stage().concertId() + "\"");
    }

    @Test
    void refusesTheSecondOfTwoEditsAtOnce() {
        int read = open.version();
        open.stage()
                .operator()
                .patch(open.path(), Map.of("version", read, "title", "One"))
                .expect(200);
        Answer second = open.stage().operator().patch(open.path(), Map.of("version", read, "title", "Two"));
        second.expectProblem(409, "concert-edited-meanwhile");
        assertThat(second.body().path("version").asInt()).isEqualTo(read + 1);
        assertThat(open.shown().body().path("title").asString()).isEqualTo("One");
    }

    @ParameterizedTest
    @CsvSource({"title, ''", "ageLimit, 100", "ageLimit, -1", "runningMinutes, 1441", "seatsPerBuyerMax, 101"})
    void refusesWhatCannotBe(String field, String value) {
        Object sent = field.equals("title") ? value : Integer.valueOf(value);
        Answer refused = open.edits(Map.of(field, sent)).expectProblem(400, "request-invalid");
        assertThat(refused.fault(field)).isNotBlank();
    }

    @Test
    void refusesTextsWithControlCharacters() {
        Answer refused = open.edits(Map.of("texts", Map.of("en", Map.of("title", "a\u202eb"))))
                .expectProblem(400, "request-invalid");
        assertThat(refused.fault("texts.en.title")).isNotBlank();
    }

    @Test
    void movesTheOpeningWhileItLiesAhead() {
        EditedStage coming = coming();
        String opensAt = in(Duration.ofDays(2));
        coming.edits(Map.of("sale", Map.of("opensAt", opensAt))).expect(200);
        assertThat(coming.shown().body().path("opensAt").asString()).isEqualTo(opensAt);
        clock().advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(coming.stage().roomStatus().body().path("phase").asString()).isEqualTo("SCHEDULED");
    }

    @Test
    void theRoomOpensAtTheNewTime() {
        EditedStage coming = coming();
        coming.stage().roomStatus().expect(200);
        coming.edits(Map.of("sale", Map.of("opensAt", in(Duration.ofHours(1))))).expect(200);
        clock().advance(Duration.ofHours(1));
        assertThat(coming.stage().roomStatus().body().path("phase").asString()).isEqualTo("OPEN");
    }

    @Test
    void refusesToMoveAnOpeningThatHasBeen() {
        Answer refused = open.edits(Map.of("sale", Map.of("opensAt", in(Duration.ofHours(1)))));
        refused.expectProblem(409, "edit-too-late");
        assertThat(refused.fault("sale.opensAt")).isNotBlank();
    }

    @Test
    void refusesToMoveAnOpeningThatTheOperatorHasBroughtForward() {
        EditedStage coming = coming();
        coming.stage().steer(Map.of("phase", "OPEN")).expect(200);
        coming.edits(Map.of("sale", Map.of("opensAt", in(Duration.ofHours(1))))).expectProblem(409, "edit-too-late");
    }

    @Test
    void refusesANewPreQueueOnceBuyersGather() {
        EditedStage coming = EditedStage.with(
                api(), clock(), Map.of("preQueueOpensAt", in(Duration.ZERO), "opensAt", in(Duration.ofDays(1))));
        Map<String, ?> sale = Map.of("opensAt", in(Duration.ofDays(1)), "preQueueOpensAt", in(Duration.ofHours(1)));
        coming.edits(Map.of("sale", sale)).expectProblem(409, "edit-too-late");
    }

    @Test
    void refusesAnOpeningAfterAPerformance() {
        Answer refused = coming().edits(Map.of("sale", Map.of("opensAt", in(Duration.ofDays(8)))));
        assertThat(refused.expectProblem(400, "request-invalid").fault("sale.opensAt"))
                .isNotBlank();
    }

    @Test
    void closesTheSaleAtTheNewTime() {
        String opensAt = open.read().path("opensAt").asString();
        open.edits(Map.of("sale", Map.of("opensAt", opensAt, "closesAt", in(Duration.ofHours(1)))))
                .expect(200);
        clock().advance(Duration.ofHours(1));
        assertThat(open.stage().roomStatus().body().path("phase").asString()).isEqualTo("CLOSED");
    }

    @Test
    void holdsCostTheNewAmount() {
        Fan fan = open.stage().fan().joinsAndEnters();
        fan.seesSeats().expect(200);
        open.edits(Map.of("priceLevels", List.of(Map.of("name", "Front", "amountMinor", 1_000))))
                .expect(200);
        assertThat(fan.holds("1").expect(201).body().path("totalMinor").asLong())
                .isEqualTo(1_000);
    }

    @Test
    void refusesAnotherAmountWhileASeatIsHeld() {
        Fan fan = open.stage().fan().joinsAndEnters();
        fan.holds("1").expect(201);
        Map<String, ?> change = Map.of("priceLevels", List.of(Map.of("name", "Front", "amountMinor", 1_000)));
        open.edits(change).expectProblem(409, "price-level-claimed");
        open.edits(Map.of("priceLevels", List.of(Map.of("name", "Back", "amountMinor", 1_000))))
                .expect(200);
        fan.releases().expect(204);
        open.edits(change).expect(200);
    }

    @Test
    void refusesAnotherAmountOnceASeatIsSold() {
        Fan fan = open.stage().fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("1").expect(201);
        fan.pays("key").expect(201);
        open.edits(Map.of("priceLevels", List.of(Map.of("name", "Front", "amountMinor", 1_000))))
                .expectProblem(409, "price-level-claimed");
    }

    @Test
    void theDatabaseRefusesAHoldAtAnAmountOfBefore() {
        Fan fan = open.stage().fan().joinsAndEnters();
        owner().sql("insert into reservation.price_change values (:concertId, 1)")
                .param("concertId", open.stage().concertId())
                .update();
        fan.holds("1").expectProblem(409, "prices-changed");
    }

    @Test
    void aConcertLowersTheLimitOfTheHouse() {
        open.edits(Map.of("seatsPerBuyerMax", 1)).expect(200);
        Fan fan = open.stage().fan().joinsAndEnters();
        fan.holds("1", "2").expectProblem(422, "seat-limit-exceeded");
        fan.holds("1").expect(201);
        fan.holds("2").expectProblem(422, "seat-limit-exceeded");
    }

    @Test
    void fansNeverSeeADraft() {
        EditedStage draft = draft();
        long id = draft.stage().concertId();
        draft.shown().expectProblem(404, "concert-unknown");
        draft.stage().roomStatus().expectProblem(404, "concert-unknown");
        api().get("/api/v1/concerts/" + id + "/dates").expectProblem(404, "concert-unknown");
        api().get("/api/v1/concerts/" + id + "/draw").expectProblem(404, "concert-unknown");
        api().get("/api/v1/performances/" + draft.stage().performanceId() + "/seat-plan")
                .expectProblem(404, "performance-unknown");
        api().get("/concerts/" + id).expect(404);
        api().get("/concerts/" + id + "/status").expect(404);
        draft.stage().fan().joins().expectProblem(404, "concert-unknown");
        assertThat(api().get("/").text()).doesNotContain("/concerts/" + id + "\"");
        assertThat(api().get("/?q=Spring").text()).doesNotContain("/concerts/" + id + "\"");
        assertThat(api().get("/api/v1/concerts?after=" + (id - 1)).text()).doesNotContain("\"concertId\":" + id + ",");
        assertThat(draft.stage().operator().get("/api/v1/operator/concerts").text())
                .contains("\"concertId\":" + id + ",");
    }

    @Test
    void aPublishedDraftIsOnSale() {
        EditedStage draft = draft();
        draft.shown().expect(404);
        draft.posts("publication", Map.of()).expect(200);
        draft.shown().expect(200);
        draft.stage().fan().joinsAndEnters().holds("1").expect(201);
        draft.posts("publication", Map.of()).expectProblem(409, "concert-published");
    }

    @Test
    void refusesToPublishWhatIsOver() {
        EditedStage draft = draft();
        clock().advance(Duration.ofDays(8));
        draft.posts("publication", Map.of()).expectProblem(409, "edit-too-late");
    }

    @Test
    void aDraftIsEditedWithoutTellingAnybody() {
        EditedStage draft = draft();
        draft.edits(Map.of("title", "Other")).expect(200);
        draft.posts("publication", Map.of()).expect(200);
        assertThat(draft.shown().body().path("changes")).isEmpty();
    }

    @Test
    void tellsWhatWasChangedOfWhatFansHadSeen() {
        open.edits(Map.of("venue", "Red Hall")).expect(200);
        JsonNode change = open.shown().body().at("/changes/0");
        assertThat(change.path("what").asString()).isEqualTo("VENUE");
        assertThat(change.path("before").asString()).isEqualTo("Blue Hall");
        assertThat(change.path("after").asString()).isEqualTo("Red Hall");
    }

    @Test
    void movesAPerformance() {
        long performanceId = open.stage().performanceId();
        String startsAt = in(Duration.ofDays(9));
        open.moves(performanceId, startsAt).expect(200);
        assertThat(open.shown().body().at("/performances/0/startsAt").asString())
                .isEqualTo(startsAt);
        assertThat(open.shown().body().at("/changes/0/what").asString()).isEqualTo("TIME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "PT0S", "-P1D"})
    void refusesToMoveAPerformanceIntoThePast(Duration by) {
        Answer refused = open.moves(open.stage().performanceId(), in(by)).expectProblem(400, "request-invalid");
        assertThat(refused.fault("startsAt")).isNotBlank();
    }

    @Test
    void refusesToMoveAPerformanceThatHasBegun() {
        clock().advance(Duration.ofDays(7));
        open.moves(open.stage().performanceId(), in(Duration.ofDays(1))).expectProblem(409, "edit-too-late");
    }

    @Test
    void refusesPerformancesOfAnotherConcert() {
        long other = Stage.open(api(), clock()).performanceId();
        open.moves(other, in(Duration.ofDays(9))).expectProblem(404, "performance-unknown");
        open.cancels(other).expectProblem(404, "performance-unknown");
    }

    @Test
    void sellsAnAddedPerformance() {
        Map<String, ?> performance = Map.of(
                "startsAt",
                in(Duration.ofDays(9)),
                "seatCount",
                10,
                "areas",
                List.of(Stage.numberedArea("Floor", 5, "Back")));
        JsonNode added = open.posts("performances", Map.of("performance", performance))
                .expect(201)
                .body();
        long performanceId = added.at("/performances/1/performanceId").asLong();
        Fan fan = open.stage().fan().joinsAndEnters();
        fan.holdsAt(performanceId, "1").expect(201);
        fan.holdsAt(performanceId, "Floor", 1).expect(201);
    }

    @Test
    void refusesAnAddedPerformanceWithoutItsPriceLevels() {
        Map<String, ?> performance =
                Map.of("startsAt", in(Duration.ofDays(9)), "areas", List.of(Stage.area("Floor", 5, "Nowhere")));
        Answer refused =
                open.posts("performances", Map.of("performance", performance)).expectProblem(400, "request-invalid");
        assertThat(refused.fault("performance.areas[0].priceLevel")).isNotBlank();
    }

    @Test
    void sellsNothingOfACancelledConcert() {
        Fan inside = open.stage().fan();
        inside.topsUp(900_000).expect(201);
        inside.joinsAndEnters().holds("1").expect(201);
        open.posts("cancellation", Map.of()).expect(200);
        inside.pays("key").expectProblem(409, "hold-expired");
        inside.holds("2").expectProblem(409, "sale-closed");
        open.stage().fan().joins().expectProblem(409, "room-closed");
        assertThat(open.shown().expect(200).body().path("phase").asString()).isEqualTo("CLOSED");
        assertThat(open.shown().body().path("cancelled").asBoolean()).isTrue();
    }

    /// A node that has not heard of a cancellation, or lost it, still asks for seats. The row decides.
    @Test
    void databaseRefusesHoldsOfACancelledPerformance() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        owner().sql("insert into reservation.cancelled_performance values (:performanceId)")
                .param("performanceId", stage.performanceId())
                .update();

        fan.holds("1").expectProblem(409, "sale-closed");
    }

    @Test
    void soldSeatsStaySoldWhenAConcertIsCancelled() {
        Fan fan = open.stage().fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("1").expect(201);
        fan.pays("key").expect(201);
        open.posts("cancellation", Map.of()).expect(200);
        assertThat(seats("SOLD")).isEqualTo(1);
        assertThat(seats("NOT_FOR_SALE")).isEqualTo(49);
    }

    private int seats(String status) {
        return owner().sql("select count(*) from reservation.seat where performance_id = :id and status = :status")
                .param("id", open.stage().performanceId())
                .param("status", status)
                .query(Integer.class)
                .single();
    }

    @Test
    void nothingOfACancelledConcertChangesAnyMore() {
        open.posts("cancellation", Map.of()).expect(200);
        open.edits(Map.of("title", "Other")).expectProblem(409, "concert-cancelled");
        open.posts("cancellation", Map.of()).expectProblem(409, "concert-cancelled");
        open.posts("publication", Map.of()).expectProblem(409, "concert-cancelled");
        open.moves(open.stage().performanceId(), in(Duration.ofDays(9))).expectProblem(409, "concert-cancelled");
        open.posts("performances", Map.of("performance", Map.of("startsAt", in(Duration.ofDays(9)))))
                .expectProblem(409, "concert-cancelled");
    }

    @Test
    void aCancelledDraftStaysUnseen() {
        EditedStage draft = draft();
        draft.posts("cancellation", Map.of()).expect(200);
        draft.shown().expectProblem(404, "concert-unknown");
    }

    @Test
    void sellsOnlyTheOtherPerformances() {
        Map<String, Object> two = new HashMap<>();
        Instant now = clock().instant();
        two.put("performances", List.of(Stage.performance(now, 7), Stage.performance(now, 8)));
        EditedStage both = EditedStage.with(api(), clock(), two);
        both.cancels(both.stage().performanceId()).expect(200);
        Fan fan = both.stage().fan().joinsAndEnters();
        fan.holds("1").expectProblem(409, "sale-closed");
        fan.holdsAt(both.stage().performanceIds().getLast(), "1").expect(201);
        both.cancels(both.stage().performanceId()).expectProblem(409, "concert-cancelled");
    }

    @Test
    void buyersMayNotEdit() {
        newBuyer().get(open.path()).expectProblem(403, "forbidden");
        newBuyer().patch(open.path(), Map.of("version", 1, "title", "x")).expectProblem(403, "forbidden");
    }
}
