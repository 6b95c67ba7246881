package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Drafts of plans: saved half finished, by one editor at a time, and published as the next version.
class VenueDraftsTest extends ServerTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OPERATOR = "/api/v1/operator";

    private static final String WHOLE = """
            {"name": "Small", "sections": [{"section": "A", "rows": [{"row": "1", "seats": [
                {"number": "1", "x": 0, "y": 0, "priceLevel": "Front"}]}]}]}""";

    private static final String HALF = """
            {"name": "블루홀, 서울", "sections": [{"section": "", "rows": [{"seats": [{"x": 5}]}]}]}""";

    @Test
    void halfFinishedPlanComesBackAsItWasSaved() {
        JsonNode draft = begin(HALF);

        JsonNode read = api().asOperator().get(address(draft)).expect(200).body();

        assertThat(read.path("plan").asString()).isEqualTo(HALF);
        assertThat(read.path("name").asString()).isEqualTo("블루홀, 서울");
        assertThat(read.path("revision").asInt()).isEqualTo(1);
        assertThat(history(draft).path("versions")).isEmpty();
        assertThat(history(draft).at("/draft/revision").asInt()).isEqualTo(1);
    }

    @Test
    void secondEditorDoesNotOverwriteTheFirst() {
        JsonNode draft = begin(HALF);
        save(draft, 1, null, WHOLE).expect(200);

        Answer refused = save(draft, 1, null, HALF).expectProblem(409, "venue-draft-changed");

        assertThat(refused.body().at("/now/revision").asInt()).isEqualTo(2);
        assertThat(plan(draft)).isEqualTo(WHOLE);
    }

    @Test
    void oneOfManyEditorsSaves() {
        JsonNode draft = begin(HALF);
        List<CompletableFuture<Integer>> saves = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> save(draft, 1, null, WHOLE).status()))
                .toList();

        assertThat(saves.stream().map(CompletableFuture::join))
                .containsOnly(200, 409)
                .containsOnlyOnce(200);
    }

    @Test
    void oneOfManyEditorsBeginsTheDraft() {
        JsonNode venue = enter();
        List<CompletableFuture<Integer>> saves = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> save(venue, 0, 1, WHOLE).status()))
                .toList();

        assertThat(saves.stream().map(CompletableFuture::join))
                .containsOnly(200, 409)
                .containsOnlyOnce(200);
    }

    @Test
    void publishedDraftIsTheNextVersionAndGone() {
        JsonNode venue = enter();
        save(venue, 0, 1, WHOLE).expect(200);

        JsonNode version = publish(venue, 1).expect(201).body();

        assertThat(version.path("version").asInt()).isEqualTo(2);
        assertThat(version.path("seats").asInt()).isEqualTo(1);
        api().asOperator().get(address(venue)).expectProblem(404, "venue-draft-unknown");
        assertThat(history(venue).path("versions").findValuesAsString("version"))
                .containsExactly("2", "1");
    }

    @Test
    void draftThatDoesNotHoldIsKeptAndItsFaultsAreNamed() {
        JsonNode draft = begin(HALF);

        Answer refused = publish(draft, 1).expectProblem(400, "request-invalid");

        assertThat(refused.fault("sections[0].section")).isNotEmpty();
        assertThat(plan(draft)).isEqualTo(HALF);
        assertThat(history(draft).path("versions")).isEmpty();
    }

    @Test
    void draftIsNotPublishedOverAVersionThatItsEditorHasNotSeen() {
        JsonNode venue = enter();
        save(venue, 0, 1, WHOLE).expect(200);
        api().asOperator().raw("POST", venues(venue) + "/versions", WHOLE).expect(201);

        Answer refused = publish(venue, 1).expectProblem(409, "venue-changed");

        assertThat(refused.body().path("newest").asInt()).isEqualTo(2);
        assertThat(plan(venue)).isEqualTo(WHOLE);
        save(venue, 1, 2, WHOLE).expect(200);
        assertThat(publish(venue, 2).expect(201).body().path("version").asInt()).isEqualTo(3);
    }

    @Test
    void draftIsPublishedOnce() {
        JsonNode draft = begin(WHOLE);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 5)
                .mapToObj(_ ->
                        CompletableFuture.supplyAsync(() -> publish(draft, 1).status()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        assertThat(history(draft).path("versions")).hasSize(1);
    }

    @Test
    void publicationNamesTheRevisionThatWasSeen() {
        JsonNode draft = begin(HALF);
        save(draft, 1, null, WHOLE).expect(200);

        publish(draft, 1).expectProblem(409, "venue-draft-changed");
        publish(draft, 3).expectProblem(409, "venue-draft-changed");
    }

    @Test
    void droppedDraftLeavesTheVersions() {
        JsonNode venue = enter();
        save(venue, 0, 1, HALF).expect(200);
        save(venue, 1, 1, HALF).expect(200);
        String draft = address(venue);

        api().asOperator().delete(draft + "?revision=1").expectProblem(409, "venue-draft-changed");
        api().asOperator().delete(draft + "?revision=2").expect(204);
        api().asOperator().delete(draft).expectProblem(404, "venue-draft-unknown");
        assertThat(history(venue).path("versions")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}{}",
                "{\"name\": 7}",
                "{\"nam\": \"x\"}",
                "{\"sections\": {}}",
                "{\"sections\": [{\"rows\": [{\"seats\": [{\"x\": 1.5}]}]}]}"
            })
    void refusesWhatCannotBecomeAPlan(String plan) {
        Answer refused = api().asOperator()
                .post(OPERATOR + "/venue-drafts", Map.of("plan", plan))
                .expectProblem(400, "request-invalid");

        assertThat(refused.fault("plan")).as(refused.text()).isNotEmpty();
    }

    @Test
    void refusesDraftsThatAreTooLarge() {
        String plan = "{\"name\": \"Big\"" + " ".repeat(Drafting.PLAN_MAX) + "}";

        Answer refused = api().asOperator()
                .post(OPERATOR + "/venue-drafts", Map.of("plan", plan))
                .expectProblem(400, "request-invalid");

        assertThat(refused.fault("plan")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 2, basedOn", "-1, 1, revision", "0, 0, basedOn"})
    void refusesNumbersThatNothingHas(int revision, int basedOn, String field) {
        Answer refused = save(enter(), revision, basedOn, WHOLE).expectProblem(400, "request-invalid");

        assertThat(refused.fault(field)).as(refused.text()).isNotEmpty();
    }

    @Test
    void unknownVenueHasNoDraft() {
        String unknown = OPERATOR + "/venues/999999999";
        api().asOperator().get(unknown).expectProblem(404, "venue-unknown");
        api().asOperator().get(unknown + "/draft").expectProblem(404, "venue-unknown");
        api().asOperator().delete(unknown + "/draft").expectProblem(404, "venue-unknown");
        api().asOperator()
                .raw("PUT", unknown + "/draft", JSON.writeValueAsString(Map.of("revision", 0, "plan", WHOLE)))
                .expectProblem(404, "venue-unknown");
        api().asOperator()
                .post(unknown + "/draft/publication", Map.of("revision", 1))
                .expectProblem(404, "venue-unknown");
    }

    @Test
    void draftsAreListedAPageAtATime() {
        long first = begin(HALF).path("venueId").asLong();
        long second = begin(WHOLE).path("venueId").asLong();

        JsonNode page = api().asOperator()
                .get(OPERATOR + "/venue-drafts?limit=1&after=" + (first - 1))
                .expect(200)
                .body();

        assertThat(page.at("/drafts/0/venueId").asLong()).isEqualTo(first);
        assertThat(page.path("nextAfter").asLong()).isEqualTo(first);
        JsonNode next = api().asOperator()
                .get(OPERATOR + "/venue-drafts?limit=500&after=" + first)
                .expect(200)
                .body();
        assertThat(StreamSupport.stream(next.path("drafts").spliterator(), false)
                        .map(draft -> draft.path("venueId").asLong()))
                .startsWith(second);
    }

    @Test
    void buyersSeeNoDrafts() {
        JsonNode draft = begin(HALF);

        newBuyer().get(address(draft)).expectProblem(403, "forbidden");
        newBuyer().get(OPERATOR + "/venue-drafts").expectProblem(403, "forbidden");
    }

    @Test
    void versionsNeverChangeNotEvenByTheOwner() {
        long version = enter().path("venueVersion").asLong();

        for (String sql : List.of(
                "update catalog.venue_version set name = 'other' where venue_version = " + version,
                "delete from catalog.venue_version where venue_version = " + version)) {
            assertThatThrownBy(() -> owner().sql(sql).update()).hasMessageContaining("never changed");
        }
    }

    private JsonNode begin(String plan) {
        return api().asOperator()
                .post(OPERATOR + "/venue-drafts", Map.of("plan", plan))
                .expect(201)
                .body();
    }

    private JsonNode enter() {
        return api().asOperator()
                .raw("POST", OPERATOR + "/venues", WHOLE)
                .expect(201)
                .body();
    }

    private Answer save(JsonNode venue, int revision, @Nullable Integer basedOn, String plan) {
        Map<String, Object> form = new HashMap<>(Map.of("revision", revision, "plan", plan));
        if (basedOn != null) {
            form.put("basedOn", basedOn);
        }
        return api().asOperator().raw("PUT", address(venue), JSON.writeValueAsString(form));
    }

    private Answer publish(JsonNode venue, int revision) {
        return api().asOperator().post(address(venue) + "/publication", Map.of("revision", revision));
    }

    private String plan(JsonNode venue) {
        return api().asOperator()
                .get(address(venue))
                .expect(200)
                .body()
                .path("plan")
                .asString();
    }

    private JsonNode history(JsonNode venue) {
        return api().asOperator().get(venues(venue)).expect(200).body();
    }

    private static String venues(JsonNode venue) {
        return OPERATOR + "/venues/" + venue.path("venueId").asLong();
    }

    private static String address(JsonNode venue) {
        return venues(venue) + "/draft";
    }
}
