package dev.frontrow.reservation.reseat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Seats 1 to 17 are of one price level, 50 of another.
class ReseatTest extends AuditedTest {

    private Stage stage;
    private ApiClient desk;

    @BeforeEach
    void onSale() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 50, "areas", List.of(Stage.area("Floor", 5, "Front"))));
        desk = newOperator().with("Audit-Reason", "%EC%9E%90%EB%A6%AC%20%EA%B3%A0%EC%9E%A5");
    }

    private Fan fan() {
        return crowd().of(1, stage).getFirst();
    }

    private static String ticket(JsonNode payment, int index) {
        return payment.path("tickets").path(index).path("ticketId").asString();
    }

    private static JsonNode order(Fan fan, JsonNode payment) {
        return fan.api()
                .get("/api/v1/payments/" + payment.path("paymentId").asString())
                .expect(200)
                .body();
    }

    private static List<String> seats(JsonNode order) {
        return order.path("tickets")
                .valueStream()
                .map(ticket -> ticket.path("seat").asString())
                .toList();
    }

    private Answer moves(String ticketId, String seat, String oldSeat, String key) {
        return desk.idempotencyKey(key)
                .post("/api/v1/operator/tickets/" + ticketId + "/reseat", Map.of("seat", seat, "oldSeat", oldSeat));
    }

    /// With a new key.
    private Answer moves(String ticketId, String seat) {
        return moves(ticketId, seat, "AT_ONCE", UUID.randomUUID().toString());
    }

    private void withholds(String seat) {
        desk.idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats",
                        Map.of("seats", List.of(seat)))
                .expect(201);
    }

    private JsonNode withheld() {
        return desk.get("/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats")
                .expect(200)
                .body()
                .path("seats");
    }

    private void refunds(JsonNode payment, String ticketId, String seats) {
        desk.idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/orders/" + payment.path("paymentId").asString() + "/refunds",
                        Map.of("tickets", List.of(ticketId), "seats", seats))
                .expect(201);
    }

    @Test
    void theTicketKeepsAllButItsSeatAndItsCode() {
        Fan fan = fan();
        JsonNode paid = fan.buys("1", "2");
        long balance = fan.balance();

        JsonNode moved = moves(ticket(paid, 0), "7").expect(201).body();

        assertThat(moved.path("from").asString() + " " + moved.path("seat").asString())
                .isEqualTo("1 7");
        JsonNode order = order(fan, paid);
        assertThat(seats(order)).containsExactly("7", "2");
        assertThat(ticket(order, 0)).isEqualTo(ticket(paid, 0));
        assertThat(order.at("/tickets/0/barcode")).isNotEqualTo(paid.at("/tickets/0/barcode"));
        assertThat(order.at("/tickets/1/barcode")).isEqualTo(paid.at("/tickets/1/barcode"));
        assertThat(order.at("/moves/0/from").asString()).isEqualTo("1");
        assertThat(order.at("/moves/0/to").asString()).isEqualTo("7");
        assertThat(fan.balance()).isEqualTo(balance);
        Fan other = fan().joinsAndEnters();
        assertThat(other.seatStatus("1")).isEqualTo("FREE");
        assertThat(other.seatStatus("7")).isEqualTo("SOLD");
        other.holds("7").expectProblem(409, "seat-taken");
        other.holds("1").expect(201);
    }

    @Test
    void theOldSeatStaysKeptBackIfSoWished() {
        JsonNode paid = fan().buys("1");

        moves(ticket(paid, 0), "7", "KEEP", "broken seat").expect(201);

        fan().joinsAndEnters().holds("1").expectProblem(409, "seat-taken");
        assertThat(withheld()).hasSize(1);
        assertThat(withheld().at("/0/seat").asString()).isEqualTo("1");
        assertThat(withheld().at("/0/reason").asString()).isEqualTo("자리 고장");
    }

    @Test
    void aSeatThatIsKeptBackMayBeGiven() {
        withholds("7");
        JsonNode paid = fan().buys("1");

        moves(ticket(paid, 0), "7").expect(201);

        assertThat(withheld()).isEmpty();
        assertThat(fan().joinsAndEnters().seatStatus("7")).isEqualTo("SOLD");
    }

    @Test
    void aTicketMovesAgainAndBack() {
        Fan fan = fan();
        JsonNode paid = fan.buys("1", "2");
        Set<String> codes = new HashSet<>();
        for (String seat : List.of("7", "8", "1")) {
            codes.add(order(fan, paid).at("/tickets/0/barcode").asString());
            moves(ticket(paid, 0), seat).expect(201);
        }
        codes.add(order(fan, paid).at("/tickets/0/barcode").asString());

        assertThat(codes).hasSize(4);
        assertThat(seats(order(fan, paid))).containsExactly("1", "2");
        assertThat(order(fan, paid).path("moves")).hasSize(3);
    }

    @Test
    void aRefundAfterwardsReturnsTheNewSeat() {
        Fan fan = fan();
        JsonNode paid = fan.buys("1", "2");
        moves(ticket(paid, 0), "7").expect(201);
        long balance = fan.balance();

        refunds(paid, ticket(paid, 0), "AT_ONCE");

        assertThat(fan.balance()).isEqualTo(balance + Stage.FRONT_PRICE);
        Fan other = fan().joinsAndEnters();
        assertThat(other.seatStatus("7")).isEqualTo("FREE");
        assertThat(other.seatStatus("1")).isEqualTo("FREE");
        assertThat(other.seatStatus("2")).isEqualTo("SOLD");
        moves(ticket(paid, 0), "8").expectProblem(410, "ticket-refunded");
    }

    /// The hold then lists the seat twice, at the same price.
    @Test
    void aTicketMayGetTheSeatThatItsOwnOrderGaveBack() {
        Fan fan = fan();
        JsonNode paid = fan.buys("1", "2");
        refunds(paid, ticket(paid, 0), "KEEP");

        moves(ticket(paid, 1), "1").expect(201);

        assertThat(seats(order(fan, paid))).containsExactly("1", "1");
        moves(ticket(paid, 1), "3").expect(201);
        assertThat(seats(order(fan, paid))).containsExactly("1", "3");
    }

    @Test
    void aSeatThatComesBackLaterIsTakenUntilThen() {
        Fan fan = fan();
        JsonNode paid = fan.buys("1", "2");
        refunds(paid, ticket(paid, 0), "WITHIN_A_MINUTE");

        moves(ticket(paid, 1), "1").expectProblem(409, "seat-taken");
        clock().advance(Duration.ofMinutes(1));

        moves(ticket(paid, 1), "1").expect(201);
    }

    @Test
    void aRepeatMovesNothingAgain() {
        Fan fan = fan();
        JsonNode paid = fan.buys("1");
        String first =
                moves(ticket(paid, 0), "7", "AT_ONCE", "to 7").expect(201).text();
        moves(ticket(paid, 0), "8").expect(201);

        assertThat(moves(ticket(paid, 0), "7", "AT_ONCE", "to 7").expect(201).text())
                .isEqualTo(first);

        assertThat(seats(order(fan, paid))).containsExactly("8");
        moves(ticket(paid, 0), "9", "AT_ONCE", "to 7").expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void takesNoSeatFromSomebodyWhoHoldsOrOwnsIt() {
        JsonNode paid = fan().buys("1");
        fan().buys("2");
        fan().joinsAndEnters().holds("3").expect(201);

        moves(ticket(paid, 0), "1").expectProblem(409, "seat-taken");
        moves(ticket(paid, 0), "2").expectProblem(409, "seat-taken");
        var refused = moves(ticket(paid, 0), "3").expectProblem(409, "seat-taken");

        assertThat(refused.body().at("/takenSeats/0").asString()).isEqualTo("3");
        clock().advance(Duration.ofMinutes(6));
        moves(ticket(paid, 0), "3").expect(201);
    }

    @Test
    void refusesAPlaceOfAnAreaInBothDirections() {
        Fan fan = fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holdsIn("Floor", 1).expect(201);
        JsonNode paid = fan.pays("floor").expect(201).body();
        JsonNode seated = fan().buys("1");

        moves(ticket(paid, 0), "7").expectProblem(409, "ticket-of-area");
        moves(ticket(seated, 0), "Floor#1").expectProblem(422, "seat-unknown");
    }

    @Test
    void refusesATicketOfACancelledPerformance() {
        withholds("7");
        JsonNode paid = fan().buys("1");
        newOperator()
                .post("/api/v1/operator/concerts/" + stage.concertId() + "/cancellation", Map.of("version", 1))
                .expect(200);

        moves(ticket(paid, 0), "7").expectProblem(409, "concert-cancelled");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"seat": "50", "oldSeat": "AT_ONCE"}          | 409 | price-level-differs
            {"seat": "nowhere", "oldSeat": "AT_ONCE"}     | 422 | seat-unknown
            {"seat": "=1+1, <b>", "oldSeat": "AT_ONCE"}   | 422 | seat-unknown
            {"seat": "", "oldSeat": "AT_ONCE"}            | 400 | request-invalid
            {"seat": "7"}                                 | 400 | request-invalid
            {"seat": "7", "oldSeat": "WITHIN_A_MINUTE"}   | 400 | request-invalid
            {"oldSeat": "AT_ONCE"}                        | 400 | request-invalid
            """)
    void refusesWhereATicketCannotGo(String form, int status, String code) {
        Fan fan = fan();
        JsonNode paid = fan.buys("1");
        long tellsBefore = entries();

        desk.idempotencyKey("refused")
                .raw("POST", "/api/v1/operator/tickets/" + ticket(paid, 0) + "/reseat", form)
                .expectProblem(status, code);

        assertThat(seats(order(fan, paid))).containsExactly("1");
        assertThat(order(fan, paid).at("/tickets/0/barcode")).isEqualTo(paid.at("/tickets/0/barcode"));
        assertThat(entries()).isEqualTo(tellsBefore);
    }

    private long entries() {
        return newOperator()
                .get("/api/v1/operator/audit?limit=1")
                .expect(200)
                .body()
                .at("/entries/0/sequence")
                .asLong(0);
    }

    @Test
    void asksForAnOperatorAReasonAKeyAndATicket() {
        Fan fan = fan();
        String address = "/api/v1/operator/tickets/" + ticket(fan.buys("1"), 0) + "/reseat";
        Map<String, ?> form = Map.of("seat", "7", "oldSeat", "AT_ONCE");

        newOperator().idempotencyKey("no reason").post(address, form).expectProblem(422, "reason-required");
        desk.post(address, form).expectProblem(400, "idempotency-key-required");
        fan.api().idempotencyKey("own ticket").post(address, form).expectProblem(403, "forbidden");
        moves(UUID.randomUUID().toString(), "7").expectProblem(404, "ticket-unknown");
        moves("none", "7").expectProblem(404, "ticket-unknown");
    }

    @Test
    void ofTwoTicketsThatMoveToOneSeatOneWins() {
        JsonNode one = fan().buys("1");
        JsonNode other = fan().buys("2");
        for (String seat : List.of("7", "8", "9", "10")) {
            var answers = Crowd.atOnce(List.of(ticket(one, 0), ticket(other, 0)), id -> moves(id, seat));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void ofAFansHoldAndAMoveAtOnceOneWins() {
        JsonNode paid = fan().buys("1");
        for (int seat = 5; seat <= 14; seat++) {
            String label = Integer.toString(seat);
            Fan holding = fan().joinsAndEnters();

            var answers = Crowd.atOnce(
                    List.of(true, false), holds -> holds ? holding.holds(label) : moves(ticket(paid, 0), label));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void aRefundAndAMoveAtOnceAgree() {
        for (String seat : List.of("2", "4", "6")) {
            JsonNode paid = fan().buys(seat);
            String id = ticket(paid, 0);
            String next = Integer.toString(Integer.parseInt(seat) + 1);

            Crowd.atOnce(List.of(true, false), refunding -> {
                if (refunding) {
                    refunds(paid, id, "AT_ONCE");
                } else {
                    assertThat(moves(id, next).status()).isIn(201, 410);
                }
                return refunding;
            });

            Fan other = fan().joinsAndEnters();
            assertThat(List.of(other.seatStatus(seat), other.seatStatus(next))).containsOnly("FREE");
        }
    }

    /// A freeze and a cancellation change seats in no particular order.
    @Test
    void waitsForAFreezeOrACancellation() throws SQLException {
        JsonNode paid = fan().buys("1");
        try (var _ =
                lockedBy("select pg_advisory_xact_lock(hashtextextended('freeze " + stage.concertId() + "', 0))")) {
            moves(ticket(paid, 0), "7").expectProblem(503, "busy");
        }
        moves(ticket(paid, 0), "7").expect(201);
    }

    /// The rules stand in the database too.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update reservation.ticket set seat = '50', barcode = concat('FRX', ticket_id) where ticket_id = '%s'  | must not get
            update reservation.ticket set seat = '7', barcode = concat('FRX', ticket_id) where ticket_id = '%s'   | must not get
            update reservation.ticket set seat = '7' where ticket_id = '%s'                                 | must not get
            update reservation.ticket set barcode = concat('FRX', ticket_id) where ticket_id = '%s'               | must not get
            update reservation.hold set seats = '{1,7}' where hold_id = (select hold_id from reservation.ticket where ticket_id = '%s') | keeps its seats
            """)
    void theDatabaseMovesNoTicketWithoutItsStory(String change, String refusal) {
        String id = ticket(fan().buys("1"), 0);

        assertThatThrownBy(() -> owner().sql(change.formatted(id)).update()).hasMessageContaining(refusal);
    }
}
