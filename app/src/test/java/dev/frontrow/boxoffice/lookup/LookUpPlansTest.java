package dev.frontrow.boxoffice.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// The look-ups find rows by indexes, however many there are: where a plan still reads a whole table although that is
/// forbidden, it had no index to choose.
class LookUpPlansTest extends ServerTest {

    private static final UUID NOBODY = new UUID(7, 7);

    /// As a statement is planned for good, whatever its parameters are.
    private List<String> plan(String sql, UnaryOperator<StatementSpec> parameters) {
        var login = ownerLogin();
        try (var session = new SingleConnectionDataSource(login.url(), login.username(), login.password(), true)) {
            JdbcClient jdbc = JdbcClient.create(session);
            jdbc.sql("set enable_seqscan = off").update();
            // The tables of the tests are so small that reading all of an index in order may seem cheap.
            jdbc.sql("set enable_mergejoin = off").update();
            jdbc.sql("set enable_hashjoin = off").update();
            jdbc.sql("set plan_cache_mode = force_generic_plan").update();
            return parameters
                    .apply(jdbc.sql("explain " + sql))
                    .query((row, _) -> row.getString(1))
                    .list();
        }
    }

    private static void assertReadsByIndexes(List<String> plan, String... tables) {
        for (String table : tables) {
            assertThat(plan).noneMatch(line -> line.contains("Seq Scan on " + table));
            assertThat(plan)
                    .noneMatch(
                            line -> line.contains("Index Scan using " + table + "_pkey") && !line.contains("rows=1 "));
        }
    }

    @Test
    void findsBuyersByIndexes() {
        List<String> plan = plan(
                SearchRows.BUYERS,
                statement -> statement
                        .param("id", NOBODY)
                        .param("from", "mina")
                        .param("until", "mina~")
                        .param("text", "Mina")
                        .param("max", 50));

        assertReadsByIndexes(plan, "buyer");
        assertThat(plan.toString())
                .contains(
                        "buyer_username_key", "buyer_by_display_name", "buyer_by_recovery_address", "buyer_by_subject");
    }

    @Test
    void findsOrdersByIndexes() {
        List<String> plan = plan(
                SearchRows.ORDERS,
                statement -> statement
                        .param("id", NOBODY, Types.OTHER)
                        .param("number", "0123456789ab")
                        .param("max", 50));

        assertReadsByIndexes(plan, "payment");
        assertThat(plan.toString()).contains("payment_by_number", "payment_transfer_id_key");
    }

    @Test
    void tellsStoriesByIndexes() {
        List<String> plan = plan(
                StoryRows.STORY,
                statement -> statement
                        .param("buyerId", NOBODY)
                        .param("now", clock().instant().atOffset(java.time.ZoneOffset.UTC))
                        .param("codes", new String[] {"JOINED"})
                        .param("sortedAt", clock().instant().atOffset(java.time.ZoneOffset.UTC))
                        .param("rank", 0)
                        .param("id", "")
                        .param("limit", 50));

        assertReadsByIndexes(plan, "place", "payment", "transfer");
        assertThat(plan.toString())
                .contains(
                        "place_of_buyer",
                        "hold_of_buyer",
                        "payment_of_buyer",
                        "account_of_buyer",
                        "transfer_by_credit");
    }
}
