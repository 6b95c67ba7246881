package dev.frontrow.hotpath;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// The writes of a payment, statement by statement in one transaction, in the server's lock order. It reads and
/// locks nothing beforehand. All callers update the house's account, and PostgreSQL wakes all waiting
/// transactions at each commit, which takes most of its CPU.
final class BarePayment extends BareWork {

    /// One id for everything of an item: its buyer, its hold and so on.
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):(id|performance|seat)\\b");

    private static final List<String> TABLES = List.of(
            "reservation.hold",
            "reservation.seat",
            "reservation.ticket",
            "wallet.account",
            "wallet.transfer",
            "waitingroom.place",
            "payment.payment",
            "idempotency.answer");

    private static final String FILL = """
            insert into bench.paid_hold (hold_id, buyer_id, concert_id, performance_id, status, seats, amounts_minor,
                total_minor, currency, held_at, expires_at, expires_at_max)
            select id, id, 1, item / 20000 + 1, 'HELD', array[(item % 20000 + 1)::text], array[1000], 1000, 'KRW', now(),
                now() + interval '1 hour',
                now() + interval '2 hours'
            from bench.item;
            insert into bench.paid_seat (performance_id, seat, price_level, status, hold_id, held_until, version)
            select item / 20000 + 1, item % 20000 + 1, 'A', 'HELD', id, now() + interval '1 hour', 0
            from bench.item;
            insert into bench.paid_account (account_id, kind, buyer_id, currency, balance_minor)
            select id, 'BUYER', id, 'KRW', 1000000
            from bench.item;
            insert into bench.paid_account (account_id, kind, currency, balance_minor)
            values (gen_random_uuid(), 'REVENUE', 'KRW', 0);
            insert into bench.paid_place (concert_id, lane, number, buyer_id, state, joined_at, admitted_until,
                admitted_until_max)
            select 1, 'GENERAL', item + 1, id, 'ADMITTED', now(), now() + interval '1 hour', now() + interval '1 hour'
            from bench.item;
            """;

    private static final List<String> STATEMENTS = List.of("""
            update bench.paid_account
            set balance_minor = balance_minor - 1000
            where kind = 'BUYER' and buyer_id = :id and currency = 'KRW' and balance_minor >= 1000
            """, """
            update bench.paid_account
            set balance_minor = balance_minor + 1000
            where kind = 'REVENUE' and currency = 'KRW'
            """, """
            insert into bench.paid_transfer (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency,
                debit_balance_minor, credit_balance_minor, transferred_at)
            values (:id, 'PAYMENT', :id, gen_random_uuid(), 1000, 'KRW', 999000, 1000, now())
            """, """
            update bench.paid_place
            set state = 'FINISHED'
            where concert_id = 1 and buyer_id = :id and state = 'ADMITTED' and admitted_until > now()
            """, """
            update bench.paid_hold
            set status = 'CONFIRMED', ended_at = now()
            where hold_id = :id and status = 'HELD'
            """, """
            update bench.paid_seat
            set status = 'SOLD', held_until = null, version = nextval('reservation.seat_version')
            where performance_id = :performance and seat = :seat and status = 'HELD' and hold_id = :id
            """, """
            insert into bench.paid_ticket
                (ticket_id, barcode, buyer_id, hold_id, performance_id, seat, status, issued_at)
            values (:id, :id::text, :id, :id, :performance, :seat, 'VALID', now())
            """, """
            insert into bench.paid_payment (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status,
                transfer_id, balance_minor, attempted_at)
            values (:id, :id, :id, 1, 1000, 'KRW', 'PAID', :id, 999000, now())
            """, """
            insert into bench.paid_answer (buyer_id, key, fingerprint, status, media_type, body, answered_at)
            values (:id, 'pay-' || :id, sha256('payment'), 201, 'application/json', repeat('0123456789', 45), now())
            """);

    BarePayment(FrontrowServer server) {
        super(server);
    }

    @Override
    void fill(Statement statement, int items) throws SQLException {
        for (String table : TABLES) {
            String copy = copyOf(table);
            statement.execute("create table if not exists " + copy + " (like " + table + " including all)"
                    + (table.equals("reservation.seat") ? " with (fillfactor = 70)" : ""));
            statement.execute("truncate " + copy);
        }
        statement.execute("drop table if exists bench.item");
        statement.execute("""
                create table bench.item as
                select item, lpad(to_hex(item), 32, '0')::uuid as id
                from generate_series(0, %d - 1) as item
                """.formatted(items));
        statement.execute(FILL);
    }

    private static String copyOf(String table) {
        return "bench.paid_" + table.substring(table.indexOf('.') + 1);
    }

    @Override
    Caller caller(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        List<Prepared> statements = new ArrayList<>();
        for (String sql : STATEMENTS) {
            List<String> names = PARAMETER
                    .matcher(sql)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            statements.add(new Prepared(
                    connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?")), names));
        }
        return item -> {
            for (Prepared statement : statements) {
                mustBeOne(statement.execute(item));
            }
            connection.commit();
        };
    }

    private record Prepared(PreparedStatement statement, List<String> names) {

        int execute(int item) throws SQLException {
            for (int i = 0; i < names.size(); i++) {
                switch (names.get(i)) {
                    case "id" -> statement.setObject(i + 1, new UUID(0, item));
                    case "performance" -> statement.setLong(i + 1, item / Stage.CROWD + 1L);
                    default -> statement.setString(i + 1, Integer.toString(item % Stage.CROWD + 1));
                }
            }
            return statement.executeUpdate();
        }
    }
}
