package dev.frontrow.invariants;

import dev.frontrow.database.Timestamps;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The queries, one for each invariant that the tables alone can prove. Each finds what contradicts it: no row is good.
/// They read whole tables, some hash all seats or entries; none locks a row.
@Repository
class InvariantRows {

    /// What a query found: how many contradictions, and what the first ones are about.
    record Found(long faults, List<String> examples) {}

    /// How far a lane has been called.
    record Lane(String name, long servingPosition) {}

    static final int EXAMPLES_MAX = 5;

    private static final String SEATS_ADD_UP = """
            select 'performance ' || p.performance_id as subject
            from catalog.performance p
                left join (
                    select performance_id, count(*) as seats
                    from catalog.seat
                    group by performance_id) c using (performance_id)
                left join (
                    select performance_id,
                           count(*) filter (where status = 'FREE')
                               + count(*) filter (where status = 'HELD')
                               + count(*) filter (where status = 'SOLD')
                               + count(*) filter (where status = 'NOT_FOR_SALE') as seats
                    from reservation.seat
                    group by performance_id) s using (performance_id)
            where coalesce(s.seats, 0) <> coalesce(c.seats, 0)
            """;

    private static final String SOLD_SEATS_HAVE_TICKETS = """
            select 'seat ' || seat || ' of performance ' || performance_id as subject
            from (
                select performance_id, seat, hold_id, 1 as sold, 0 as valid
                from reservation.seat
                where status = 'SOLD'
                union all
                select performance_id, seat, hold_id, 0, 1
                from reservation.ticket
                where status = 'VALID') either
            group by performance_id, seat, hold_id
            having sum(sold) <> 1 or sum(valid) <> 1
            """;

    private static final String SOLD_SEATS_ARE_PAID = """
            select 'hold ' || sold.hold_id as subject
            from (select distinct hold_id from reservation.seat where status = 'SOLD') sold
                left join payment.payment p on p.hold_id = sold.hold_id and p.status = 'PAID'
            group by sold.hold_id
            having count(p.payment_id) <> 1
            """;

    private static final String HELD_SEATS_RUN_OUT = """
            select 'seat ' || s.seat || ' of performance ' || s.performance_id as subject
            from reservation.seat s
                left join reservation.hold h
                    on h.hold_id = s.hold_id and h.status = 'HELD' and h.expires_at = s.held_until
                left join reservation.ticket t
                    on t.hold_id = s.hold_id and t.performance_id = s.performance_id and t.seat = s.seat
                        and t.status = 'REFUNDED'
            where s.status = 'HELD' and s.held_until > :now and h.hold_id is null and t.ticket_id is null
            """;

    private static final String LEDGER_SUMS_TO_ZERO = """
            select 'currency ' || a.currency as subject
            from wallet.ledger_entry e join wallet.account a using (account_id)
            group by a.currency
            having sum(e.amount_minor) <> 0
            """;

    private static final String BALANCES_FOLLOW_ENTRIES = """
            select 'account ' || a.account_id as subject
            from wallet.account a
                left join (
                    select account_id, sum(amount_minor) as amount_minor
                    from wallet.ledger_entry
                    group by account_id) e using (account_id)
            where a.balance_minor <> coalesce(e.amount_minor, 0)
            """;

    private static final String NOBODY_OWES = """
            select 'account ' || account_id as subject
            from wallet.account
            where kind = 'BUYER' and balance_minor < 0
            """;

    private static final String REVENUE_ADDS_UP = """
            select 'currency ' || currency as subject
            from (
                select currency, sum(amount_minor) as amount_minor
                from (
                    select currency, total_minor as amount_minor
                    from reservation.hold
                    where status = 'CONFIRMED'
                    union all
                    select currency, -amount_minor
                    from payment.refund
                    where status = 'DONE') moved
                group by currency) sold
                full join (
                    select a.currency, sum(e.amount_minor) as amount_minor
                    from wallet.account a join wallet.ledger_entry e using (account_id)
                    where a.kind = 'REVENUE'
                    group by a.currency) revenue using (currency)
            where coalesce(sold.amount_minor, 0) <> coalesce(revenue.amount_minor, 0)
            """;

    private static final String PAYMENTS_MOVE_THEIR_AMOUNT = """
            select 'payment ' || p.payment_id as subject
            from payment.payment p
                left join wallet.transfer t on t.transfer_id = p.transfer_id
                    and t.kind = case when p.method = 'WALLET' then 'PAYMENT' else 'SALE' end
                left join wallet.account a on a.account_id = t.debit_account_id
            where p.status = 'PAID' and p.amount_minor > 0
                and (t.amount_minor is distinct from p.amount_minor
                    or a.kind is distinct from
                        case p.method when 'WALLET' then 'BUYER' when 'CASH' then 'CASH' when 'TRANSFER' then 'BANK' end
                    or p.method = 'WALLET' and a.buyer_id is distinct from p.buyer_id)
            """;

    private static final String REFUNDS_MOVE_THEIR_AMOUNT = """
            select 'refund ' || r.refund_id as subject
            from payment.refund r
                join payment.payment p using (payment_id)
                left join wallet.transfer t on t.transfer_id = r.transfer_id and t.kind = 'REFUND'
                left join wallet.account a on a.account_id = t.credit_account_id
            where r.status = 'DONE' and r.amount_minor > 0
                and (t.amount_minor is distinct from r.amount_minor
                    or a.kind is distinct from
                        case p.method when 'WALLET' then 'BUYER' when 'CASH' then 'CASH' when 'TRANSFER' then 'BANK' end
                    or p.method = 'WALLET' and a.buyer_id is distinct from p.buyer_id)
            """;

    private static final String FINISHED_PLACES_ARE_PAID = """
            select 'place ' || w.lane || ' ' || w.number || ' of concert ' || w.concert_id as subject
            from waitingroom.place w
            where w.state = 'FINISHED' and not exists (
                select 1
                from payment.payment p
                where p.concert_id = w.concert_id and p.buyer_id = w.buyer_id and p.status = 'PAID'
                    and p.method = 'WALLET')
            """;

    private static final Map<Invariant, String> QUERIES = new EnumMap<>(Map.ofEntries(
            Map.entry(Invariant.SEATS_ADD_UP, SEATS_ADD_UP),
            Map.entry(Invariant.SOLD_SEATS_HAVE_TICKETS, SOLD_SEATS_HAVE_TICKETS),
            Map.entry(Invariant.SOLD_SEATS_ARE_PAID, SOLD_SEATS_ARE_PAID),
            Map.entry(Invariant.HELD_SEATS_RUN_OUT, HELD_SEATS_RUN_OUT),
            Map.entry(Invariant.LEDGER_SUMS_TO_ZERO, LEDGER_SUMS_TO_ZERO),
            Map.entry(Invariant.BALANCES_FOLLOW_ENTRIES, BALANCES_FOLLOW_ENTRIES),
            Map.entry(Invariant.NOBODY_OWES, NOBODY_OWES),
            Map.entry(Invariant.REVENUE_ADDS_UP, REVENUE_ADDS_UP),
            Map.entry(Invariant.PAYMENTS_MOVE_THEIR_AMOUNT, PAYMENTS_MOVE_THEIR_AMOUNT),
            Map.entry(Invariant.REFUNDS_MOVE_THEIR_AMOUNT, REFUNDS_MOVE_THEIR_AMOUNT),
            Map.entry(Invariant.FINISHED_PLACES_ARE_PAID, FINISHED_PLACES_ARE_PAID)));

    private static final String COUNTED =
            "select subject, count(*) over () as faults from (%s) found limit :examplesMax";

    private final JdbcClient jdbc;

    InvariantRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What contradicts the invariant at this time. Not for [Invariant#LINES_NEVER_FALL].
    Found contradictions(Invariant invariant, Instant now) {
        record Row(String subject, long faults) {}
        List<Row> rows = jdbc.sql(COUNTED.formatted(Objects.requireNonNull(QUERIES.get(invariant))))
                .param("now", Timestamps.of(now))
                .param("examplesMax", EXAMPLES_MAX)
                .query((row, _) -> new Row(row.getString("subject"), row.getLong("faults")))
                .list();
        return new Found(
                rows.isEmpty() ? 0 : rows.getFirst().faults(),
                rows.stream().map(Row::subject).toList());
    }

    /// How far each lane of each line has been called.
    List<Lane> lanes() {
        return jdbc.sql("""
                        select 'lane ' || lane || ' of concert ' || concert_id as name, serving_position
                        from waitingroom.lane
                        """)
                .query((row, _) -> new Lane(row.getString("name"), row.getLong("serving_position")))
                .list();
    }
}
