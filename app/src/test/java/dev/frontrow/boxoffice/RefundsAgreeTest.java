package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.storefront.Visitor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
        clock().advance(Duration.ofSeconds(1));
        stage.operator()
                .idempotencyKey(UUID.randomUUID().toString())
                .with("Audit-Reason", "ill")
                .post(
                        "/api/v1/operator/orders/" + order + "/refunds",
                        Map.of("tickets", List.of(second), "feePercent", 10, "seats", "AT_ONCE"))
                .expect(201);
    }

    private JsonNode read(String address) {
        return new OfficeReader(stage).read(address);
    }

    private List<NamedCsvRecord> list(String name) {
        return new OfficeReader(stage).list(name + ".csv");
    }

    /// Each source tells what was paid, and what of it went back.
    @Test
    void allTellTheSameMoney() {
        clock().advance(Duration.ofMinutes(2));
        Map<String, List<Long>> told = new LinkedHashMap<>();
        JsonNode transfers = read("orders/" + order).path("transfers");
        told.put("order", List.of(amount(transfers.path(0)), amount(transfers.path(1))));
        List<NamedCsvRecord> ledger = list("ledger");
        told.put("ledger", List.of(sum(ledger.subList(0, 1), "amount"), sum(ledger.subList(1, 2), "amount")));
        told.put("list of orders", List.of(sum(list("orders"), "amount"), sum(list("orders"), "refunded")));
        told.put("list of tickets", List.of(sum(list("tickets"), "price"), sum(list("tickets"), "refunded")));
        JsonNode report = read("concerts/" + stage.concertId() + "/report").at("/report/money");
        told.put("report", amounts(report, "grossMinor", "refundedMinor"));
        JsonNode frame = read(night()).path("sales");
        told.put("night", amounts(frame, "revenueTotalMinor", "refundedTotalMinor"));
        JsonNode minutes = read(night() + "/history").path("sales");
        told.put("history", List.of(sum(minutes, "revenueMinor"), sum(minutes, "refundedMinor")));
        told.putAll(pageOfTheNight());

        assertThat(told.values()).as(told.toString()).hasSize(9).containsOnly(List.of(3 * Stage.FRONT_PRICE, BACK));
        assertThat(fan.balance()).isEqualTo(900_000 - 3 * Stage.FRONT_PRICE + BACK);
    }

    private static long amount(JsonNode transfer) {
        return transfer.path("amountMinor").asLong();
    }

    private static List<Long> amounts(JsonNode document, String paid, String back) {
        return List.of(document.path(paid).asLong(), document.path(back).asLong());
    }

    private static long sum(List<NamedCsvRecord> list, String field) {
        return list.stream()
                .mapToLong(line -> Long.parseLong(line.getField(field)))
                .sum();
    }

    private static long sum(JsonNode minutes, String field) {
        return minutes.valueStream()
                .mapToLong(minute -> minute.path(field).asLong())
                .sum();
    }

    private String night() {
        return "concerts/" + stage.concertId() + "/night";
    }

    /// Its tiles, and its chart by the table that tells the same.
    private Map<String, List<Long>> pageOfTheNight() {
        try (Visitor visitor = new Visitor(port(), new NewContextOptions().setLocale("en-US"))) {
            visitor.comesWith(stage.operator().accessToken()).goes("/office/" + night());
            visitor.sees("#pause").presses("#twin-revenue summary");
            Locator tiles = visitor.page().locator("#tiles");
            Locator table = visitor.page().locator("#twin-revenue tbody");
            return Map.of(
                    "tiles", List.of(shown(tiles, "Paid in all"), shown(tiles, "Given back in all")),
                    "chart", List.of(column(table, 2), column(table, 3)));
        }
    }

    private static long shown(Locator tiles, String name) {
        return digits(tiles.locator("dt:text-is('" + name + "') + dd").textContent());
    }

    private static long column(Locator table, int column) {
        return table.locator("tr > :nth-child(" + column + ")").allTextContents().stream()
                .mapToLong(RefundsAgreeTest::digits)
                .sum();
    }

    private static long digits(String text) {
        return Long.parseLong("0" + text.replaceAll("\\D", ""));
    }

    /// Each source tells how many tickets let somebody in, which are the seats that are sold.
    @Test
    void allTellTheSameSeats() {
        Map<String, Long> told = new LinkedHashMap<>();
        told.put("order", valid(read("orders/" + order).path("tickets").findValuesAsString("status")));
        told.put("list of orders", sum(list("orders"), "tickets_valid"));
        told.put(
                "list of tickets",
                valid(list("tickets").stream()
                        .map(line -> line.getField("status"))
                        .toList()));
        told.put("list of entries", (long) list("entries").size());
        JsonNode report = read("concerts/" + stage.concertId() + "/report").path("report");
        told.put("report", report.at("/salesByLevel/0/valid").asLong());
        JsonNode levels = read(night()).path("levels");
        told.put("night", sum(levels, "sold"));
        told.put("house without what is free", 50 - sum(levels, "free") - sum(levels, "held"));
        Fan other = stage.fan().joinsAndEnters();
        told.put(
                "fans",
                Stream.of("1", "2", "3")
                        .filter(seat -> other.seatStatus(seat).equals("SOLD"))
                        .count());

        assertThat(told.values()).as(told.toString()).containsOnly(2L);
    }

    private static long valid(List<String> statuses) {
        return statuses.stream().filter("VALID"::equals).count();
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
        assertThat(read("buyers/" + read.at("/buyer/buyerId").asString() + "/story")
                        .path("events")
                        .valueStream())
                .filteredOn(event -> event.path("code").asString().equals("REFUNDED"))
                .extracting(event -> event.path("amountMinor").asLong())
                .containsExactly(BACK);
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
