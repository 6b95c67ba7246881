package dev.frontrow;

import dev.frontrow.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A buyer at a [Stage], acting over HTTP. Keeps the queue token and the last hold, as an app would.
public final class Fan {

    private final ApiClient api;
    private final Stage stage;
    private volatile String queueToken = "";
    private volatile String holdId = "";

    Fan(ApiClient api, Stage stage) {
        this.api = api;
        this.stage = stage;
    }

    /// The same fan at another node, with the queue token of now.
    public Fan at(int port) {
        Fan there = new Fan(ApiClient.at(port).bearer(accessToken()), stage);
        there.queueToken = queueToken;
        return there;
    }

    public Answer joins() {
        Answer answer = api.post(room() + "/queue-tokens");
        keepToken(answer);
        return answer;
    }

    /// Joins with the access code of a presale.
    public Answer joinsWith(String accessCode) {
        return joinsSaying(Map.of("accessCode", accessCode));
    }

    public Answer joinsSaying(Map<String, ?> body) {
        Answer answer = api.post(room() + "/queue-tokens", body);
        keepToken(answer);
        return answer;
    }

    public Answer polls() {
        Answer answer = admittedApi().get(room() + "/queue-tokens/current");
        keepToken(answer);
        return answer;
    }

    public Answer leaves() {
        return admittedApi().delete(room() + "/queue-tokens/current");
    }

    /// Joins the line and is admitted; in an empty room this is one step.
    public Fan joinsAndEnters() {
        Answer joined = joins();
        String state = joined.body().path("state").asString();
        if (!state.equals("ADMITTED")) {
            throw new AssertionError("not let in: " + joined.text());
        }
        return this;
    }

    public Answer seesSeats() {
        return admittedApi().get("/api/v1/performances/" + stage.performanceId() + "/seats");
    }

    /// How many places of an area are free.
    public int freeIn(String area) {
        for (JsonNode line : seesSeats().expect(200).body().path("areas")) {
            if (line.path("area").asString().equals(area)) {
                return line.path("free").asInt();
            }
        }
        throw new AssertionError("no area " + area);
    }

    public String seatStatus(String seat) {
        for (JsonNode line : seesSeats().expect(200).body().path("seats")) {
            if (line.path("seat").asString().equals(seat)) {
                return line.path("status").asString();
            }
        }
        throw new AssertionError("no seat " + seat);
    }

    public Answer holds(String... seats) {
        return holdsAt(stage.performanceId(), seats);
    }

    public Answer holdsAt(long performanceId, String... seats) {
        return holdsSaying(Map.of("performanceId", performanceId, "seats", List.of(seats)));
    }

    /// Holds places of an area.
    public Answer holdsIn(String area, int quantity) {
        return holdsAt(stage.performanceId(), area, quantity);
    }

    public Answer holdsAt(long performanceId, String area, int quantity) {
        return holdsSaying(
                Map.of("performanceId", performanceId, "areas", List.of(Map.of("area", area, "quantity", quantity))));
    }

    public Answer holdsSaying(Map<String, ?> body) {
        Answer answer = admittedApi().post("/api/v1/holds", body);
        if (answer.status() == 201) {
            holdId = answer.body().path("holdId").asString();
        }
        return answer;
    }

    /// Extends the last hold.
    public Answer extendsHold() {
        return admittedApi().post("/api/v1/holds/" + holdId + "/extension");
    }

    public Answer releases() {
        return api.delete("/api/v1/holds/" + holdId);
    }

    public Answer topsUp(long amountMinor) {
        return api.idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", amountMinor));
    }

    /// Pays the last hold.
    public Answer pays(String idempotencyKey) {
        return admittedApi().idempotencyKey(idempotencyKey).post("/api/v1/payments", Map.of("holdId", holdId));
    }

    /// Buys these seats, with enough money; returns the payment.
    public JsonNode buys(String... seats) {
        topsUp(900_000).expect(201);
        joinsAndEnters().holds(seats).expect(201);
        return pays(UUID.randomUUID().toString()).expect(201).body();
    }

    public String buyerId() {
        return api.get("/api/v1/buyers/me/balance")
                .expect(200)
                .body()
                .path("buyerId")
                .asString();
    }

    public long balance() {
        return api.get("/api/v1/buyers/me/balance")
                .expect(200)
                .body()
                .path("balanceMinor")
                .asLong();
    }

    public Stage stage() {
        return stage;
    }

    public ApiClient api() {
        return api;
    }

    public ApiClient admittedApi() {
        return api.queueToken(queueToken);
    }

    public String accessToken() {
        return api.accessToken();
    }

    public String queueToken() {
        return queueToken;
    }

    public String holdId() {
        return holdId;
    }

    private void keepToken(Answer answer) {
        String token = answer.body().path("queueToken").asString("");
        if (!token.isEmpty()) {
            queueToken = token;
        }
    }

    private String room() {
        return "/api/v1/concerts/" + stage.concertId();
    }
}
