package dev.frontrow.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.invariants.InvariantReport.Finding;
import dev.frontrow.invariants.InvariantReport.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/// Each planted fault turns exactly its own invariant red.
@ExtendWith(OutputCaptureExtension.class)
class InvariantsTest extends ServerTest {

    private static final String INVARIANTS = "/api/v1/operator/invariants";

    @Autowired
    private InvariantChecks checks;

    @Autowired
    private MeterRegistry meters;

    /// What constraints and triggers forbid is planted without them, in a transaction that is rolled back. `:hold` is a
    /// paid hold of two seats, `:other` one that was released, `:held` one that runs, `:refunded` a refunded order.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            SEATS_ADD_UP | delete from reservation.seat where performance_id = :performance and status = 'FREE'
            SEATS_ADD_UP | alter table reservation.seat drop constraint seat_status_check; update reservation.seat set status = 'GONE' where performance_id = :performance and status = 'FREE'
            SOLD_SEATS_HAVE_TICKETS | update reservation.ticket set status = 'REFUNDED' where hold_id = :hold and seat = '1'
            SOLD_SEATS_HAVE_TICKETS | drop index reservation.ticket_one_per_seat; insert into reservation.ticket select gen_random_uuid(), 'twice', buyer_id, hold_id, performance_id, seat, area, null, status, issued_at from reservation.ticket where hold_id = :hold and seat = '1'
            SOLD_SEATS_HAVE_TICKETS | update reservation.ticket set hold_id = :other where hold_id = :hold
            SOLD_SEATS_HAVE_TICKETS | update reservation.seat set status = 'FREE', hold_id = null, first_of_hold = false where hold_id = :hold and seat = '1'
            SOLD_SEATS_ARE_PAID | update payment.payment set hold_id = :other where hold_id = :hold
            SOLD_SEATS_ARE_PAID | drop index payment.payment_once_per_hold; insert into payment.payment (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status, balance_minor, attempted_at) select gen_random_uuid(), hold_id, buyer_id, concert_id, 0, currency, status, balance_minor, attempted_at from payment.payment where hold_id = :hold
            HELD_SEATS_RUN_OUT | update reservation.hold set status = 'EXPIRED', ended_at = expires_at where hold_id = :held
            HELD_SEATS_RUN_OUT | update reservation.hold set held_at = held_at - interval '1 day', expires_at = expires_at - interval '1 day' where hold_id = :held
            HELD_SEATS_RUN_OUT | update reservation.seat set held_until = held_until + interval '1 day' where hold_id = :held
            LEDGER_SUMS_TO_ZERO | update wallet.account set currency = 'USD' where buyer_id = :buyer
            BALANCES_FOLLOW_ENTRIES | update wallet.account set balance_minor = balance_minor + 1 where buyer_id = :buyer
            BALANCES_FOLLOW_ENTRIES | update wallet.account set balance_minor = balance_minor + 1 where kind = 'REVENUE'
            NOBODY_OWES | alter table wallet.account drop constraint account_never_overdrawn; insert into wallet.transfer (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency, debit_balance_minor, credit_balance_minor, transferred_at) select gen_random_uuid(), 'TOP_UP', b.account_id, h.account_id, 900000, b.currency, 0, 0, now() from wallet.account b, wallet.account h where b.buyer_id = :buyer and h.kind = 'FUNDING' and h.currency = b.currency; update wallet.account set balance_minor = balance_minor - 900000 where buyer_id = :buyer; update wallet.account a set balance_minor = a.balance_minor + 900000 from wallet.account b where b.buyer_id = :buyer and a.kind = 'FUNDING' and a.currency = b.currency
            REVENUE_ADDS_UP | update reservation.hold set total_minor = total_minor + 1 where hold_id = :hold
            PAYMENTS_MOVE_THEIR_AMOUNT | update payment.payment set amount_minor = amount_minor + 1 where hold_id = :hold
            REFUNDS_MOVE_THEIR_AMOUNT | update payment.refund set transfer_id = (select transfer_id from wallet.transfer where kind = 'TOP_UP' limit 1) where payment_id = :refunded
            FINISHED_PLACES_ARE_PAID | update waitingroom.place set state = 'FINISHED' where concert_id = :concert and state = 'ADMITTED'
            LINES_NEVER_FALL | alter table waitingroom.lane disable trigger line_never_moves_back; update waitingroom.lane set serving_position = serving_position - 1 where concert_id = :concert and lane = 'GENERAL'
            """)
    void turnsExactlyItsOwnRed(Invariant invariant, String damage) {
        Map<String, String> ids = play();
        var connection = new SingleConnectionDataSource(
                ownerLogin().url(), ownerLogin().username(), ownerLogin().password(), true);
        connection.setAutoCommit(false);
        try {
            JdbcClient jdbc = JdbcClient.create(connection);
            var check = new InvariantCheck(new InvariantRows(jdbc));
            jdbc.sql("update waitingroom.lane set serving_position = number_given where concert_id = ?::bigint")
                    .param(ids.get("concert"))
                    .update();
            forgetPlacesWithoutSales(jdbc);
            assertThat(broken(check)).isEmpty();

            plant(damage, ids, jdbc);

            assertThat(broken(check)).containsExactly(invariant);
        } finally {
            connection.setRollbackBeforeClose(true);
            connection.destroy();
        }
    }

    /// Tests of the waiting room alone finish places that never bought anything.
    private static void forgetPlacesWithoutSales(JdbcClient jdbc) {
        jdbc.sql("""
                        delete from waitingroom.place p
                        where state = 'FINISHED'
                            and not exists (select 1 from payment.payment m where m.concert_id = p.concert_id)
                        """).update();
    }

    private static void plant(String damage, Map<String, String> ids, JdbcClient jdbc) {
        String statement = damage;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            statement = statement.replace(":" + id.getKey(), id.getValue());
        }
        for (String step : statement.split(";")) {
            jdbc.sql(step).update();
        }
    }

    private List<Invariant> broken(InvariantCheck check) {
        List<Finding> findings = check.findings(clock().instant());
        assertThat(findings).noneMatch(finding -> finding.state() == State.UNKNOWN);
        assertThat(findings)
                .filteredOn(finding -> finding.state() == State.BROKEN)
                .allMatch(finding -> finding.faults() > 0 && !finding.examples().isEmpty());
        return findings.stream()
                .filter(finding -> finding.state() == State.BROKEN)
                .map(Finding::invariant)
                .toList();
    }

    /// A concert on which one fan has paid, one has given back, one got the money back, one holds, and all are in
    /// order.
    private Map<String, String> play() {
        Stage stage = Stage.open(api(), clock());
        Fan payer = stage.fan().joinsAndEnters();
        payer.topsUp(500_000).expect(201);
        String hold = hold(payer, "1", "2");
        payer.pays(UUID.randomUUID().toString()).expect(201);
        Fan other = stage.fan().joinsAndEnters();
        String released = hold(other, "3");
        other.releases().expect(204);
        String refunded = stage.fan().buys("5").path("paymentId").asString();
        refunds(stage, refunded);
        String held = hold(stage.fan().joinsAndEnters(), "4");
        String buyer = owner().sql("select buyer_id::text from reservation.hold where hold_id = ?::uuid")
                .param(hold)
                .query(String.class)
                .single();
        return Map.of(
                "refunded", quoted(refunded),
                "hold", quoted(hold),
                "other", quoted(released),
                "held", quoted(held),
                "buyer", quoted(buyer),
                "performance", Long.toString(stage.performanceId()),
                "concert", Long.toString(stage.concertId()));
    }

    private static void refunds(Stage stage, String paymentId) {
        stage.operator()
                .with("Audit-Reason", "ill")
                .idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/operator/orders/" + paymentId + "/refunds", Map.of("seats", "AT_ONCE"))
                .expect(201);
    }

    private static String hold(Fan fan, String... seats) {
        return fan.holds(seats).expect(201).body().path("holdId").asString();
    }

    private static String quoted(String id) {
        return "'" + id + "'";
    }

    /// By the server itself: in its API, its meter, its log.
    @Test
    void tellsWithinFiveSecondsAndOnce(CapturedOutput output) {
        Stage stage = Stage.open(api(), clock());
        looks();
        assertThat(state(stage.operator(), Invariant.SEATS_ADD_UP)).isEqualTo("HOLDS");
        String gone = "from reservation.seat where performance_id = " + stage.performanceId() + " and seat = '50'";
        var row = owner().sql("select * " + gone).query().singleRow();
        owner().sql("delete " + gone).update();
        try {
            looks();
            looks();

            JsonNode finding = finding(stage.operator(), Invariant.SEATS_ADD_UP);
            assertThat(finding.path("state").asString()).isEqualTo("BROKEN");
            assertThat(finding.path("examples").get(0).asString()).isEqualTo("performance " + stage.performanceId());
            assertThat(broken("seats-add-up")).isEqualTo(1);
            assertThat(broken("nobody-owes")).isZero();
            assertThat(output.getOut().split("INVARIANT BROKEN: seats-add-up", -1))
                    .hasSize(2);
        } finally {
            putBack(row);
            clock().advance(Duration.ofSeconds(1));
        }
        looks();
        assertThat(state(stage.operator(), Invariant.SEATS_ADD_UP)).isEqualTo("HOLDS");
        assertThat(broken("seats-add-up")).isZero();
    }

    private void putBack(Map<String, @Nullable Object> seat) {
        owner().sql(
                        "insert into reservation.seat (performance_id, seat, price_level, status, version) values (?, ?, ?, ?, ?)")
                .params(Stream.of("performance_id", "seat", "price_level", "status", "version")
                        .map(seat::get)
                        .toList())
                .update();
    }

    private void looks() {
        // The pause after a check depends on how long it took on this machine.
        clock().advance(Duration.ofMinutes(1));
        checks.look();
    }

    private double broken(String invariant) {
        return meters.get("frontrow.invariants.broken")
                .tag("invariant", invariant)
                .gauge()
                .value();
    }

    private static JsonNode finding(ApiClient operator, Invariant invariant) {
        JsonNode document = operator.get(INVARIANTS).expect(200).body();
        assertThat(document.path("invariants")).hasSize(Invariant.values().length);
        return document.path("invariants")
                .valueStream()
                .filter(finding -> finding.path("invariant").asString().equals(invariant.key()))
                .findFirst()
                .orElseThrow();
    }

    private static String state(ApiClient operator, Invariant invariant) {
        return finding(operator, invariant).path("state").asString();
    }

    @Test
    void checksRarelyWhereACheckTakesLong() {
        assertThat(InvariantChecks.pauseAfter(Duration.ofMillis(30))).isEqualTo(Duration.ofSeconds(2));
        assertThat(InvariantChecks.pauseAfter(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(58));
    }

    @ParameterizedTest
    @EnumSource(Invariant.class)
    void eachIsExplained(Invariant invariant) throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "invariants.md"))).contains("| `" + invariant.key() + "` |");
    }

    @Test
    void refusesBuyersAndStrangers() {
        newBuyer().get(INVARIANTS).expectProblem(403, "forbidden");
        api().get(INVARIANTS).expectProblem(401, "unauthenticated");
    }
}
