package dev.frontrow.boxoffice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.boxoffice.OfficeReader;
import dev.frontrow.boxoffice.export.Exports.Format;
import dev.frontrow.boxoffice.export.Exports.Outcome;
import dev.frontrow.boxoffice.export.Exports.Wanted;
import dev.frontrow.database.SnapshotReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The lists of a concert as spreadsheets get them.
class ExportTest extends ServerTest {

    @Autowired
    private Exports exports;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SnapshotReads reads;

    private static Answer export(Stage stage, String file) {
        return stage.operator().get("/api/v1/operator/concerts/" + stage.concertId() + "/exports/" + file);
    }

    private static List<NamedCsvRecord> csv(Stage stage, String file) {
        return new OfficeReader(stage).list(file);
    }

    private static String sheet(Stage stage, String file) throws IOException {
        return Workbooks.part(export(stage, file).expect(200).bytes(), "xl/worksheets/sheet1.xml");
    }

    private Fan fanCalled(Stage stage, String name) {
        String username = "export-" + UUID.randomUUID().toString().substring(0, 12);
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD, "displayName", name))
                .expect(201);
        return stage.fan(api().asSignedIn(username, ApiClient.PASSWORD));
    }

    private static String pays(Fan fan, String... seats) {
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds(seats).expect(201);
        return fan.pays(UUID.randomUUID().toString())
                .expect(201)
                .body()
                .path("paymentId")
                .asString();
    }

    @Test
    void listsOrdersWithTheirBuyers() {
        Stage stage = Stage.with(api(), clock(), Map.of("timeZone", "Asia/Seoul"));
        String paymentId = pays(fanCalled(stage, "김미나, Jr."), "1", "2");

        NamedCsvRecord order = csv(stage, "orders.csv").getFirst();

        assertThat(order.getField("order_id")).isEqualTo(paymentId);
        assertThat(order.getField("name")).isEqualTo("김미나, Jr.");
        assertThat(order.getField("amount")).isEqualTo("300000");
        assertThat(order.getField("currency")).isEqualTo("KRW");
        assertThat(order.getField("paid_at_utc")).isEqualTo(clock().instant().toString());
        assertThat(order.getField("paid_at_local"))
                .isEqualTo(clock().instant().atOffset(ZoneOffset.ofHours(9)).toString());
        assertThat(order.getField("tickets_valid")).isEqualTo("2");
    }

    @Test
    void listsWhoMayEnterWithTheirCodes() {
        Stage stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 3, "areas", List.of(Stage.numberedArea("스탠딩", 5, "Back"))));
        Fan fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holdsIn("스탠딩", 2).expect(201);
        fan.pays("standing").expect(201);
        pays(stage.fan(), "2");
        String barcodes = fan.api().get("/api/v1/tickets").expect(200).text();

        List<NamedCsvRecord> entries = csv(stage, "entries.csv");

        assertThat(entries).extracting(entry -> entry.getField("seat")).containsExactly("2", "", "");
        assertThat(entries).extracting(entry -> entry.getField("area")).containsExactly("", "스탠딩", "스탠딩");
        assertThat(entries).extracting(entry -> entry.getField("entry_number")).containsExactly("", "1", "2");
        assertThat(barcodes).contains(entries.getLast().getField("code"));
    }

    @Test
    void answersHoweverThePathIsEscaped() {
        Stage stage = Stage.open(api(), clock());
        String escaped = "/api/v1/%6Fperator/concerts/" + stage.concertId() + "/exports/%6Frders.csv";
        assertThat(stage.operator().get(escaped).expect(200).text())
                .isEqualTo(export(stage, "orders.csv").text());
    }

    /// A ticket that is no longer valid lets nobody in.
    @Test
    void listsOnlyValidTicketsAsEntries() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        String order = pays(fan, "1", "2");
        refunds(stage, fan, order, "1");

        assertThat(csv(stage, "entries.csv"))
                .extracting(entry -> entry.getField("seat"))
                .containsExactly("2");
        assertThat(csv(stage, "tickets.csv"))
                .extracting(ticket -> ticket.getField("status"))
                .containsExactly("REFUNDED", "VALID");
        assertThat(csv(stage, "orders.csv").getFirst().getField("tickets_valid"))
                .isEqualTo("1");
    }

    private static void refunds(Stage stage, Fan fan, String order, String seat) {
        List<String> tickets = new ArrayList<>();
        fan.api()
                .get("/api/v1/payments/" + order)
                .expect(200)
                .body()
                .path("tickets")
                .forEach(ticket -> {
                    if (ticket.path("seat").asString().equals(seat)) {
                        tickets.add(ticket.path("ticketId").asString());
                    }
                });
        stage.operator()
                .idempotencyKey(UUID.randomUUID().toString())
                .with("Audit-Reason", "ill")
                .post("/api/v1/operator/orders/" + order + "/refunds", Map.of("tickets", tickets, "seats", "AT_ONCE"))
                .expect(201);
    }

    @ParameterizedTest
    @CsvSource({"KRW, 150000", "EUR, 1500.00", "KWD, 150.000"})
    void writesAmountsWithTheDecimalsOfTheirCurrency(String currency, String price) throws IOException {
        Stage stage = Stage.with(api(), clock(), Map.of("currency", currency));
        Fan fan = stage.fan();
        fan.api()
                .idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 200_000, "currency", currency))
                .expect(201);
        fan.joinsAndEnters().holds("1").expect(201);
        fan.pays("pay").expect(201);

        assertThat(csv(stage, "tickets.csv").getFirst().getField("price")).isEqualTo(price);
        assertThat(csv(stage, "ledger.csv").getFirst().getField("amount")).isEqualTo(price);
        assertThat(sheet(stage, "tickets.xlsx")).contains("<v>" + price);
    }

    /// A spreadsheet would compute what begins like a formula.
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "=cmd|'/c calc'!A1"})
    void disarmsFormulas(String name) throws IOException {
        Stage stage = Stage.open(api(), clock());
        pays(fanCalled(stage, name), "1");

        assertThat(csv(stage, "orders.csv").getFirst().getField("name")).isEqualTo("'" + name);
        String sheet = sheet(stage, "orders.xlsx");
        assertThat(sheet).doesNotContain("<f>").contains("inlineStr");
    }

    @Test
    void listsOnePerformance() {
        Stage stage = Stage.ofPlaces(api(), clock(), 2, Map.of("seatCount", 2));
        pays(stage.fan(), "1");
        long other = stage.performanceIds().getLast();

        assertThat(csv(stage, "tickets.csv?performanceId=" + stage.performanceId()))
                .hasSize(1);
        assertThat(csv(stage, "tickets.csv?performanceId=" + other)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.csv", "entries.xlsx"})
    void refusesUnknownConcertsAndPerformances(String file) {
        Stage stage = Stage.open(api(), clock());
        Stage other = Stage.open(api(), clock());

        stage.operator()
                .get("/api/v1/operator/concerts/999999999/exports/" + file)
                .expectProblem(404, "concert-unknown");
        export(stage, file + "?performanceId=" + other.performanceId()).expectProblem(404, "performance-unknown");
        newBuyer()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/exports/" + file)
                .expectProblem(403, "forbidden");
    }

    /// However many tickets there are, the database keeps those behind the next few lines.
    @Test
    void readsSomeLinesAtATime() {
        Stage stage = Stage.ofSeats(api(), clock(), 10);
        pays(stage.fan(), "1", "2", "3");
        List<Integer> unfinished = new ArrayList<>();

        reads.read(Duration.ofSeconds(5), () -> {
            new ExportRows(jdbc, 2)
                    .read(
                            ExportedList.TICKETS,
                            stage.concertId(),
                            null,
                            ZoneOffset.UTC,
                            _ -> unfinished.add(cursors()));
            return true;
        });

        assertThat(unfinished).containsExactly(1, 1, 0);
        assertThat(ExportRows.FETCH_SIZE).isBetween(1, 1_000);
    }

    private int cursors() {
        return jdbc.sql(
                        "select count(*) from pg_cursors where statement like '%order by t.issued_at%' and statement not like '%pg_cursors%'")
                .query(Integer.class)
                .single();
    }

    /// Each keeps a connection to the database, of which the sale needs the most.
    @Test
    void answersBusyBeyondTwoAtATime() {
        Stage stage = Stage.open(api(), clock());
        pays(stage.fan(), "1");

        exports.atOnce.acquireUninterruptibly(Exports.AT_ONCE_MAX);
        try {
            export(stage, "orders.csv").expectProblem(503, "busy");
        } finally {
            exports.atOnce.release(Exports.AT_ONCE_MAX);
        }

        assertThat(csv(stage, "orders.csv")).hasSize(1);
    }

    @Test
    void isWrittenDown() {
        Stage stage = Stage.open(api(), clock());
        export(stage, "entries.csv").expect(200);

        var entry = stage.operator()
                .get("/api/v1/operator/audit?action=LIST_EXPORTED&subject=concert%20" + stage.concertId())
                .expect(200)
                .body()
                .at("/entries/0");
        assertThat(entry.path("after").toString()).contains("entries");
    }

    @Test
    void deletesItsFile() throws IOException {
        Stage stage = Stage.open(api(), clock());
        var written =
                (Outcome.Written) exports.write(new Wanted(ExportedList.ORDERS, stage.concertId(), null, Format.CSV));
        Set<Path> before = files();
        assertThat(before).contains(written.file());
        export(stage, "orders.csv").expect(200);

        // Tests of another JVM may write theirs meanwhile, and delete them.
        Set<Path> later = files();
        later.removeAll(before);
        await().until(() -> later.stream().noneMatch(Files::exists));
        Files.delete(written.file());
    }

    private static Set<Path> files() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().startsWith("frontrow-export-"))
                    .collect(Collectors.toSet());
        }
    }
}
