package dev.frontrow.payment.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@Import(Operators.class)
class SaleTest extends AuditedTest {

    @Autowired
    private Operators operators;

    private Stage stage;
    private BoxOffice desk;

    @BeforeEach
    void onSale() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 50, "areas", List.of(Stage.numberedArea("Floor", 5, "Back"))));
        desk = new BoxOffice(newOperator(), stage);
    }

    private Fan fan() {
        return crowd().of(1, stage).getFirst();
    }

    private Fan insider() {
        return fan().joinsAndEnters();
    }

    private long house(String account, String currency) {
        return owner().sql("select coalesce(sum(balance_minor), 0) from wallet.account where kind = ? and currency = ?")
                .param(account)
                .param(currency)
                .query(Long.class)
                .single();
    }

    private void withholds(String... seats) {
        desk.api()
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats",
                        Map.of("seats", List.of(seats)))
                .expect(201);
    }

    @Test
    void sellsSeatsAndPlacesForCash() {
        long cash = house("CASH", "KRW");
        long revenue = house("REVENUE", "KRW");

        List<Map<String, ?>> floor = List.of(Map.of("area", "Floor", "quantity", 2));
        Map<String, ?> form = Map.of("method", "CASH", "name", "김하늘", "seats", List.of("2", "1"), "areas", floor);
        JsonNode sale = desk.sells(form).expect(201).body();

        long price = 2 * Stage.FRONT_PRICE + 2 * Stage.BACK_PRICE;
        assertThat(sale.path("amountMinor").asLong()).isEqualTo(price);
        assertThat(sale.path("name").asString()).isEqualTo("김하늘");
        assertThat(sale.path("tickets").valueStream().map(SaleTest::told))
                .containsExactly("2", "1", "Floor 1", "Floor 2");
        assertThat(sale.at("/tickets/0/barcode").asString()).hasSize(34);
        assertThat(house("CASH", "KRW")).isEqualTo(cash - price);
        assertThat(house("REVENUE", "KRW")).isEqualTo(revenue + price);
        Fan fan = insider();
        assertThat(fan.seatStatus("1")).isEqualTo("SOLD");
        assertThat(fan.freeIn("Floor")).isEqualTo(3);
        fan.holds("1").expectProblem(409, "seat-taken");
    }

    private static String told(JsonNode ticket) {
        return ticket.path("area").isMissingNode()
                ? ticket.path("seat").asString()
                : ticket.path("area").asString() + " "
                        + ticket.path("entryNumber").asInt();
    }

    /// Of currencies with 0, 2 and 3 decimals.
    @ParameterizedTest
    @CsvSource({"KRW, 150000, CASH, CASH", "USD, 1999, TRANSFER, BANK", "KWD, 12345, CASH, CASH"})
    void takesAndPaysBackEveryMinorUnit(String currency, long price, String method, String account) {
        stage = Stage.with(
                api(),
                clock(),
                Map.of("currency", currency, "priceLevels", List.of(Map.of("name", "Only", "amountMinor", price))));
        desk = new BoxOffice(newOperator(), stage);
        long before = house(account, currency);

        JsonNode sale = desk.sells(method, List.of("1", "2")).expect(201).body();

        assertThat(house(account, currency)).isEqualTo(before - 2 * price);

        desk.refunds(
                        sale,
                        Map.of("tickets", List.of(sale.at("/tickets/1/ticketId").asString())))
                .expect(201);

        assertThat(house(account, currency)).isEqualTo(before - price);
        assertThat(insider().seatStatus("2")).isEqualTo("FREE");
        desk.refunds(sale, Map.of("feePerTicketMinor", 100)).expect(201);
        assertThat(house(account, currency)).isEqualTo(before - 100);
        desk.refunds(sale, Map.of()).expectProblem(409, "already-refunded");
    }

    @Test
    void asksNothingForFreeTickets() {
        long cash = house("CASH", "KRW");
        long revenue = house("REVENUE", "KRW");

        JsonNode sale = desk.sells("FREE", List.of("1", "50")).expect(201).body();

        assertThat(sale.path("amountMinor").asLong(-1)).isZero();
        assertThat(sale.at("/tickets/0/amountMinor").asLong(-1)).isZero();
        desk.refunds(sale, Map.of()).expect(201);
        assertThat(house("CASH", "KRW")).isEqualTo(cash);
        assertThat(house("REVENUE", "KRW")).isEqualTo(revenue);
        assertThat(insider().seatStatus("1")).isEqualTo("FREE");
    }

    @Test
    void sellsWhatIsKeptBackByHand() {
        withholds("1", "2");
        String place = desk.api()
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/performances/" + stage.performanceId() + "/withheld-places",
                        Map.of("area", "Floor", "places", 1))
                .expect(201)
                .body()
                .at("/seats/0")
                .asString();

        JsonNode sale = desk.sells("CASH", List.of(place, "1")).expect(201).body();

        assertThat(sale.path("tickets").valueStream().map(SaleTest::told)).containsExactly("1", "Floor 1");
        JsonNode left = desk.api()
                .get("/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats")
                .expect(200)
                .body()
                .path("seats");
        assertThat(left.valueStream().map(seat -> seat.path("seat").asString())).containsExactly("2");
        assertThat(insider().seatStatus("1")).isEqualTo("SOLD");
    }

    @Test
    void sellsOnceForOneKey() {
        Map<String, ?> form = Map.of("method", "CASH", "areas", List.of(Map.of("area", "Floor", "quantity", 1)));
        Answer first = desk.sells("one", form).expect(201);

        assertThat(desk.sells("one", form).expect(201).text()).isEqualTo(first.text());
        assertThat(insider().freeIn("Floor")).isEqualTo(4);
        desk.sells("one", Map.of("method", "FREE", "seats", List.of("1"))).expectProblem(422, "idempotency-key-reused");
        desk.api().post(desk.sales(), form).expectProblem(400, "idempotency-key-required");
    }

    @Test
    void takesNothingFromThoseWhoHoldOrOwn() {
        fan().buys("1");
        insider().holds("2").expect(201);

        JsonNode refused = desk.sells("CASH", List.of("1", "2", "3"))
                .expectProblem(409, "seat-taken")
                .body();

        assertThat(refused.path("takenSeats").valueStream().map(JsonNode::asString))
                .containsExactly("1", "2");
        assertThat(insider().seatStatus("3")).isEqualTo("FREE");
        clock().advance(Duration.ofMinutes(6));
        desk.sells("CASH", List.of("2", "3")).expect(201);
        desk.sellsPlaces("Floor", 6).expectProblem(409, "area-full");
    }

    @Test
    void twoOperatorsSellASeatOnce() {
        BoxOffice other = new BoxOffice(newOperator(), stage);
        for (int seat = 1; seat <= 10; seat++) {
            String label = Integer.toString(seat);

            var answers = Crowd.atOnce(List.of(desk, other), one -> one.sells("CASH", List.of(label)));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void ofAHoldAndASaleAtOnceOneWins() {
        List<Fan> fans = crowd().of(10, stage);
        fans.forEach(Fan::joinsAndEnters);
        for (int seat = 1; seat <= 10; seat++) {
            String label = Integer.toString(seat);
            Fan fan = fans.get(seat - 1);

            var answers = Crowd.atOnce(
                    List.of(seat % 2 == 0, seat % 2 != 0),
                    holds -> holds ? fan.holds(label) : desk.sells("CASH", List.of(label)));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        }
    }

    /// Sales, payments and refunds want the same accounts of the house.
    @Test
    void nobodyWaitsForEver() {
        List<Fan> fans = crowd().of(10, stage);
        IntStream.range(0, 10).forEach(i -> {
            fans.get(i).topsUp(1_000_000).expect(201);
            fans.get(i).joinsAndEnters().holds(Integer.toString(i + 1)).expect(201);
        });
        List<JsonNode> sales = IntStream.range(11, 21)
                .mapToObj(i -> desk.sells(i % 2 == 0 ? "CASH" : "TRANSFER", List.of(Integer.toString(i)))
                        .expect(201)
                        .body())
                .toList();

        var answers = Crowd.atOnce(IntStream.range(0, 30).boxed().toList(), i -> switch (i % 3) {
            case 0 -> fans.get(i / 3).pays("pay " + i);
            case 1 -> desk.refunds(sales.get(i / 3), Map.of());
            default -> desk.sells("TRANSFER", List.of(Integer.toString(21 + i / 3)));
        });

        assertThat(answers).extracting(Answer::status).containsOnly(201);
    }

    @Test
    void sellsBeforeAndAfterTheSaleOnlineUntilThePerformanceBegins() {
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
        desk.sells("CASH", List.of("1")).expect(201);
        clock().advance(Duration.ofDays(7).minusSeconds(1));
        desk = new BoxOffice(newOperator(), stage);
        desk.sells("CASH", List.of("2")).expect(201);
        clock().advance(Duration.ofSeconds(1));
        desk.sells("CASH", List.of("3")).expectProblem(409, "sale-closed");
    }

    @Test
    void sellsBeforeTheSaleOnlineOpens() {
        stage = Stage.with(
                api(),
                clock(),
                Map.of("opensAt", clock().instant().plusSeconds(3_600).toString()));

        new BoxOffice(newOperator(), stage).sells("CASH", List.of("1")).expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cancellation", "/performances/%d/cancellation"})
    void sellsNothingThatIsCancelled(String address) {
        withholds("1");
        desk.api()
                .post(
                        "/api/v1/operator/concerts/" + stage.concertId() + address.formatted(stage.performanceId()),
                        Map.of("version", 1))
                .expect(200);

        desk.sells("CASH", List.of("1")).expectProblem(409, "sale-closed");
        desk.sells("CASH", List.of("2")).expectProblem(409, "sale-closed");
    }

    @Test
    void sellsNoDraft() {
        stage = Stage.with(api(), clock(), Map.of("draft", true));

        new BoxOffice(newOperator(), stage).sells("CASH", List.of("1")).expectProblem(404, "performance-unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"method": "CASH"}                                                           | 400 | request-invalid
            {"method": "CASH", "seats": []}                                              | 400 | request-invalid
            {"method": "CASH", "seats": [null]}                                          | 400 | request-invalid
            {"method": "CASH", "seats": ["1", "1"]}                                      | 400 | request-invalid
            {"method": "CASH", "seats": ["nowhere"]}                                     | 422 | seat-unknown
            {"method": "CASH", "seats": ["Floor#1"]}                                     | 422 | seat-unknown
            {"method": "CASH", "areas": [{"area": "Roof", "quantity": 1}]}               | 422 | area-unknown
            {"method": "CASH", "areas": [{"area": "Floor", "quantity": 0}]}              | 400 | request-invalid
            {"method": "CASH", "areas": [null]}                                          | 400 | request-invalid
            {"method": "CASH", "seats": ["1"], "areas": [{"area": "F", "quantity": 100}]} | 400 | request-invalid
            {"method": "WALLET", "seats": ["1"]}                                         | 400 | request-invalid
            {"seats": ["1"]}                                                             | 400 | request-invalid
            {"method": "CASH", "seats": ["1"], "name": "a\\u0007"}                       | 400 | request-invalid
            {"method": "CASH", "seats": ["1"], "name": " "}                              | 400 | request-invalid
            {"method": "CASH", "seats": ["1"], "username": "nobody-of-this-name"}        | 404 | buyer-unknown
            {"method": "CASH", "seats": ["1"], "username": "operator"}                   | 404 | buyer-unknown
            {"method": "CASH", "seats": ["1"], "username": "someone", "name": "A"}       | 400 | request-invalid
            """)
    void refusesWhatCannotBeSold(String form, int status, String code) {
        desk.api()
                .idempotencyKey(UUID.randomUUID().toString())
                .raw("POST", desk.sales(), form)
                .expectProblem(status, code);
        assertThat(insider().seatStatus("1")).isEqualTo("FREE");
    }

    @Test
    void asksForAReasonARightAndAPerformance() {
        Map<String, ?> form = Map.of("method", "CASH", "seats", List.of("1"));
        ApiClient keyed = newOperator().idempotencyKey("k");
        keyed.post(desk.sales(), form).expectProblem(422, "reason-required");
        fan().api().idempotencyKey("k").post(desk.sales(), form).expectProblem(403, "forbidden");
        desk.api()
                .idempotencyKey("k")
                .post("/api/v1/operator/performances/999999999/sales", form)
                .expectProblem(404, "performance-unknown");
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.AUDITOR)) {
            as(role).sells(form).expectProblem(403, "forbidden");
        }
        as(OperatorRole.BOX_OFFICE).sells(form).expect(201);
    }

    private BoxOffice as(OperatorRole role) {
        return new BoxOffice(api().bearer(operators.make(role).accessToken()), stage);
    }

    /// The limit of tickets for one buyer is that of fans.
    @Test
    void putsTicketsIntoAnAccountAboveTheLimitOfFans() {
        ApiClient buyer = api().asNewBuyer();
        String username = buyer.get("/api/v1/buyers/me")
                .expect(200)
                .body()
                .path("username")
                .asString();
        List<String> seats =
                IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList();

        JsonNode sale = desk.sells(Map.of("method", "TRANSFER", "seats", seats, "username", username))
                .expect(201)
                .body();

        String order = "/api/v1/payments/" + sale.path("paymentId").asString();
        assertThat(buyer.get(order).expect(200).body().path("tickets")).hasSize(20);
        assertThat(buyer.get("/api/v1/buyers/me/ledger").expect(200).body().path("entries"))
                .isEmpty();
        fan().api().get(order).expectProblem(404, "payment-unknown");
    }

    @Test
    void isInTheAuditLogWithoutNamesAndCodes() {
        JsonNode sale = desk.sells(Map.of("method", "CASH", "seats", List.of("7"), "name", "Kim, Ha-neul"))
                .expect(201)
                .body();

        JsonNode entry = api().asOperator()
                .get("/api/v1/operator/audit?subject=order%20"
                        + sale.path("paymentId").asString())
                .expect(200)
                .body()
                .at("/entries/0");

        assertThat(entry.path("action").asString()).isEqualTo("SEATS_SOLD");
        assertThat(entry.path("reason").asString()).isEqualTo("매표소");
        assertThat(entry.path("after").toString())
                .contains("CASH", "150000")
                .doesNotContain("Kim", sale.at("/tickets/0/barcode").asString());
    }
}
