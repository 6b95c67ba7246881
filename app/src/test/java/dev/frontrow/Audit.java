package dev.frontrow;

import dev.frontrow.database.DatabaseLogin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An independent check of the whole database. Shares no code and no SQL with the server. Recomputes every
/// balance from the entries, and every seat from holds and tickets, and reports every contradiction. The drill
/// links this file.
public final class Audit {

    private static final Map<String, String> CONTRADICTIONS = Map.ofEntries(
            Map.entry("money was made or lost", """
                    select sum(balance_minor) from wallet.account having sum(balance_minor) <> 0
                    """),
            Map.entry("an account's balance is not the sum of its entries", """
                    select a.account_id, a.balance_minor, sum(e.amount_minor)
                    from wallet.account a left join wallet.ledger_entry e using (account_id)
                    group by a.account_id having a.balance_minor <> coalesce(sum(e.amount_minor), 0)
                    """),
            Map.entry("an entry's balance does not follow from the entry before", """
                    select * from (
                        select account_id, sequence, balance_minor,
                               sum(amount_minor) over (partition by account_id order by sequence) as recomputed
                        from wallet.ledger_entry) e
                    where balance_minor <> recomputed
                    """),
            Map.entry("a buyer owes money", """
                    select * from wallet.account where kind = 'BUYER' and balance_minor < 0
                    """),
            Map.entry("a sold seat without exactly one valid ticket of its hold", """
                    select s.performance_id, s.seat from reservation.seat s
                    where s.status = 'SOLD' and 1 <> (
                        select count(*) from reservation.ticket t
                        where t.performance_id = s.performance_id and t.seat = s.seat and t.status = 'VALID'
                            and t.hold_id = s.hold_id)
                    """),
            Map.entry("a valid ticket for a seat that is not sold to its hold", """
                    select t.ticket_id from reservation.ticket t
                    left join reservation.seat s on s.performance_id = t.performance_id and s.seat = t.seat
                        and s.status = 'SOLD' and s.hold_id = t.hold_id
                    where t.status = 'VALID' and s.seat is null
                    """),
            Map.entry("a confirmed hold without all its seats sold to its buyer", """
                    select h.hold_id from reservation.hold h
                    where h.status = 'CONFIRMED' and cardinality(h.seats) <> (
                        select count(*) from reservation.ticket t
                        where t.hold_id = h.hold_id and t.buyer_id = h.buyer_id and t.seat = any(h.seats))
                    """),
            Map.entry("a running hold without all its seats", """
                    select h.hold_id from reservation.hold h
                    where h.status = 'HELD' and h.expires_at > :now and cardinality(h.seats) <> (
                        select count(*) from reservation.seat s
                        where s.performance_id = h.performance_id and s.seat = any(h.seats)
                            and s.status = 'HELD' and s.hold_id = h.hold_id and s.held_until = h.expires_at)
                    """),
            Map.entry("a running held seat without its running hold", """
                    select s.performance_id, s.seat from reservation.seat s
                    where s.status = 'HELD' and s.held_until > :now and not exists (
                        select 1 from reservation.hold h
                        where h.hold_id = s.hold_id and h.status = 'HELD' and s.seat = any(h.seats))
                        and not exists (
                            select 1 from reservation.ticket t
                            where t.hold_id = s.hold_id and t.seat = s.seat and t.status = 'REFUNDED')
                    """),
            Map.entry("a hold that counts other refunds than its tickets", """
                    select h.hold_id from reservation.hold h
                        left join reservation.ticket t on t.hold_id = h.hold_id and t.status = 'REFUNDED'
                    group by h.hold_id, h.refunded having h.refunded <> count(t.ticket_id)
                    """),
            Map.entry("a refunded ticket without its refund, or a refund of a ticket that is still valid", """
                    select t.ticket_id, r.refund_id from reservation.ticket t
                        full join payment.refunded_ticket r on r.ticket_id = t.ticket_id
                        left join payment.refund f on f.refund_id = r.refund_id
                    where (t.status = 'REFUNDED') is distinct from (f.status is not distinct from 'DONE')
                    """),
            Map.entry("a refund that is not the price of its tickets without its fee", """
                    select r.refund_id, r.ticket_id from payment.refunded_ticket r
                        join payment.refund f on f.refund_id = r.refund_id
                        join payment.payment p on p.payment_id = f.payment_id
                        left join reservation.ticket t on t.ticket_id = r.ticket_id and t.hold_id = p.hold_id
                        left join reservation.hold h on h.hold_id = t.hold_id
                    where r.amount_minor + r.fee_minor
                        is distinct from h.amounts_minor[array_position(h.seats, t.seat)]
                    union all
                    select f.refund_id, null from payment.refund f
                        left join payment.refunded_ticket r on r.refund_id = f.refund_id
                    where f.status = 'DONE'
                    group by f.refund_id
                    having f.amount_minor is distinct from sum(r.amount_minor)
                        or f.fee_minor is distinct from sum(r.fee_minor)
                        or cardinality(f.tickets) <> count(r.ticket_id)
                    """),
            Map.entry("a refund that moved another amount, or not from the revenue to where the money came from", """
                    select f.refund_id from payment.refund f
                        join payment.payment p on p.payment_id = f.payment_id
                        left join wallet.transfer t on t.transfer_id = f.transfer_id
                        left join wallet.account a on a.account_id = t.credit_account_id
                        left join wallet.account house on house.account_id = t.debit_account_id
                    where f.status = 'DONE' and f.amount_minor > 0
                        and (t.kind is distinct from 'REFUND' or t.amount_minor <> f.amount_minor
                            or t.currency <> p.currency
                            or p.method = 'WALLET' and a.buyer_id is distinct from p.buyer_id
                            or p.method <> 'WALLET' and a.buyer_id is not null
                            or p.method = 'CASH' and a.kind is distinct from 'CASH'
                            or p.method = 'TRANSFER' and a.kind is distinct from 'BANK'
                            or p.method = 'FREE'
                            or house.kind is distinct from 'REVENUE')
                    """),
            Map.entry("a transfer for a refund that no refund names", """
                    select t.transfer_id from wallet.transfer t
                    where t.kind = 'REFUND'
                        and not exists (select 1 from payment.refund f where f.transfer_id = t.transfer_id)
                    """),
            Map.entry("a revenue that is not what was paid without what went back", """
                    select a.currency, a.balance_minor from wallet.account a
                    where a.kind = 'REVENUE' and a.balance_minor
                        <> (select coalesce(sum(p.amount_minor), 0) from payment.payment p
                            where p.status = 'PAID' and p.currency = a.currency)
                        - (select coalesce(sum(f.amount_minor), 0) from payment.refund f
                            where f.status = 'DONE' and f.currency = a.currency)
                    """),
            Map.entry("a revenue that is not the prices of valid tickets and the fees that were kept", """
                    select a.currency, a.balance_minor from wallet.account a
                    where a.kind = 'REVENUE' and a.balance_minor
                        <> (select coalesce(sum(h.amounts_minor[array_position(h.seats, t.seat)]), 0)
                            from reservation.ticket t join reservation.hold h on h.hold_id = t.hold_id
                            where t.status = 'VALID' and h.currency = a.currency)
                        + (select coalesce(sum(f.fee_minor), 0) from payment.refund f
                            where f.status = 'DONE' and f.currency = a.currency)
                    """),
            Map.entry("a ticket that is not where its last move led, or a move that begins elsewhere", """
                    select m.move_id, t.seat from (
                        select move_id, ticket_id, hold_id, performance_id, from_seat, to_seat,
                               lead(from_seat) over (partition by ticket_id order by move_id) as next_from
                        from reservation.ticket_move) m
                        left join reservation.ticket t on t.ticket_id = m.ticket_id and t.hold_id = m.hold_id
                            and t.performance_id = m.performance_id
                    where coalesce(m.next_from, t.seat) is distinct from m.to_seat
                    """),
            Map.entry("a code of a moved ticket that still lets somebody in", """
                    select m.move_id from reservation.ticket_move m
                        join reservation.ticket t on t.barcode = m.barcode_before
                    """),
            Map.entry("a moved ticket of another price level", """
                    select m.move_id from reservation.ticket_move m
                        join catalog.seat f on f.performance_id = m.performance_id and f.seat = m.from_seat
                        join catalog.seat t on t.performance_id = m.performance_id and t.seat = m.to_seat
                    where f.price_level <> t.price_level or t.area is not null
                    """),
            Map.entry("a withheld seat that is for sale", """
                    select w.performance_id, w.seat from reservation.withheld w
                        left join reservation.seat s on s.performance_id = w.performance_id and s.seat = w.seat
                    where s.status is distinct from 'NOT_FOR_SALE'
                    """),
            Map.entry("a running hold that is not counted once, by its first seat", """
                    select h.hold_id from reservation.hold h
                        join reservation.seat s on s.hold_id = h.hold_id
                    where h.status = 'HELD' and h.expires_at > :now
                        and s.first_of_hold <> (s.seat = h.seats[1])
                    """),
            Map.entry("a hold that was extended too often or too far", """
                    select hold_id from reservation.hold
                    where extensions > 1 or expires_at > expires_at_max
                    """),
            Map.entry("a hold at other prices than the catalog's", """
                    select h.hold_id from reservation.seat s
                        join reservation.hold h on h.hold_id = s.hold_id
                        join catalog.seat c on c.performance_id = s.performance_id and c.seat = s.seat
                        join catalog.price_level l on l.concert_id = c.concert_id and l.name = c.price_level
                    where (s.status = 'SOLD' or s.status = 'HELD' and s.held_until > :now)
                        and h.amounts_minor[array_position(h.seats, s.seat)] <> case when exists (
                            select 1 from payment.payment p where p.hold_id = h.hold_id and p.method = 'FREE')
                            then 0 else l.amount_minor end
                    union all
                    select hold_id from reservation.hold
                    where total_minor <> (select sum(amount) from unnest(amounts_minor) as a (amount))
                    """),
            Map.entry("a place that is not of the catalog's area, or an area without all its places", """
                    select a.performance_id, a.area from catalog.area a
                    left join reservation.seat s on s.performance_id = a.performance_id and s.area = a.area
                    group by a.performance_id, a.area, a.capacity having count(s.seat) <> a.capacity
                    union all
                    select s.performance_id, s.seat from reservation.seat s
                        join catalog.seat c on c.performance_id = s.performance_id and c.seat = s.seat
                    where s.area is distinct from c.area
                    """),
            Map.entry("a hold that names other areas than those of its places", """
                    select h.hold_id from reservation.hold h
                        cross join unnest(h.seats) with ordinality as wanted (seat, n)
                        join reservation.seat s on s.performance_id = h.performance_id and s.seat = wanted.seat
                    where s.area is distinct from h.areas[wanted.n]
                    """),
            Map.entry("a ticket of another area than its place's", """
                    select t.ticket_id from reservation.ticket t
                        join reservation.seat s on s.performance_id = t.performance_id and s.seat = t.seat
                    where t.area is distinct from s.area
                    """),
            Map.entry("an area whose entry numbers are not 1, 2, 3 up to its last ticket", """
                    select a.performance_id, a.area from catalog.area a
                        join reservation.ticket t on t.performance_id = a.performance_id and t.area = a.area
                        left join reservation.entry_number n
                            on n.performance_id = a.performance_id and n.area = a.area
                    where a.entry_numbers
                    group by a.performance_id, a.area, n.given
                    having count(distinct t.entry_number) <> count(*) or max(t.entry_number) <> count(*)
                        or min(t.entry_number) <> 1 or n.given is distinct from count(*)
                    """),
            Map.entry("an area with entry numbers that does not count them, or one without that does", """
                    select a.performance_id, a.area from catalog.area a
                        left join reservation.entry_number n
                            on n.performance_id = a.performance_id and n.area = a.area
                    where a.entry_numbers <> (n.given is not null)
                    """),
            Map.entry("an entry number in an area that has none", """
                    select t.ticket_id from reservation.ticket t
                        join catalog.area a on a.performance_id = t.performance_id and a.area = t.area
                    where t.entry_number is not null and not a.entry_numbers
                    """),
            Map.entry("a confirmed hold without exactly one payment, or a payment without its confirmed hold", """
                    select h.hold_id, h.status, count(p.payment_id) from reservation.hold h
                    left join payment.payment p on p.hold_id = h.hold_id and p.status = 'PAID'
                    group by h.hold_id, h.status
                    having count(p.payment_id) <> case when h.status = 'CONFIRMED' then 1 else 0 end
                    """),
            Map.entry("a payment that moved another amount than the hold's, or from another's account", """
                    select p.payment_id from payment.payment p
                        join reservation.hold h on h.hold_id = p.hold_id
                        left join wallet.transfer t on t.transfer_id = p.transfer_id
                        left join wallet.account a on a.account_id = t.debit_account_id
                    where p.status = 'PAID' and p.amount_minor > 0
                        and (p.amount_minor is distinct from h.total_minor
                            or t.amount_minor is distinct from h.total_minor
                            or p.method = 'WALLET'
                                and (a.buyer_id is distinct from h.buyer_id or t.kind is distinct from 'PAYMENT')
                            or p.method <> 'WALLET'
                                and (t.kind is distinct from 'SALE' or a.kind is distinct from
                                    case p.method when 'CASH' then 'CASH' when 'TRANSFER' then 'BANK' end)
                            or t.currency <> h.currency)
                    """),
            Map.entry("what the box office has taken is not what it sold without what it gave back", """
                    select m.method, a.currency, a.balance_minor
                    from wallet.account a
                        join (values ('CASH', 'CASH'), ('BANK', 'TRANSFER')) as m (kind, method) using (kind)
                    where -a.balance_minor
                        <> (select coalesce(sum(p.amount_minor), 0) from payment.payment p
                            where p.method = m.method and p.currency = a.currency)
                        - (select coalesce(sum(f.amount_minor), 0)
                           from payment.refund f join payment.payment p using (payment_id)
                           where f.status = 'DONE' and p.method = m.method and p.currency = a.currency)
                    """),
            Map.entry("a transfer for a payment that no payment names", """
                    select t.transfer_id from wallet.transfer t
                    where t.kind in ('PAYMENT', 'SALE')
                        and not exists (select 1 from payment.payment p where p.transfer_id = t.transfer_id)
                    """),
            Map.entry("a paid buyer whose place in line was not finished", """
                    select p.payment_id from payment.payment p
                    where p.status = 'PAID' and p.method = 'WALLET' and not exists (
                        select 1 from waitingroom.place w
                        where w.concert_id = p.concert_id and w.buyer_id = p.buyer_id and w.state = 'FINISHED')
                    """),
            Map.entry("a buyer with two live places in one line", """
                    select concert_id, buyer_id from waitingroom.place
                    where state in ('WAITING', 'ADMITTED') group by concert_id, buyer_id having count(*) > 1
                    """),
            Map.entry("a stored answer of a payment that does not exist", """
                    select a.key from idempotency.answer a
                    where a.status = 201 and a.body like '{"paymentId"%' and not exists (
                        select 1 from payment.payment p where p.payment_id::text = a.body::json ->> 'paymentId')
                    """));

    private final JdbcClient jdbc;

    public Audit(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
    }

    /// Audits the database of this login.
    public static Audit of(DatabaseLogin login) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(login.url());
        dataSource.setUser(login.username());
        dataSource.setPassword(login.password());
        return new Audit(dataSource);
    }

    /// Fails if it finds contradictions, and lists all of them.
    public void findsNoContradiction(Instant now) {
        List<String> found = contradictions(now);
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("\n", found));
        }
    }

    /// What contradicts itself at this time, in words.
    public List<String> contradictions(Instant now) {
        List<String> found = new ArrayList<>();
        CONTRADICTIONS.forEach((name, query) -> {
            var statement = jdbc.sql(query);
            if (query.contains(":now")) {
                statement = statement.param("now", now.atOffset(ZoneOffset.UTC));
            }
            statement.query().listOfRows().forEach(row -> found.add(name + ": " + row));
        });
        return found;
    }
}
