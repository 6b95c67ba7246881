package dev.frontrow.boxoffice.venues;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.storefront.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Venues are drawn in a real browser.
class VenueEditorTest extends ServerTest {

    private static final String VENUES = "/api/v1/operator/venues/";

    private Visitor operator(int width) {
        return new Visitor(port(), new NewContextOptions().setLocale("en-US").setViewportSize(width, 900))
                .comesWith(operatorToken());
    }

    private String operatorToken() {
        return api().asOperator().accessToken();
    }

    private JsonNode published(long venueId, int version) {
        return api().asOperator()
                .get(VENUES + venueId + "/versions/" + version)
                .expect(200)
                .body();
    }

    @Test
    void allThatIsDoneCanBeUndoneAndDoneAgain() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = drawn(visitor);
            String before = draughtsman.plan();
            visitor.presses("#select-all").presses("#mirror-sides").presses("#mirror-depth");
            draughtsman.fills("#with-turn", "degrees", "30");
            visitor.presses("#with-turn button");
            draughtsman.uses("paint").fills("#tool-paint", "level", "Back");
            visitor.presses("#tool-paint button").presses("#remove");
            String after = draughtsman.plan();

            assertThat(after).isNotEqualTo(before).doesNotContain("Back");
            for (int i = 0; i < 5; i++) {
                visitor.presses("#undo");
            }
            assertThat(draughtsman.plan()).isEqualTo(before);
            for (int i = 0; i < 5; i++) {
                visitor.presses("#redo");
            }
            assertThat(draughtsman.plan()).isEqualTo(after);
        }
    }

    /// A house of 10 rows with 20 seats.
    private static Draughtsman drawn(Visitor visitor) {
        var draughtsman = new Draughtsman(visitor).begins("Small").uses("block");
        visitor.presses("#tool-block button");
        return draughtsman.selects(200).uses("select");
    }

    @Test
    void mouseSelectsAndMoves() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = drawn(visitor);
            visitor.presses("#zoom-fit");
            draughtsman
                    .clicks(0.01, 0.01)
                    .selects(0)
                    .pulls(0.01, 0.01, 0.99, 0.99)
                    .selects(200);
            String before = draughtsman.plan();

            draughtsman.clicks(0.5, 0.5);
            draughtsman.pulls(0.01, 0.01, 0.99, 0.99).selects(200);
            visitor.page().locator("#canvas").press("Shift+ArrowRight");

            List<Integer> left = xs(before);
            assertThat(xs(draughtsman.plan()))
                    .isEqualTo(left.stream().map(x -> x + 100).toList());
        }
    }

    private static List<Integer> xs(String plan) {
        return JsonMapper.shared().readTree(plan).findValues("x").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    @Test
    void fingersSelectMoveAndZoom() {
        var tablet = new NewContextOptions()
                .setLocale("en-US")
                .setViewportSize(768, 1000)
                .setHasTouch(true);
        try (Visitor visitor = new Visitor(port(), tablet).comesWith(operatorToken())) {
            var draughtsman = drawn(visitor);
            double[] seat = draughtsman.seatOnScreen(0);
            visitor.page().touchscreen().tap(seat[0], seat[1]);
            draughtsman.selects(1);
            visitor.page().touchscreen().tap(seat[0], seat[1] - 60);
            draughtsman.selects(0);

            double before = draughtsman.scale();
            CDPSession session = visitor.page().context().newCDPSession(visitor.page());
            touch(session, "touchStart", seat, 20);
            touch(session, "touchMove", seat, 40);
            touch(session, "touchMove", seat, 80);
            session.send("Input.dispatchTouchEvent", touches("touchEnd"));

            assertThat(draughtsman.scale()).isGreaterThan(before * 1.5);
            draughtsman.selects(0);
        }
    }

    /// Two fingers, as far apart from the seat as the given pixels.
    private static void touch(CDPSession session, String type, double[] seat, int apart) {
        JsonObject event = touches(type);
        for (int side : new int[] {-1, 1}) {
            JsonObject finger = new JsonObject();
            finger.addProperty("x", seat[0] + side * apart);
            finger.addProperty("y", seat[1]);
            finger.addProperty("id", side + 1);
            event.getAsJsonArray("touchPoints").add(finger);
        }
        session.send("Input.dispatchTouchEvent", event);
    }

    private static JsonObject touches(String type) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", new JsonArray());
        return event;
    }

    @Test
    void keysSelectRowsMoveAndRemoveThem() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = drawn(visitor);
            var canvas = draughtsman.canvas();

            canvas.press("Escape");
            draughtsman.selects(0);
            canvas.press("PageDown");
            draughtsman.selects(20);
            canvas.press("Delete");
            draughtsman.selects(0);
            canvas.press("Control+a");
            draughtsman.selects(180);
            PlaywrightAssertions.assertThat(visitor.page().locator("#say")).containsText("20 removed");
        }
    }

    @Test
    void listBesideTheDrawingSelectsSectionsRowsAndSeats() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = drawn(visitor);
            visitor.pressesNamed("Section A: 10 rows, 200 seats");
            draughtsman.selects(200);
            visitor.page().getByText("Rows of A").click();
            visitor.pressesNamed("Row 3: 20 seats");
            draughtsman.selects(20);
            visitor.page().getByText("Seats of row 3").click();
            visitor.pressesNamed("Seat 7, Standard");
            draughtsman.selects(1).fills("#properties", "number", "7½");
            visitor.presses("#properties button");

            assertThat(draughtsman.plan()).contains("\"number\":\"7½\"");
        }
    }

    @Test
    void rowsAreNumberedAsHousesNumberThem() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = new Draughtsman(visitor).begins("Odd").uses("block");
            draughtsman
                    .fills("#tool-block", "rows", "3")
                    .fills("#tool-block", "seats", "4")
                    .fills("#tool-block", "rowStart", "H")
                    .fills("#tool-block", "skip", "5");
            visitor.page().selectOption("#tool-block [name=step]", "odd");
            visitor.page().selectOption("#tool-block [name=side]", "right");
            visitor.presses("#tool-block button");
            draughtsman.publishes(false);

            JsonNode rows = published(draughtsman.venueId(), 1).at("/sections/0/rows");

            assertThat(rows.findValuesAsString("row")).containsExactly("H", "J", "K");
            assertThat(rows.path(0).findValuesAsString("number")).containsExactly("9", "7", "3", "1");
        }
    }

    @Test
    void curvedRowRunsThroughItsThirdPoint() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = new Draughtsman(visitor).begins("Bow").uses("row");
            draughtsman.fills("#tool-row", "seats", "3");
            visitor.page().locator("#tool-row [name=curved]").check();
            draughtsman.clicks(0.2, 0.5).clicks(0.8, 0.5).clicks(0.5, 0.7).selects(3);

            JsonNode seats = JsonMapper.shared().readTree(draughtsman.plan()).at("/sections/0/rows/0/seats");

            assertThat(seats.path(1).path("y").asInt())
                    .isGreaterThan(seats.path(0).path("y").asInt() + 100);
            assertThat(seats.path(2).path("y")).isEqualTo(seats.path(0).path("y"));
        }
    }

    @Test
    void checksNameWhatIsWrongAndLeadThere() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = drawn(visitor);
            draughtsman.uses("block").fills("#tool-block", "section", "A");
            draughtsman.fills("#tool-block", "x", "20");
            visitor.presses("#tool-block button").presses("#publish");
            draughtsman.isTold("Something is wrong");
            var twice = visitor.page().getByText("Two seats are called A-1-1.");
            twice.click();
            draughtsman.selects(2);
            visitor.findsNoBarriers();
            api().asOperator()
                    .get(VENUES + draughtsman.venueId() + "/versions/1")
                    .expectProblem(404, "venue-unknown");
        }
    }

    @Test
    void secondEditorIsAskedBeforeTheyOverwrite() {
        try (Visitor first = operator(1440);
                Visitor second = operator(1440)) {
            var one = drawn(first);
            var other = new Draughtsman(second).opens(one.venueId());
            first.presses("#save");
            one.isTold("The draft is saved");
            second.forgives("409");

            other.uses("stage").pulls(0.3, 0.1, 0.7, 0.2);
            second.presses("#save").sees("#conflict").findsNoBarriers().presses("#conflict-theirs");

            other.isTold("somebody else");
            assertThat(JsonMapper.shared().readTree(other.plan()))
                    .isEqualTo(JsonMapper.shared().readTree(one.plan()));
            first.presses("#save");
            one.isTold("The draft is saved");
            other.uses("stage").pulls(0.3, 0.1, 0.7, 0.2);
            second.presses("#save").presses("#conflict-mine");
            other.isTold("The draft is saved");
            assertThat(draft(one.venueId())).contains("\"stage\"");
        }
    }

    private String draft(long venueId) {
        return api().asOperator()
                .get(VENUES + venueId + "/draft")
                .expect(200)
                .body()
                .path("plan")
                .asString();
    }

    @Test
    void leavingIsAskedAboutOnlyWhileSomethingIsNotSaved() {
        try (Visitor visitor = operator(1440)) {
            var draughtsman = drawn(visitor);
            List<String> asked = new ArrayList<>();
            visitor.page().onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.dismiss();
            });
            visitor.page().locator(".office-head__mark").click(new Locator.ClickOptions().setNoWaitAfter(true));
            visitor.sees("#unsaved");
            visitor.presses("#save");
            draughtsman.isTold("The draft is saved");
            visitor.presses(".office-head__mark").isAt("/office/concerts");

            assertThat(asked).containsExactly("beforeunload");
        }
    }

    @Test
    void newVersionIsDrawnFromTheOneBefore() {
        long venueId = entered(SMALL);
        try (Visitor visitor = operator(1440)) {
            var draughtsman = new Draughtsman(visitor).opens(venueId);
            draughtsman.uses("gate").clicks(0.5, 0.9).publishes(false);

            JsonNode first = published(venueId, 1);
            JsonNode second = published(venueId, 2);

            assertThat(second.path("sections")).isEqualTo(first.path("sections"));
            assertThat(second.path("areas")).isEqualTo(first.path("areas"));
            assertThat(second.path("gates")).hasSize(2);
        }
    }

    private long entered(String plan) {
        return api().asOperator()
                .raw("POST", "/api/v1/operator/venues", plan)
                .expect(201)
                .body()
                .path("venueId")
                .asLong();
    }

    private static final String SMALL = """
            {"name": "Small", "floors": ["Stalls", "Balcony"], "gates": [{"gate": "North", "x": 0, "y": 200}],
             "sections": [{"section": "A", "gate": "North", "floor": 0, "rows": [{"row": "1", "seats": [
                 {"seat": "own name", "number": "1", "x": 0, "y": 0, "priceLevel": "Front", "attributes": ["AISLE"]},
                 {"number": "2", "x": 60, "y": 0, "priceLevel": "Front"}]}]}],
             "areas": [{"area": "Floor", "floor": 1, "shape": [[0, 100], [60, 100], [60, 150]], "capacity": 9,
                        "priceLevel": "Back", "entryNumbers": true}],
             "texts": [{"text": "Bar", "x": 5, "y": 5, "size": 20}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "'-alert(1)-'", "{0} {1}"})
    void namesAreNeverMarkup(String name) {
        long venueId = entered(JsonMapper.shared().writeValueAsString(planNamed(name)));
        try (Visitor visitor = operator(1440)) {
            new Draughtsman(visitor).opens(venueId);
            visitor.page().locator("#tree summary").first().click();
            visitor.presses("#check").presses("#select-all");
            PlaywrightAssertions.assertThat(visitor.page().locator("#legend")).containsText(name);
            visitor.goes("/office/venues");
            PlaywrightAssertions.assertThat(visitor.page().locator("#venues")).containsText(name);
            assertThat(visitor.page()
                            .locator("main img, #venues script, #tree script")
                            .count())
                    .isZero();
        }
    }

    /// A plan in which everything has this name.
    private static Map<String, ?> planNamed(String name) {
        var seat = Map.of("seat", name, "number", name, "x", 0, "y", 0, "priceLevel", name);
        var row = Map.of("row", name, "seats", List.of(seat));
        return Map.of("name", name, "sections", List.of(Map.of("section", name, "rows", List.of(row))));
    }

    @ParameterizedTest
    @ValueSource(ints = {768, 1440})
    void hasNoBarriers(int width) {
        try (Visitor visitor = operator(width)) {
            drawn(visitor);
            for (String tool : List.of("row", "block", "area", "stage", "gate", "text", "paint")) {
                visitor.presses("[data-tool=" + tool + "]").findsNoBarriers();
            }
            visitor.findsNoBarriersByDayOrNight();
            visitor.presses("#save");
            PlaywrightAssertions.assertThat(visitor.page().locator("#unsaved")).isHidden();
            visitor.goes("/office/venues").findsNoBarriersByDayOrNight();
        }
    }

    @Test
    void strangersAndBuyersDoNotDraw() {
        ApiClient html = api().with("Accept", "text/html");
        html.get("/office/venues/1/edit").expect(302);
        newBuyer().with("Accept", "text/html").get("/office/venues").expect(302);
    }
}
