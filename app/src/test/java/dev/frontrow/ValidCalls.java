package dev.frontrow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One valid call of every operation, by a buyer who has paid once, is admitted again and holds two seats.
final class ValidCalls {

    private static final Map<String, String> OPERATOR =
            Map.of("username", "operator", "password", ServerTest.OPERATOR_PASSWORD);

    private static final Set<String> OF_THE_DRAW = Set.of(
            "GET /api/v1/concerts/{concertId}/draw/receipt",
            "PATCH /api/v1/operator/concerts/{concertId}/waiting-room");

    private static final String TURN_ALERT = "/api/v1/concerts/{concertId}/turn-alert";

    /// A point of P-256.
    private static final String PUSH_KEY =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private final Map<String, ValidCall> calls;
    private final String buyerAccessToken;
    private final String strangersQueueToken;

    private ValidCalls(Map<String, ValidCall> calls, String buyerAccessToken, String strangersQueueToken) {
        this.calls = calls;
        this.buyerAccessToken = buyerAccessToken;
        this.strangersQueueToken = strangersQueueToken;
    }

    /// Makes its own concert, so that the calls do not affect other tests.
    ///
    /// @param newBuyers returns the access token of a new buyer at each call
    /// @param colleague another operator than the one who calls
    static ValidCalls onNewStage(ApiClient api, TestClock clock, Supplier<String> newBuyers, ApiClient colleague) {
        String buyer = newBuyers.get();
        ValidRefunds refunds = ValidRefunds.onNewStages(api, clock, newBuyers.get(), colleague);
        Fan registered = waitingForItsBeacon(api, clock, buyer);
        String beaconless = Long.toString(registered.stage().concertId());
        Stage stage = Stage.ofPlaces(
                api, clock, 1, Map.of("seatCount", 50, "areas", List.of(Stage.area("Floor", 10, "Back"))));
        Stage draft = EditCalls.newDraft(api, clock);
        Fan fan = new Fan(api.bearer(buyer), stage);
        JsonNode payment = paysAndHoldsAgain(fan);
        JsonNode balance =
                fan.api().get("/api/v1/buyers/me/balance").expect(200).body();
        JsonNode codes = stage.operator()
                .post("/api/v1/operator/concerts/" + stage.concertId() + "/access-codes", Map.of("count", 2))
                .expect(201)
                .body();
        Map<String, String> ids = ids(stage, fan, payment, balance, codes, clock.instant());
        ValidRefunds.withholds(stage, colleague);
        Stream<ValidCall> alerts = turnAlerts(registered.queueToken()).map(call -> call.by(buyer));
        Map<String, ValidCall> calls = Stream.of(
                        ofTheAccount(api, clock, refunds), byBuyer(buyer, fan.queueToken(), ids), alerts)
                .flatMap(Function.identity())
                .map(call -> call.at(ids))
                .map(call -> isInTheDraw(call.operation()) ? call.at("concertId", beaconless) : call)
                .map(call -> OperatorsInvited.about(call, ids))
                .map(call -> EditCalls.isEdit(call.operation()) ? EditCalls.ofDraft(call, draft) : call)
                .map(refunds::at)
                .map(call -> call.operation().endsWith("/draft/publication")
                        ? call.at("venueId", ids.getOrDefault(DRAFTED, ""))
                        : call)
                .collect(Collectors.toMap(ValidCall::operation, Function.identity()));
        Fan stranger = new Fan(api.bearer(newBuyers.get()), stage).joinsAndEnters();
        return new ValidCalls(calls, buyer, stranger.queueToken());
    }

    /// The id of a venue that has only a draft, which no other call changes.
    private static String drafted(ApiClient operator) {
        return operator.raw("POST", "/api/v1/operator/venue-drafts", draft(Map.of()))
                .expect(201)
                .body()
                .path("venueId")
                .asString();
    }

    private static JsonNode paysAndHoldsAgain(Fan fan) {
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("1").expect(201);
        JsonNode payment = fan.pays("an earlier payment").expect(201).body();
        fan.joinsAndEnters().holds("2").expect(201);
        return payment;
    }

    private static boolean isInTheDraw(String operation) {
        return OF_THE_DRAW.contains(operation) || operation.endsWith(TURN_ALERT);
    }

    /// By a new account and by those who may change it.
    private static Stream<ValidCall> ofTheAccount(ApiClient api, TestClock clock, ValidRefunds refunds) {
        JsonNode operator = api.post("/api/v1/sessions", OPERATOR).expect(201).body();
        String operatorToken = operator.path("accessToken").asString();
        String username = "owner-" + UUID.randomUUID().toString().substring(0, 12);
        api.post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        String owner = api.asSignedIn(username, ApiClient.PASSWORD).accessToken();
        long venueVersion =
                newVenue(api.bearer(operatorToken)).path("venueVersion").asLong();
        String resetToken = resetToken(api.bearer(operatorToken), username);
        return Stream.of(
                        byOwner(owner),
                        OperatorsInvited.calls(api.bearer(operatorToken), api, clock.instant()),
                        byBoxOffice(operatorToken, username),
                        byAnyone(resetToken),
                        refunds.by(operatorToken),
                        ValidRefunds.ofSeats(operatorToken, username, clock.instant()),
                        byOperator(operatorToken, clock.instant(), venueVersion),
                        EditCalls.all(clock.instant()).map(call -> call.by(operatorToken)),
                        atNight().map(call -> call.by(operatorToken)))
                .flatMap(Function.identity());
    }

    private static JsonNode newVenue(ApiClient operator) {
        return operator.raw("POST", "/api/v1/operator/venues", VENUE)
                .expect(201)
                .body();
    }

    private static String resetToken(ApiClient operator, String username) {
        return operator.post("/api/v1/operator/password-resets", Map.of("username", username))
                .expect(201)
                .body()
                .path("token")
                .asString();
    }

    private static Map<String, String> ids(
            Stage stage, Fan fan, JsonNode payment, JsonNode balance, JsonNode codes, Instant now) {
        JsonNode venue = newVenue(stage.operator());
        stage.operator()
                .raw(
                        "PUT",
                        "/api/v1/operator/venues/" + venue.path("venueId").asLong() + "/draft",
                        draft(Map.of("revision", 0, "basedOn", 1)))
                .expect(200);
        Map<String, String> ids = new HashMap<>(OperatorsInvited.ids(stage.operator(), stage.api(), now));
        ids.put(DRAFTED, drafted(stage.operator()));
        ids.putAll(Map.of(
                "venueId", venue.path("venueId").asString(),
                "version", venue.path("version").asString(),
                "concertId", Long.toString(stage.concertId()),
                "performanceId", Long.toString(stage.performanceId()),
                "holdId", fan.holdId(),
                "paymentId", payment.path("paymentId").asString(),
                "ticketId", payment.at("/tickets/0/ticketId").asString(),
                "buyerId", balance.path("buyerId").asString(),
                "placeId", stage.concertId() + "-GENERAL-1",
                "code", codes.at("/codes/0/code").asString()));
        return ids;
    }

    /// A concert whose draw waits for its beacon; the buyer is registered in it.
    private static Fan waitingForItsBeacon(ApiClient api, TestClock clock, String buyer) {
        Instant opensAt = clock.instant().plusSeconds(1);
        Stage stage = Stage.with(
                api,
                clock,
                Map.of(
                        "drawBeacon", "drand quicknet round 9123456",
                        "preQueueOpensAt", clock.instant().toString(),
                        "opensAt", opensAt.toString()));
        Fan fan = new Fan(api.bearer(buyer), stage);
        fan.joins().expect(201);
        clock.advance(Duration.ofSeconds(1));
        fan.polls().expect(200);
        return fan;
    }

    private static Stream<ValidCall> byAnyone(String resetToken) {
        return Stream.of(
                ValidCall.of("POST /api/v1/buyers")
                        .saying("""
                        {"username": "new-%s", "password": "correct horse", "displayName": "Mina"}
                        """.formatted(UUID.randomUUID().toString().substring(0, 8))),
                ValidCall.of("POST /api/v1/sessions").saying(JsonMapper.shared().writeValueAsString(OPERATOR)),
                ValidCall.of("POST /api/v1/password-resets")
                        .saying("""
                        {"username": "nobody-%s"}
                        """.formatted(UUID.randomUUID().toString().substring(0, 8))),
                ValidCall.of("POST /api/v1/password-resets/redemptions").saying("""
                        {"token": "%s", "newPassword": "we meet at the old bridge"}
                        """.formatted(resetToken)),
                ValidCall.of("GET /api/v1/report-key"),
                ValidCall.of("GET /api/v1/concerts"),
                ValidCall.of("GET /api/v1/concerts/{concertId}"),
                ValidCall.of("GET /api/v1/concerts/{concertId}/dates"),
                ValidCall.of("GET /api/v1/concerts/{concertId}/waiting-room"),
                ValidCall.of("GET /api/v1/concerts/{concertId}/draw"),
                ValidCall.of("GET /api/v1/performances/{performanceId}/seat-plan"),
                ValidCall.of("GET /api/v1/audit-heads"));
    }

    /// Calls that need an account with a password.
    private static Stream<ValidCall> byOwner(String accessToken) {
        return Stream.of(
                        ValidCall.of("GET /api/v1/buyers/me"),
                        ValidCall.of("PUT /api/v1/buyers/me/password").saying("""
                                        {"currentPassword": "%s", "newPassword": "we meet at the old bridge"}
                                        """.formatted(ApiClient.PASSWORD)),
                        ValidCall.of("PUT /api/v1/buyers/me/recovery-address")
                                .saying("""
                                        {"currentPassword": "%s", "recoveryAddress": "owner@example.com"}
                                        """.formatted(ApiClient.PASSWORD)),
                        ValidCall.of("DELETE /api/v1/sessions/current"),
                        ValidCall.of("GET /api/v1/buyers/me/export"),
                        ownDeletion())
                .map(call -> call.by(accessToken));
    }

    private static ValidCall ownDeletion() {
        return ValidCall.of("POST /api/v1/buyers/me/deletion").saying("""
                        {"currentPassword": "%s", "giveUpMoney": true}
                        """.formatted(ApiClient.PASSWORD));
    }

    private static Stream<ValidCall> byBoxOffice(String accessToken, String username) {
        return Stream.of(ValidCall.of("POST /api/v1/operator/password-resets")
                .saying("""
                        {"username": "%s"}
                        """.formatted(username))
                .by(accessToken));
    }

    private static Stream<ValidCall> byBuyer(String accessToken, String queueToken, Map<String, String> ids) {
        return Stream.of(inLine(queueToken, ids), inTheShop(queueToken, ids), atTheTill(queueToken, ids))
                .flatMap(Function.identity())
                .map(call -> call.by(accessToken));
    }

    private static Stream<ValidCall> inLine(String queueToken, Map<String, String> ids) {
        return Stream.of(
                ValidCall.of("POST /api/v1/concerts/{concertId}/queue-tokens").saying("""
                                        {"accessCode": "%s", "challenge": "bm90IGFza2VkIGZvcg=="}
                                        """.formatted(ids.get("code"))),
                ValidCall.of("GET /api/v1/concerts/{concertId}/queue-tokens/current")
                        .admitted(queueToken),
                ValidCall.of("GET /api/v1/concerts/{concertId}/draw/receipt"),
                ValidCall.of("DELETE /api/v1/concerts/{concertId}/queue-tokens/current")
                        .admitted(queueToken),
                ValidCall.of("POST /api/v1/concerts/{concertId}/queue-tokens/current/challenge")
                        .admitted(queueToken)
                        .saying("""
                                        {"challenge": "bm90IGFza2VkIGZvcg=="}
                                        """));
    }

    /// By somebody who waits.
    private static Stream<ValidCall> turnAlerts(String queueToken) {
        return Stream.of(
                        ValidCall.of("GET " + TURN_ALERT),
                        ValidCall.of("POST " + TURN_ALERT).saying("""
                                        {"endpoint": "https://fcm.googleapis.com/fcm/send/a:b", "p256dh": "%s", "auth": "%s"}
                                        """.formatted(PUSH_KEY, "BTBZMqHH6r4Tts7J_aSIgg")),
                        ValidCall.of("DELETE " + TURN_ALERT))
                .map(call -> call.admitted(queueToken));
    }

    private static Stream<ValidCall> inTheShop(String queueToken, Map<String, String> ids) {
        return Stream.of(
                ValidCall.of("GET /api/v1/performances/{performanceId}/seats").admitted(queueToken),
                ValidCall.of("GET /api/v1/performances/{performanceId}/seats/stream")
                        .admitted(queueToken),
                ValidCall.of("POST /api/v1/holds")
                        .admitted(queueToken)
                        .keyed()
                        .saying("""
                                        {"performanceId": %s, "seats": ["12"], "areas": [{"area": "Floor", "quantity": 1}]}
                                        """.formatted(ids.get("performanceId")))
                        .orSaying("bestAvailable", """
                                        {"performanceId": %s, "bestAvailable": {"count": 2, "priceLevel": "Back"}}
                                        """.formatted(ids.get("performanceId"))),
                ValidCall.of("GET /api/v1/holds/{holdId}"),
                ValidCall.of("DELETE /api/v1/holds/{holdId}"),
                ValidCall.of("POST /api/v1/holds/{holdId}/extension").admitted(queueToken));
    }

    private static Stream<ValidCall> atTheTill(String queueToken, Map<String, String> ids) {
        return Stream.of(
                ValidCall.of("GET /api/v1/buyers/{buyerId}/balance"),
                ValidCall.of("GET /api/v1/buyers/{buyerId}/ledger"),
                ValidCall.of("POST /api/v1/buyers/{buyerId}/top-ups").keyed().saying("""
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
                ValidCall.of("GET /api/v1/tickets/{ticketId}.png"));
    }

    /// What an operator watches.
    private static Stream<ValidCall> atNight() {
        return Stream.of(
                ValidCall.of("GET /api/v1/operator/invariants"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/night"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/night/history"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/night/stream"));
    }

    private static Stream<ValidCall> byOperator(String accessToken, Instant now, long venueVersion) {
        Stream<ValidCall> others = Stream.of(
                ValidCall.of("POST /api/v1/operator/concerts").saying(concert(now, venueVersion)),
                ValidCall.of("GET /api/v1/operator/nodes"),
                ValidCall.of("GET /api/v1/operator/audit"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/waiting-room"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/waiting-room/admissions"),
                ValidCall.of("PATCH /api/v1/operator/concerts/{concertId}/waiting-room")
                        .saying("""
                                        {"phase": "PAUSED", "admitPerMinute": 60, "capacity": 100,
                                         "priorityPercent": 60, "inviteOnly": true, "challenge": "ALL",
                                         "message": "Back in a minute", "freezeHolds": true, "beacon": "5f3c"}
                                        """),
                ValidCall.of("POST /api/v1/operator/concerts/{concertId}/access-codes")
                        .saying("""
                                        {"codes": ["FANCLUB-2026"], "count": 2, "usesMax": 3}
                                        """),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/access-codes"),
                ValidCall.of("DELETE /api/v1/operator/concerts/{concertId}/access-codes/{code}"));
        return Stream.of(CounterCalls.all(), ofVenues(), others)
                .flatMap(Function.identity())
                .map(call -> call.by(accessToken));
    }

    private static Stream<ValidCall> ofVenues() {
        return Stream.of(
                ValidCall.of("GET /api/v1/operator/venues"),
                ValidCall.of("POST /api/v1/operator/venues").saying(VENUE),
                ValidCall.of("POST /api/v1/operator/venues/{venueId}/versions").saying(VENUE),
                ValidCall.of("GET /api/v1/operator/venues/{venueId}/versions/{version}"),
                ValidCall.of("GET /api/v1/operator/venues/{venueId}"),
                ValidCall.of("GET /api/v1/operator/venue-drafts"),
                ValidCall.of("POST /api/v1/operator/venue-drafts").saying(draft(Map.of())),
                ValidCall.of("GET /api/v1/operator/venues/{venueId}/draft"),
                ValidCall.of("PUT /api/v1/operator/venues/{venueId}/draft")
                        .saying(draft(Map.of("revision", 1, "basedOn", 1))),
                ValidCall.of("DELETE /api/v1/operator/venues/{venueId}/draft"),
                ValidCall.of("POST /api/v1/operator/venues/{venueId}/draft/publication")
                        .saying("{\"revision\": 1}"));
    }

    private static final String DRAFTED = "drafted venueId";

    private static final String VENUE = """
            {"name": "Hall", "seatWidth": 50, "floors": ["Stalls"],
             "stage": {"shape": [[0, -300], [400, -300], [400, -100]], "floor": 0},
             "gates": [{"gate": "2", "x": 0, "y": 900, "floor": 0}, {"gate": "1", "x": 9, "y": 900}],
             "sections": [{"section": "A", "floor": 0, "shape": [[0, 0], [400, 0], [400, 99], [0, 99]], "label": [60, 20],
                           "gate": "1", "rows": [{"row": "1", "seats": [
                 {"seat": "A-1-1", "number": "1", "x": 350, "y": 50, "priceLevel": "Back", "attributes": ["AISLE"]}]}]}],
             "areas": [{"area": "Floor", "floor": 0, "shape": [[0, 200], [400, 200], [400, 300]], "label": [60, 220],
                        "gate": "1", "capacity": 10, "priceLevel": "Back", "entryNumbers": true}],
             "texts": [{"text": "Bar", "x": 5, "y": 5, "size": 20, "rotation": 0, "floor": 0}]}""";

    private static String draft(Map<String, ?> more) {
        Map<String, Object> draft = new HashMap<>(more);
        draft.put("plan", VENUE);
        return JsonMapper.shared().writeValueAsString(draft);
    }

    /// The seats have the second price level, so that the first one can be made invalid alone.
    private static String concert(Instant now, long venueVersion) {
        Instant opensAt = now.plus(Duration.ofDays(1));
        Instant startsAt = now.plus(Duration.ofDays(30));
        return """
                {"title": "Spring Night", "venue": "Blue Hall", "currency": "KRW", "timeZone": "Asia/Seoul",
                 "opensAt": "%s", "preQueueOpensAt": "%s", "closesAt": "%s", "capacity": 100, "admitPerMinute": 60,
                 "drawBeacon": "drand quicknet round 9123456", "address": "1 Main Street", "ageLimit": 12,
                 "runningMinutes": 90, "seatsPerBuyerMax": 2, "draft": false,
                 "texts": {"en": {"title": "Autumn Night", "artists": "Mina", "description": "Songs", "notices": "Early",
                                  "terms": "No cameras"},
                           "ko": {"title": "가을밤", "artists": "미나", "description": "노래", "notices": "일찍",
                                  "terms": "촬영 금지"}},
                 "priceLevels": [{"name": "Front", "amountMinor": 2000}, {"name": "Back", "amountMinor": 1000}],
                 "performances": [
                     {"startsAt": "%s", "seatCount": 10},
                     {"startsAt": "%s", "seats": [
                         {"seat": "A-1-1", "section": "A", "row": "1", "number": "1", "position": 1, "priceLevel": "Back",
                          "attributes": ["AISLE"]}]},
                     {"startsAt": "%s", "areas": [
                         {"area": "Floor", "capacity": 10, "priceLevel": "Back", "entryNumbers": true}]},
                     {"startsAt": "%s", "venueVersion": %d}]}
                """.formatted(
                        opensAt,
                        opensAt.minusSeconds(3_600),
                        opensAt.plusSeconds(3_600),
                        startsAt,
                        startsAt,
                        startsAt,
                        startsAt,
                        venueVersion);
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

    /// The token of a buyer, who has none of the operator's rights.
    String buyerAccessToken() {
        return buyerAccessToken;
    }

    /// The queue token of another admitted buyer of the same concert.
    String strangersQueueToken() {
        return strangersQueueToken;
    }
}
