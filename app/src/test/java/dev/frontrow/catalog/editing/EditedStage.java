package dev.frontrow.catalog.editing;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Stage;
import dev.frontrow.TestClock;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A concert, and the operator who edits it.
record EditedStage(Stage stage) {

    static EditedStage open(ApiClient api, TestClock clock) {
        return new EditedStage(Stage.open(api, clock));
    }

    static EditedStage with(ApiClient api, TestClock clock, Map<String, ?> otherwise) {
        return new EditedStage(Stage.with(api, clock, otherwise));
    }

    /// Signed in anew: time may have passed.
    ApiClient operator() {
        return stage.api().asOperator();
    }

    String path() {
        return "/api/v1/operator/concerts/" + stage.concertId();
    }

    JsonNode read() {
        return operator().get(path()).expect(200).body();
    }

    int version() {
        return read().path("version").asInt();
    }

    /// With the version that it has now.
    Answer edits(Map<String, ?> change) {
        return operator().patch(path(), versioned(change));
    }

    Answer posts(String what, Map<String, ?> body) {
        return operator().post(path() + "/" + what, versioned(body));
    }

    Answer moves(long performanceId, String startsAt) {
        return operator().patch(path() + "/performances/" + performanceId, versioned(Map.of("startsAt", startsAt)));
    }

    Answer cancels(long performanceId) {
        return posts("performances/" + performanceId + "/cancellation", Map.of());
    }

    private Map<String, Object> versioned(Map<String, ?> body) {
        Map<String, Object> versioned = new HashMap<>(body);
        versioned.put("version", version());
        return versioned;
    }

    /// As fans see it.
    Answer shown() {
        return stage.api().get("/api/v1/concerts/" + stage.concertId());
    }
}
