package dev.frontrow.drill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the database has in the end.
///
/// @param holds    status of each hold, by its id
/// @param payments ids of those paid
/// @param topUps   amount of each, by its id
/// @param paid     number of payments of each buyer
/// @param credited sum of the top-ups of each buyer
/// @param places   buyer of each number of the general lane
record Stored(
        Map<String, String> holds,
        Set<String> payments,
        Map<String, Long> topUps,
        Map<String, Long> paid,
        Map<String, Long> credited,
        Map<Long, String> places) {

    static Stored read(JdbcClient jdbc, long concertId) {
        return new Stored(
                map(jdbc, "select hold_id::text, status from reservation.hold", row -> row.getString(2)),
                Set.copyOf(jdbc.sql("select payment_id::text from payment.payment where status = 'PAID'")
                        .query(String.class)
                        .list()),
                map(
                        jdbc,
                        "select transfer_id::text, amount_minor from wallet.transfer where kind = 'TOP_UP'",
                        row -> row.getLong(2)),
                map(
                        jdbc,
                        "select buyer_id::text, count(*) from payment.payment where status = 'PAID' group by buyer_id",
                        row -> row.getLong(2)),
                map(jdbc, """
                        select a.buyer_id::text, sum(t.amount_minor)
                        from wallet.transfer t join wallet.account a on a.account_id = t.credit_account_id
                        where t.kind = 'TOP_UP' group by a.buyer_id
                        """, row -> row.getLong(2)),
                places(jdbc, concertId));
    }

    private static Map<Long, String> places(JdbcClient jdbc, long concertId) {
        String query = "select number, buyer_id::text from waitingroom.place where lane = 'GENERAL' and concert_id = "
                + concertId;
        return map(jdbc, query, row -> row.getString(2)).entrySet().stream()
                .collect(Collectors.toMap(entry -> Long.valueOf(entry.getKey()), Map.Entry::getValue));
    }

    private interface Column<T> {

        T of(ResultSet row) throws SQLException;
    }

    private static <T> Map<String, T> map(JdbcClient jdbc, String query, Column<T> value) {
        Map<String, T> rows = new HashMap<>();
        jdbc.sql(query)
                .query((row, _) -> rows.put(row.getString(1), value.of(row)))
                .list();
        return rows;
    }
}
