package dev.frontrow.hotpath;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Audits the database after each run with writes: a fast wrong result is worthless.
final class Consistency {

    /// The results that clients were told.
    ///
    /// @param places   all places taken
    /// @param holds    all holds made
    /// @param payments with the status PAID
    record Counts(long places, long holds, long payments) {

        static final Counts PLACE = new Counts(1, 0, 0);
        static final Counts HOLD = new Counts(0, 1, 0);
        static final Counts PAYMENT = new Counts(0, 0, 1);
        static final Counts JOURNEY = new Counts(1, 1, 1);

        Counts times(long factor) {
            return new Counts(places * factor, holds * factor, payments * factor);
        }

        Counts plus(Counts other) {
            return new Counts(places + other.places, holds + other.holds, payments + other.payments);
        }
    }

    private static final Map<String, String> CONTRADICTIONS = Map.of(
            "a seat in two live holds",
            """
            select h.performance_id, wanted.seat
            from reservation.hold h, unnest(h.seats) as wanted (seat)
            where h.status = 'CONFIRMED' or h.status = 'HELD' and h.expires_at > now()
            group by h.performance_id, wanted.seat
            having count(*) > 1
            """,
            "a live hold that does not have its seats",
            """
            select h.hold_id
            from reservation.hold h
                cross join unnest(h.seats) as wanted (seat)
                left join reservation.seat s on s.performance_id = h.performance_id and s.seat = wanted.seat
            where (h.status = 'CONFIRMED' and (s.status, s.hold_id) is distinct from ('SOLD', h.hold_id))
                or (h.status = 'HELD' and h.expires_at > now()
                    and (s.status, s.hold_id) is distinct from ('HELD', h.hold_id))
            """,
            "a sold seat without exactly one valid ticket and a confirmed hold",
            """
            select s.performance_id, s.seat
            from reservation.seat s
                left join reservation.hold h on h.hold_id = s.hold_id and h.status = 'CONFIRMED'
                left join reservation.ticket t
                    on t.performance_id = s.performance_id and t.seat = s.seat and t.status = 'VALID'
            where s.status = 'SOLD'
            group by s.performance_id, s.seat
            having count(h.hold_id) <> 1 or count(t.ticket_id) <> 1
            """,
            "money that was made or lost",
            """
            select sum(balance_minor)
            from wallet.account
            having sum(balance_minor) <> 0
            """,
            "an account that is not the sum of its transfers",
            """
            select a.account_id
            from wallet.account a
                left join wallet.ledger_entry e on e.account_id = a.account_id
            group by a.account_id
            having a.balance_minor <> coalesce(sum(e.amount_minor), 0)
            """);

    private static final String COUNTS = """
            select (select count(*) from waitingroom.place) as places,
                   (select count(*) from reservation.hold) as holds,
                   (select count(*) from payment.payment where status = 'PAID') as payments
            """;

    private final FrontrowServer server;

    Consistency(FrontrowServer server) {
        this.server = server;
    }

    Counts counts() throws SQLException {
        try (Connection connection = server.connectToDatabase();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTS)) {
            row.next();
            return new Counts(row.getLong("places"), row.getLong("holds"), row.getLong("payments"));
        }
    }

    /// @param told exactly what clients were told since the counts were taken
    void check(Counts before, Counts told) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = server.connectToDatabase();
                Statement statement = connection.createStatement()) {
            for (var contradiction : CONTRADICTIONS.entrySet()) {
                try (ResultSet rows = statement.executeQuery(contradiction.getValue())) {
                    if (rows.next()) {
                        found.add(contradiction.getKey() + ", such as " + rows.getString(1));
                    }
                }
            }
        }
        Counts stored = counts();
        if (!stored.equals(before.plus(told))) {
            found.add("clients were told of %s, but from %s it came to %s".formatted(told, before, stored));
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("The database contradicts itself: " + String.join("; ", found));
        }
    }
}
