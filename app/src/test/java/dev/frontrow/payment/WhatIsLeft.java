package dev.frontrow.payment;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The data that top-ups and payments leave in the database for some buyers, concerts and holds. These are
/// identified by their index in the given lists and not by their ids, so that two equal worlds can be compared.
///
/// Transfers and attempts of one buyer are in order. The order between buyers is not visible to anybody, and a
/// batch may write it differently.
record WhatIsLeft(
        List<String> balances,
        List<String> transfers,
        List<String> attempts,
        List<String> holds,
        List<String> seats,
        List<String> tickets,
        List<String> places) {

    /// @param seatVersion seats with a higher version count as changed
    static WhatIsLeft of(JdbcClient jdbc, List<UUID> buyers, List<Long> concerts, List<UUID> holds, long seatVersion) {
        var read = new Reading(jdbc, buyers, concerts, holds);
        return new WhatIsLeft(
                read.balances(),
                read.transfers(),
                read.attempts(),
                read.holds(),
                read.seats(seatVersion),
                read.tickets(),
                read.places());
    }

    /// The data that top-ups leave.
    static WhatIsLeft of(JdbcClient jdbc, List<UUID> buyers) {
        return of(jdbc, buyers, List.of(), List.of(), 0);
    }

    private record Reading(JdbcClient jdbc, List<UUID> buyers, List<Long> concerts, List<UUID> holdIds) {

        private static final String LISTS = """
                with buyer as (
                    select * from unnest(:buyers::uuid[]) with ordinality as b (buyer_id, nth_buyer)
                ), concert as (
                    select * from unnest(:concerts::bigint[]) with ordinality as c (concert_id, nth_concert)
                ), hold as (
                    select * from unnest(:holds::uuid[]) with ordinality as h (hold_id, nth_hold)
                )
                """;

        List<String> balances() {
            return rows("""
                    select (nth_buyer, currency, balance_minor)::text
                    from wallet.account join buyer using (buyer_id)
                    order by nth_buyer, currency
                    """);
        }

        /// Leaves out the house's balances, which depend on all buyers; the audit checks them.
        List<String> transfers() {
            return rows("""
                    select (nth_buyer, t.currency, t.kind, house.kind, t.amount_minor,
                            case a.account_id when t.credit_account_id then t.credit_balance_minor
                                              else - t.debit_balance_minor end,
                            t.transferred_at)::text
                    from buyer
                        join wallet.account a using (buyer_id)
                        join wallet.transfer t on a.account_id in (t.debit_account_id, t.credit_account_id)
                        join wallet.account house
                            on house.account_id in (t.debit_account_id, t.credit_account_id)
                                and house.account_id <> a.account_id
                    order by nth_buyer, t.currency, t.sequence
                    """);
        }

        List<String> attempts() {
            return rows("""
                    select (nth_buyer, nth_hold, nth_concert, p.amount_minor, p.currency, p.status, p.refusal,
                            p.balance_minor, t.amount_minor, t.debit_balance_minor, p.attempted_at)::text
                    from payment.payment p
                        join buyer using (buyer_id)
                        left join concert using (concert_id)
                        left join hold using (hold_id)
                        left join wallet.transfer t using (transfer_id)
                    order by nth_buyer, p.payment_id
                    """);
        }

        List<String> holds() {
            return rows("""
                    select (nth_hold, h.status, h.ended_at)::text
                    from hold join reservation.hold h using (hold_id)
                    order by nth_hold
                    """);
        }

        List<String> seats(long seatVersion) {
            return rows("""
                    select (nth_concert, s.seat, s.status, nth_hold, s.held_until, s.version > %d)::text
                    from concert
                        join catalog.performance using (concert_id)
                        join reservation.seat s using (performance_id)
                        left join hold using (hold_id)
                    order by nth_concert, performance_id, s.seat
                    """.formatted(seatVersion));
        }

        List<String> tickets() {
            return rows("""
                    select (nth_hold, nth_buyer, t.seat, t.performance_id = h.performance_id, t.status,
                            t.issued_at)::text
                    from hold
                        join reservation.hold h using (hold_id)
                        join reservation.ticket t using (hold_id)
                        left join buyer on buyer.buyer_id = t.buyer_id
                    order by nth_hold, t.ticket_id
                    """);
        }

        List<String> places() {
            return rows("""
                    select (nth_concert, nth_buyer, p.lane, p.number, p.state, p.admitted_until)::text
                    from waitingroom.place p join concert using (concert_id) join buyer using (buyer_id)
                    order by nth_concert, p.lane, p.number
                    """);
        }

        private List<String> rows(String query) {
            return jdbc.sql(LISTS + query)
                    .param("buyers", ids(buyers))
                    .param("concerts", concerts.toArray(Long[]::new))
                    .param("holds", ids(holdIds))
                    .query((row, _) -> row.getString(1))
                    .list();
        }

        private static UUID[] ids(Collection<UUID> ids) {
            return ids.toArray(UUID[]::new);
        }
    }
}
