package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One of three tickets is refunded, a tenth of its price is kept, and all accounts tell the same.
class RefundsAgreeTest extends ServerTest {

    private static final long FEE = Stage.FRONT_PRICE / 10;
    private static final long BACK = Stage.FRONT_PRICE - FEE;

    private Stage stage;
    private Fan fan;
    private String order = "";

    @BeforeEach
    void refundsOneOfThree() {
        stage = Stage.open(api(), clock());
        fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("1", "2", "3").expect(201);
        JsonNode paid = fan.pays("three").expect(201).body();
        order = paid.path("paymentId").asString();
        String second = paid.at("/tickets/1/ticketId").asString();
        clock().advance(java.time.Duration.ofSeconds(1));
        stage.operator()
                .idempotencyKey(UUID.randomUUID().toString())
                .with("Audit-Reason", "ill")
                .post(
                        "/api/v1/operator/orders/" + order + "/refunds",
                        Map.of("tickets", List.of(second), "feePercent", 10, "seats", "AT_ONCE"))
                .expect(201);
    }

    private JsonNode read(String address) {
        return stage.operator().get("/api/v1/operator/" + address).expect(200).body();
    }

    private List<NamedCsvRecord> list(String name) {
        String text = stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/exports/" + name + ".csv")
                .expect(200)
                .text();
        return CsvReader.builder().ofNamedCsvRecord(text.substring(1)).stream().toList();
    }

    @Test
    void inTheOrderAndTheStory() {
        JsonNode read = read("orders/" + order);

        assertThat(read.path("tickets")
                        .valueStream()
                        .map(ticket -> ticket.path("status").asString()))
                .containsExactly("VALID", "REFUNDED", "VALID");
        assertThat(read.path("transfers")
                        .valueStream()
                        .map(transfer -> transfer.path("kind").asString() + " "
                                + transfer.path("amountMinor").asLong()))
                .containsExactly("PAYMENT " + 3 * Stage.FRONT_PRICE, "REFUND " + BACK);
        JsonNode newest = read("buyers/" + read.at("/buyer/buyerId").asString() + "/story")
                .path("events");
        JsonNode last = newest.path(newest.size() - 1);
        assertThat(last.path("code").asString()).isEqualTo("REFUNDED");
        assertThat(last.path("amountMinor").asLong()).isEqualTo(BACK);
    }

    @Test
    void inTheLists() {
        NamedCsvRecord line = list("orders").getFirst();

        assertThat(line.getField("amount")).isEqualTo(Long.toString(3 * Stage.FRONT_PRICE));
        assertThat(line.getField("refunded")).isEqualTo(Long.toString(BACK));
        assertThat(line.getField("tickets_valid")).isEqualTo("2");
        assertThat(list("tickets"))
                .extracting(ticket -> ticket.getField("status") + " " + ticket.getField("refunded"))
                .containsExactly("VALID 0", "REFUNDED " + BACK, "VALID 0");
        assertThat(list("ledger"))
                .extracting(transfer -> transfer.getField("kind") + " " + transfer.getField("amount"))
                .containsExactly("PAYMENT " + 3 * Stage.FRONT_PRICE, "REFUND " + BACK);
        assertThat(list("entries")).extracting(entry -> entry.getField("seat")).containsExactly("1", "3");
    }

    @Test
    void inTheAccountOfTheSale() {
        JsonNode report = read("concerts/" + stage.concertId() + "/report").path("report");

        assertThat(report.at("/money/grossMinor").asLong()).isEqualTo(3 * Stage.FRONT_PRICE);
        assertThat(report.at("/money/refundedMinor").asLong()).isEqualTo(BACK);
        assertThat(report.at("/money/feesMinor").asLong()).isEqualTo(FEE);
        assertThat(report.at("/money/keptMinor").asLong()).isEqualTo(2 * Stage.FRONT_PRICE + FEE);
        assertThat(report.at("/salesByLevel/0/tickets").asInt()).isEqualTo(3);
        assertThat(report.at("/salesByLevel/0/valid").asInt()).isEqualTo(2);
    }

    /// A seat that is sold twice has two tickets, and one of them counts.
    @Test
    void whenTheSeatIsSoldAgain() {
        Fan other = stage.fan();
        other.topsUp(900_000).expect(201);
        other.joinsAndEnters().holds("2").expect(201);
        other.pays("again").expect(201);

        assertThat(list("entries")).extracting(entry -> entry.getField("seat")).containsExactly("1", "2", "3");
        assertThat(read("concerts/" + stage.concertId() + "/report")
                        .at("/report/salesByLevel/0/valid")
                        .asInt())
                .isEqualTo(3);
        assertThat(fan.balance()).isEqualTo(900_000 - 3 * Stage.FRONT_PRICE + BACK);
    }
}
