package dev.frontrow;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One valid call of every operation there is, by a buyer who has paid once, is admitted again and holds two seats.
final class ValidCalls {

    private final Map<String, ValidCall> calls;
    private final String buyerAccessToken;
    private final String strangersQueueToken;

    private ValidCalls(Map<String, ValidCall> calls, String buyerAccessToken, String strangersQueueToken) {
        this.calls = calls;
        this.buyerAccessToken = buyerAccessToken;
        this.strangersQueueToken = strangersQueueToken;
    }

    /// Makes a concert and its buyer, so that whatever happens to them is nobody else's business.
    static ValidCalls onNewStage(ApiClient api, TestClock clock) {
        Stage stage = Stage.open(api, clock);
        String username = "fan-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> credentials = Map.of("username", username, "password", ApiClient.PASSWORD);
        api.post("/api/v1/buyers", credentials).expect(201);
        JsonNode session = api.post("/api/v1/sessions", credentials).expect(201).body();
        Fan fan = new Fan(api.bearer(session.path("accessToken").asString()), stage);
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("1").expect(201);
        JsonNode payment = fan.pays("an earlier payment").expect(201).body();
        fan.joinsAndEnters().holds("2", "3").expect(201);
        Map<String, String> ids = Map.of(
                "concertId", Long.toString(stage.concertId()),
                "performanceId", Long.toString(stage.performanceId()),
                "holdId", fan.holdId(),
                "paymentId", payment.path("paymentId").asString(),
                "ticketId", payment.at("/tickets/0/ticketId").asString(),
                "buyerId", session.path("buyerId").asString());
        String buyer = session.path("accessToken").asString();
        String operator = api.post(
                        "/api/v1/sessions", Map.of("username", "operator", "password", ServerTest.OPERATOR_PASSWORD))
                .expect(201)
                .body()
                .path("accessToken")
                .asString();
        Map<String, ValidCall> calls = Stream.of(
                        byAnyone(username),
                        byBuyer(buyer, fan.queueToken(), ids),
                        byOperator(operator, clock.instant()))
                .flatMap(Function.identity())
                .map(call -> call.at(ids))
                .collect(Collectors.toMap(ValidCall::operation, Function.identity()));
        return new ValidCalls(calls, buyer, stage.fan().joinsAndEnters().queueToken());
    }

    private static Stream<ValidCall> byAnyone(String username) {
        return Stream.of(
                ValidCall.of("POST /api/v1/buyers").saying("""
                        {"username": "new-%s", "password": "correct horse", "displayName": "Mina"}
                        """.formatted(username)),
                ValidCall.of("POST /api/v1/sessions").saying("""
                        {"username": "%s", "password": "%s"}
                        """.formatted(username, ApiClient.PASSWORD)),
                ValidCall.of("GET /api/v1/concerts"),
                ValidCall.of("GET /api/v1/concerts/{concertId}"),
                ValidCall.of("GET /api/v1/concerts/{concertId}/dates"),
                ValidCall.of("GET /api/v1/concerts/{concertId}/waiting-room"));
    }

    private static Stream<ValidCall> byBuyer(String accessToken, String queueToken, Map<String, String> ids) {
        return Stream.of(
                        ValidCall.of("POST /api/v1/concerts/{concertId}/queue-tokens"),
                        ValidCall.of("GET /api/v1/concerts/{concertId}/queue-tokens/current")
                                .admitted(queueToken),
                        ValidCall.of("DELETE /api/v1/concerts/{concertId}/queue-tokens/current")
                                .admitted(queueToken),
                        ValidCall.of("GET /api/v1/performances/{performanceId}/seats")
                                .admitted(queueToken),
                        ValidCall.of("POST /api/v1/holds")
                                .admitted(queueToken)
                                .keyed()
                                .saying("""
                                        {"performanceId": %s, "seats": ["12"]}
                                        """.formatted(ids.get("performanceId"))),
                        ValidCall.of("GET /api/v1/holds/{holdId}"),
                        ValidCall.of("DELETE /api/v1/holds/{holdId}"),
                        ValidCall.of("GET /api/v1/buyers/{buyerId}/balance"),
                        ValidCall.of("GET /api/v1/buyers/{buyerId}/ledger"),
                        ValidCall.of("POST /api/v1/buyers/{buyerId}/top-ups")
                                .keyed()
                                .saying("""
                                        {"amountMinor": 5000, "currency": "KRW"}
                                        """),
                        ValidCall.of("POST /api/v1/payments")
                                .admitted(queueToken)
                                .keyed()
                                .saying("""
                                        {"holdId": "%s"}
                                        """.formatted(ids.get("holdId"))),
                        ValidCall.of("GET /api/v1/payments"),
                        ValidCall.of("GET /api/v1/payments/{paymentId}"),
                        ValidCall.of("GET /api/v1/tickets"),
                        ValidCall.of("GET /api/v1/tickets/{ticketId}"),
                        ValidCall.of("GET /api/v1/tickets/{ticketId}.png"))
                .map(call -> call.by(accessToken));
    }

    private static Stream<ValidCall> byOperator(String accessToken, Instant now) {
        return Stream.of(
                        ValidCall.of("POST /api/v1/operator/concerts").saying(concert(now)),
                        ValidCall.of("PATCH /api/v1/operator/concerts/{concertId}/waiting-room")
                                .saying("""
                                        {"phase": "PAUSED", "admitPerMinute": 60, "capacity": 100,
                                         "message": "Back in a minute", "freezeHolds": true}
                                        """))
                .map(call -> call.by(accessToken));
    }

    /// The seats are of the second price level, so that the first can be spoilt alone.
    private static String concert(Instant now) {
        Instant opensAt = now.plus(Duration.ofDays(1));
        Instant startsAt = now.plus(Duration.ofDays(30));
        return """
                {"title": "Spring Night", "venue": "Blue Hall", "currency": "KRW", "timeZone": "Asia/Seoul",
                 "opensAt": "%s", "preQueueOpensAt": "%s", "closesAt": "%s", "capacity": 100, "admitPerMinute": 60,
                 "priceLevels": [{"name": "Front", "amountMinor": 2000}, {"name": "Back", "amountMinor": 1000}],
                 "performances": [
                     {"startsAt": "%s", "seatCount": 10},
                     {"startsAt": "%s", "seats": [
                         {"seat": "A-1-1", "section": "A", "row": "1", "number": "1", "priceLevel": "Back"}]}]}
                """.formatted(opensAt, opensAt.minusSeconds(3_600), opensAt.plusSeconds(3_600), startsAt, startsAt);
    }

    Set<String> operations() {
        return calls.keySet();
    }

    ValidCall of(String operation) {
        ValidCall call = calls.get(operation);
        if (call == null) {
            throw new IllegalArgumentException("no row for " + operation);
        }
        return call;
    }

    /// Of a buyer, who may do nothing that is the operator's.
    String buyerAccessToken() {
        return buyerAccessToken;
    }

    /// Of another admitted buyer of the same concert.
    String strangersQueueToken() {
        return strangersQueueToken;
    }
}
