package dev.frontrow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Valid calls about money that goes back, each with an order or a performance where it is possible.
///
/// @param order   ids of an order of three tickets; three refunds of two of them wait for their approval, one of them
///                the caller's own
/// @param started a performance whose refund runs
/// @param ended   a performance whose sale has ended, and of which nothing is refunded
/// @param ticket  id of a ticket that can be moved to another seat
record ValidRefunds(Map<String, String> order, String started, String ended, String ticket) {

    private static final String REFUNDS = "/api/v1/operator/orders/{paymentId}/refunds";
    private static final String JOB = "/api/v1/operator/performances/{performanceId}/refund-job";
    private static final String SEATS = "/api/v1/operator/performances/{performanceId}/";
    private static final String RESEAT = "/api/v1/operator/tickets/{ticketId}/reseat";
    private static final String WHY = "Audit-Reason";
    private static final String OWN = "ownRefundId";
    private static final String DECLINED = "declinedId";

    static ValidRefunds onNewStages(ApiClient api, TestClock clock, String buyer, ApiClient colleague) {
        var levels = Map.of("priceLevels", List.of(Map.of("name", "Only", "amountMinor", 600_000)));
        Stage stage = Stage.with(api, clock, levels);
        Map<String, String> order = order(new Fan(api.bearer(buyer), stage), api.asOperator(), colleague);
        closes(stage);
        starts(stage, colleague);
        Stage started = Stage.open(api, clock);
        closes(started);
        starts(started, colleague);
        Stage ended = Stage.open(api, clock);
        closes(ended);
        Fan moving = new Fan(api.bearer(buyer), Stage.open(api, clock));
        String ticket = moving.buys("1").at("/tickets/0/ticketId").asString();
        return new ValidRefunds(
                order, Long.toString(started.performanceId()), Long.toString(ended.performanceId()), ticket);
    }

    private static Map<String, String> order(Fan fan, ApiClient operator, ApiClient colleague) {
        fan.topsUp(1_800_000).expect(201);
        fan.joinsAndEnters().holds("1", "2", "3").expect(201);
        JsonNode payment = fan.pays("to be refunded").expect(201).body();
        String paymentId = payment.path("paymentId").asString();
        List<String> tickets = payment.path("tickets")
                .valueStream()
                .map(ticket -> ticket.path("ticketId").asString())
                .toList();
        List<String> two = tickets.subList(0, 2);
        return Map.of(
                "paymentId",
                paymentId,
                "ticketId",
                tickets.getLast(),
                "refundId",
                asked(colleague, "to approve ", paymentId, two),
                OWN,
                asked(operator, "to withdraw ", paymentId, two),
                DECLINED,
                asked(colleague, "to decline ", paymentId, two),
                "performanceId",
                Long.toString(fan.stage().performanceId()));
    }

    private static String asked(ApiClient operator, String key, String paymentId, List<String> tickets) {
        return operator.with(WHY, "ill")
                .idempotencyKey(key + paymentId)
                .post(REFUNDS.replace("{paymentId}", paymentId), Map.of("seats", "AT_ONCE", "tickets", tickets))
                .expect(201)
                .body()
                .path("refundId")
                .asString();
    }

    private static void closes(Stage stage) {
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
    }

    private static void starts(Stage stage, ApiClient colleague) {
        colleague
                .with(WHY, "cancelled")
                .post(
                        JOB.replace("{performanceId}", Long.toString(stage.performanceId())),
                        Map.of("ordersPerSecond", 1))
                .expect(201);
    }

    /// So that a seat can be released.
    static void withholds(Stage stage, ApiClient colleague) {
        colleague
                .with(WHY, "broken")
                .idempotencyKey("withheld " + stage.performanceId())
                .post(
                        SEATS.replace("{performanceId}", Long.toString(stage.performanceId())) + "withheld-seats",
                        Map.of("seats", List.of("31")))
                .expect(201);
    }

    /// Of a performance with free seats, and an area.
    static Stream<ValidCall> ofSeats(String accessToken, String username, Instant now) {
        return Stream.of(
                        ValidCall.of("POST " + SEATS + "sales")
                                .keyed()
                                .reasoned()
                                .saying("""
                                        {"seats": ["29"], "areas": [{"area": "Floor", "quantity": 1}],
                                         "method": "CASH", "name": "김하늘"}
                                        """)
                                .orSaying("username", """
                                        {"seats": ["28"], "method": "CASH", "username": "%s"}
                                        """.formatted(username)),
                        ValidCall.of("GET " + SEATS + "withheld-seats"),
                        ValidCall.of("POST " + SEATS + "withheld-seats")
                                .keyed()
                                .reasoned()
                                .saying("""
                                        {"seats": ["30"], "freeAt": "%s"}
                                        """.formatted(now.plusSeconds(3_600))),
                        ValidCall.of("POST " + SEATS + "withheld-places")
                                .keyed()
                                .reasoned()
                                .saying("""
                                        {"area": "Floor", "places": 1, "freeAt": "%s"}
                                        """.formatted(now.plusSeconds(3_600))),
                        ValidCall.of("POST " + SEATS + "released-seats").keyed().saying("""
                                        {"seats": ["31"]}
                                        """))
                .map(call -> call.by(accessToken));
    }

    Stream<ValidCall> by(String accessToken) {
        return Stream.of(
                        ValidCall.of("GET " + REFUNDS),
                        ValidCall.of("POST " + REFUNDS).keyed().reasoned().saying("""
                                        {"feePerTicketMinor": 100, "feePercent": 2.5, "seats": "WITHIN_A_MINUTE",
                                         "tickets": ["%s"]}
                                        """.formatted(order.get("ticketId"))),
                        ValidCall.of("POST " + REFUNDS + "/{refundId}/approval")
                                .keyed()
                                .reasoned(),
                        ValidCall.of("POST " + REFUNDS + "/{refundId}/withdrawal")
                                .keyed()
                                .reasoned(),
                        ValidCall.of("POST " + REFUNDS + "/{refundId}/refusal")
                                .keyed()
                                .reasoned(),
                        ValidCall.of("GET /api/v1/operator/refunds"),
                        ValidCall.of("POST " + RESEAT).keyed().reasoned().saying("""
                                        {"seat": "2", "oldSeat": "KEEP"}
                                        """),
                        ValidCall.of("POST " + JOB).reasoned().saying("""
                                        {"feePerTicketMinor": 100, "feePercent": 2.5, "ordersPerSecond": 10}
                                        """),
                        ValidCall.of("GET " + JOB),
                        ValidCall.of("PATCH " + JOB).saying("""
                                        {"paused": true, "ordersPerSecond": 20}
                                        """),
                        ValidCall.of("POST " + JOB + "/approval").reasoned(),
                        ValidCall.of("POST " + JOB + "/refusal").reasoned(),
                        ValidCall.of("GET " + JOB + "/estimate"),
                        ValidCall.of("GET /api/v1/operator/refund-jobs"))
                .map(call -> call.by(accessToken));
    }

    /// The call where it is possible.
    ValidCall at(ValidCall call) {
        String operation = call.operation();
        if (operation.endsWith("/withdrawal") || operation.endsWith("/refusal")) {
            String which = operation.endsWith("/refusal") ? DECLINED : OWN;
            return call.at(order).at("refundId", order.getOrDefault(which, ""));
        }
        if (operation.contains(REFUNDS) || operation.endsWith(JOB + "/approval")) {
            return call.at(order);
        }
        if (operation.endsWith(RESEAT)) {
            return call.at("ticketId", ticket);
        }
        if (operation.equals("POST " + JOB)) {
            return call.at("performanceId", ended);
        }
        return operation.endsWith(JOB) ? call.at("performanceId", started) : call;
    }
}
