package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.frontrow.AuditedTest;
import dev.frontrow.Stage;
import dev.frontrow.payment.counter.BoxOffice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Two tickets are sold for cash, one of them is refunded; a fan buys online. All accounts tell the same.
class SalesAgreeTest extends AuditedTest {

    private Stage stage;
    private BoxOffice desk;
    private String order = "";

    @BeforeEach
    void sells() {
        stage = Stage.open(api(), clock());
        desk = new BoxOffice(newOperator(), stage);
        JsonNode sale = sells("김하늘");
        order = sale.path("paymentId").asString();
        desk.api()
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/orders/" + order + "/refunds",
                        Map.of(
                                "seats",
                                "AT_ONCE",
                                "tickets",
                                List.of(sale.at("/tickets/0/ticketId").asString())))
                .expect(201);
        stage.fan().buys("3");
    }

    private JsonNode sells(String name) {
        return desk.sells(Map.of("method", "CASH", "seats", List.of("1", "2"), "name", name))
                .expect(201)
                .body();
    }

    private JsonNode read(String address) {
        return new OfficeReader(stage).read(address);
    }

    private List<NamedCsvRecord> list(String name) {
        return new OfficeReader(stage).list(name + ".csv");
    }

    @Test
    void inTheOrderTheStoryAndTheEvidence() {
        JsonNode read = read("orders/" + order);

        assertThat(read.at("/payment/method").asString()).isEqualTo("CASH");
        assertThat(read.at("/buyer/displayName").asString()).isEqualTo("김하늘");
        assertThat(read.path("transfers")
                        .valueStream()
                        .map(transfer -> transfer.path("kind").asString() + " "
                                + transfer.path("amountMinor").asLong()))
                .containsExactly("SALE " + 2 * Stage.FRONT_PRICE, "REFUND " + Stage.FRONT_PRICE);
        JsonNode story = read("buyers/" + read.at("/buyer/buyerId").asString() + "/story")
                .path("events");
        assertThat(story.valueStream().map(event -> event.path("code").asString()))
                .contains("PAID", "REFUNDED")
                .doesNotContain("SIGNED_UP", "JOINED");
        assertThat(read("orders/" + order + "/evidence").path("audit")).isNotEmpty();
        JsonNode found = read("search?q=" + order);
        assertThat(found.toString()).contains(order);
    }

    @Test
    void inTheLists() {
        NamedCsvRecord sold = list("orders").getFirst();
        NamedCsvRecord bought = list("orders").getLast();

        assertThat(sold.getField("channel") + sold.getField("method")).isEqualTo("BOX_OFFICECASH");
        assertThat(sold.getField("name")).isEqualTo("김하늘");
        assertThat(sold.getField("tickets_valid")).isEqualTo("1");
        assertThat(bought.getField("channel") + bought.getField("method")).isEqualTo("ONLINEWALLET");
        assertThat(list("tickets")).hasSize(3);
        assertThat(list("ledger"))
                .extracting(transfer -> transfer.getField("kind"))
                .containsExactlyInAnyOrder("SALE", "REFUND", "PAYMENT");
        assertThat(list("entries")).extracting(entry -> entry.getField("seat")).containsExactly("2", "3");
    }

    @Test
    void inTheAccountOfTheSaleAndInTheNight() {
        JsonNode money = read("concerts/" + stage.concertId() + "/report").at("/report/money");

        assertThat(money.path("grossMinor").asLong()).isEqualTo(3 * Stage.FRONT_PRICE);
        assertThat(money.path("byMethod")
                        .valueStream()
                        .map(one -> one.path("method").asString() + " "
                                + one.path("grossMinor").asLong() + " "
                                + one.path("refundedMinor").asLong()))
                .containsExactly(
                        "CASH " + 2 * Stage.FRONT_PRICE + " " + Stage.FRONT_PRICE,
                        "WALLET " + Stage.FRONT_PRICE + " 0");
        assertThat(read("concerts/" + stage.concertId() + "/night").toString())
                .contains(Long.toString(3 * Stage.FRONT_PRICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kim, \"Ha\"", "=cmd|'/C calc'!A0", "<script>alert(1)</script>"})
    void namesAreHarmlessInLists(String name) {
        sellsMore(name);

        NamedCsvRecord last = list("orders").getLast();
        assertThat(last.getField("name")).isEqualTo(name.startsWith("=") ? "'" + name : name);
    }

    private void sellsMore(String name) {
        clock().advance(Duration.ofSeconds(1));
        desk.sells(Map.of("method", "TRANSFER", "seats", List.of("5"), "name", name))
                .expect(201);
    }
}
