package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.database.DatabaseLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/// Kills the server and its database five times with `kill -9` while it refunds a performance of 20,000 tickets.
class RefundCrashTest {

    private static final int ORDERS = 5_000;
    private static final int KILLS = 5;
    private static final int ORDERS_BETWEEN_KILLS = 700;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Each buyer has bought four places at 100, from a balance of 400.
    private static final List<String> SALE = List.of(
            "set search_path = reservation",
            """
            create table sale as
            select n, gen_random_uuid() as buyer, gen_random_uuid() as account, gen_random_uuid() as hold,
                   gen_random_uuid() as topped_up, gen_random_uuid() as paid
            from generate_series(1, %d) n
            """.formatted(ORDERS),
            """
            create table sold as
            select performance_id, seat, (row_number() over (order by seat) - 1) / 4 + 1 as n
            from reservation.seat
            where performance_id = :performanceId
            """,
            """
            insert into wallet.account (account_id, kind, buyer_id, currency, balance_minor)
            select account, 'BUYER', buyer, 'KRW', 0 from sale
            union all
            select gen_random_uuid(), kind, null, 'KRW', 0 from unnest(array['FUNDING', 'REVENUE']) as k (kind)
            on conflict (kind, currency) where kind <> 'BUYER' do nothing
            """,
            """
            insert into wallet.transfer
                (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency, debit_balance_minor,
                 credit_balance_minor, transferred_at)
            select topped_up, 'TOP_UP', f.account_id, account, 400, 'KRW', f.balance_minor - 400 * n, 400, now()
            from sale, wallet.account f
            where f.kind = 'FUNDING' and f.currency = 'KRW'
            order by n
            """,
            """
            insert into wallet.transfer
                (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency, debit_balance_minor,
                 credit_balance_minor, transferred_at)
            select paid, 'PAYMENT', account, r.account_id, 400, 'KRW', 0, r.balance_minor + 400 * n, now()
            from sale, wallet.account r
            where r.kind = 'REVENUE' and r.currency = 'KRW'
            order by n
            """,
            """
            update wallet.account
            set balance_minor = balance_minor + case kind when 'REVENUE' then 400 else -400 end * %d
            where kind <> 'BUYER' and currency = 'KRW'
            """.formatted(ORDERS),
            """
            insert into reservation.hold
                (hold_id, buyer_id, concert_id, performance_id, status, seats, areas, amounts_minor, total_minor,
                 currency, held_at, expires_at, expires_at_max, ended_at)
            select hold, buyer, :concertId, :performanceId, 'CONFIRMED', array_agg(seat order by seat),
                   array_fill('Floor'::text, array[4]), array[100, 100, 100, 100], 400, 'KRW', now(),
                   now() + interval '5 minutes', now() + interval '30 minutes', now()
            from sale join sold using (n)
            group by hold, buyer
            """,
            """
            update reservation.seat s
            set status = 'SOLD', hold_id = sale.hold, version = nextval('reservation.seat_version')
            from sold join sale using (n)
            where s.performance_id = sold.performance_id and s.seat = sold.seat
            """,
            """
            insert into reservation.ticket
                (ticket_id, barcode, buyer_id, hold_id, performance_id, seat, area, status, issued_at)
            select gen_random_uuid(), gen_random_uuid()::text, buyer, hold, performance_id, seat, 'Floor', 'VALID', now()
            from sale join sold using (n)
            """,
            """
            insert into payment.payment
                (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status, transfer_id, balance_minor,
                 attempted_at)
            select gen_random_uuid(), hold, buyer, :concertId, 400, 'KRW', 'PAID', paid, 0, now()
            from sale
            """,
            """
            insert into waitingroom.place (concert_id, lane, number, buyer_id, state, joined_at)
            select :concertId, 'GENERAL', n, buyer, 'FINISHED', now()
            from sale
            """,
            "create index on reservation.ticket (hold_id)",
            "analyze");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Execution(CONCURRENT)
    @Test
    void eachBuyerOfACancelledPerformanceGetsTheMoneyOnceThoughTheServerIsKilledFiveTimes() throws Exception {
        Map<String, String> everybodyMay = Map.of("FRONTROW_REFUNDS_APPROVAL_ABOVE_MINOR", "1000000000");
        try (var server = ServerProcess.start(folder.resolve("data"), everybodyMay)) {
            String job = sells(server);
            operator(server)
                    .with("Audit-Reason", "cancelled")
                    .post(job, Map.of("ordersPerSecond", 200, "feePercent", 10))
                    .expect(201);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitOrders(server, job, kill * ORDERS_BETWEEN_KILLS);
                server.kill();
                server.startAgain();
            }
            awaitOrders(server, job, ORDERS);
            JsonNode report = awaitEnd(server, job);

            assertThat(report.path("tickets").asInt()).isEqualTo(4 * ORDERS);
            assertThat(report.path("amountMinor").asInt()).isEqualTo(360 * ORDERS);
            assertThat(report.path("failed").asInt()).isZero();
            everyBuyerHasItOnce(server.database());
            Audit.of(server.database()).findsNoContradiction(Instant.now());
        }
    }

    private static ApiClient operator(ServerProcess server) {
        return server.api().asOperator();
    }

    /// Returns the address of the performance's refund.
    private static String sells(ServerProcess server) {
        Instant now = Instant.now();
        Map<String, Object> request = Stage.request(now);
        request.put("priceLevels", List.of(Map.of("name", "Only", "amountMinor", 100)));
        request.put(
                "performances",
                List.of(Map.of(
                        "startsAt", now.plus(Duration.ofDays(7)).toString(),
                        "areas", List.of(Stage.area("Floor", 4 * ORDERS, "Only")))));
        JsonNode concert = operator(server)
                .post("/api/v1/operator/concerts", request)
                .expect(201)
                .body();
        long concertId = concert.path("concertId").asLong();
        long performanceId = concert.at("/performances/0/performanceId").asLong();
        fill(server.ownersDatabase(), concertId, performanceId);
        operator(server)
                .patch("/api/v1/operator/concerts/" + concertId + "/waiting-room", Map.of("phase", "CLOSED"))
                .expect(200);
        return "/api/v1/operator/performances/" + performanceId + "/refund-job";
    }

    private static void fill(DatabaseLogin login, long concertId, long performanceId) {
        var session = new SingleConnectionDataSource(login.url(), login.username(), login.password(), true);
        try {
            for (String statement : SALE) {
                JdbcClient.create(session)
                        .sql(statement)
                        .param("concertId", concertId)
                        .param("performanceId", performanceId)
                        .update();
            }
        } finally {
            session.destroy();
        }
    }

    private static void awaitOrders(ServerProcess server, String job, int orders) {
        await(server, job, report -> report.path("orders").asInt() >= orders);
    }

    private static JsonNode awaitEnd(ServerProcess server, String job) {
        return await(server, job, report -> report.path("status").asString().equals("DONE"));
    }

    /// Asks so seldom that the refunds keep the processors.
    private static JsonNode await(ServerProcess server, String job, Predicate<JsonNode> wanted) {
        ApiClient operator = operator(server);
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> operator.get(job).expect(200).body(), wanted);
    }

    private static void everyBuyerHasItOnce(DatabaseLogin login) {
        var session = new SingleConnectionDataSource(login.url(), login.username(), login.password(), true);
        try {
            assertThat(JdbcClient.create(session).sql("""
                                    select count(*) from (
                                        select credit_account_id from wallet.transfer where kind = 'REFUND'
                                        group by credit_account_id
                                        having count(*) = 1 and sum(amount_minor) = 360) once
                                    """).query(Integer.class).single())
                    .isEqualTo(ORDERS);
        } finally {
            session.destroy();
        }
    }
}
