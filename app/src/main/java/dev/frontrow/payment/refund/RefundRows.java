package dev.frontrow.payment.refund;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.payment.refund.Refund.Asked;
import dev.frontrow.payment.refund.Refund.Ending;
import dev.frontrow.payment.refund.Refund.RefundedTicket;
import dev.frontrow.reservation.sold.SeatReturn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of refunds. Of a refund only its approval or its end is ever changed.
@Repository
class RefundRows {

    /// A payment that succeeded.
    record PaidOrder(UUID paymentId, UUID holdId, UUID buyerId, Currency currency, PaymentMethod method) {}

    private static final String INSERT = """
            insert into payment.refund
                (refund_id, payment_id, status, amount_minor, fee_minor, currency, tickets, amounts_minor, fees_minor,
                 seats, reason, requested_by, requested_at, job, approved_by, done_at, transfer_id)
            select r.refund_id, r.payment_id, r.status, r.amount, r.fee, r.currency,
                   r.tickets::uuid[], r.amounts::bigint[], r.fees::bigint[],
                   r.seats, r.reason, r.requested_by, r.requested_at::timestamptz, r.job, null, r.done_at::timestamptz,
                   r.transfer_id
            from unnest(:refundIds::uuid[], :paymentIds::uuid[], :statuses::text[], :amounts::bigint[],
                        :fees::bigint[], :currencies::text[], :ticketLists::text[], :amountLists::text[],
                        :feeLists::text[], :seats::text[], :reasons::text[], :requestedBy::uuid[],
                        :requestedAt::text[], :jobs::bigint[], :doneAt::text[], :transferIds::uuid[])
                as r (refund_id, payment_id, status, amount, fee, currency, tickets, amounts, fees, seats, reason,
                      requested_by, requested_at, job, done_at, transfer_id)
            """;

    private static final String APPROVE = """
            update payment.refund r
            set status = 'DONE', approved_by = a.approved_by, done_at = a.done_at::timestamptz,
                transfer_id = a.transfer_id
            from unnest(:refundIds::uuid[], :approvedBy::uuid[], :doneAt::text[], :transferIds::uuid[])
                as a (refund_id, approved_by, done_at, transfer_id)
            where r.refund_id = a.refund_id and r.status = 'REQUESTED'
            returning r.refund_id
            """;

    private static final String END = """
            update payment.refund r
            set status = e.status, ended_by = e.ended_by, end_reason = e.reason, ended_at = e.ended_at::timestamptz
            from unnest(:refundIds::uuid[], :statuses::text[], :endedBy::uuid[], :reasons::text[], :endedAt::text[])
                as e (refund_id, status, ended_by, reason, ended_at)
            where r.refund_id = e.refund_id and r.status = 'REQUESTED'
            returning r.refund_id
            """;

    private static final String INSERT_TICKETS = """
            insert into payment.refunded_ticket (ticket_id, refund_id, amount_minor, fee_minor)
            select t.ticket_id, t.refund_id, t.amount, t.fee
            from unnest(:ticketIds::uuid[], :refundIds::uuid[], :amounts::bigint[], :fees::bigint[])
                as t (ticket_id, refund_id, amount, fee)
            """;

    private static final String COLUMNS = """
            refund_id, payment_id, status, currency, tickets, amounts_minor, fees_minor, seats, reason, requested_by,
            requested_at, job, approved_by, done_at, transfer_id, ended_by, end_reason, ended_at""";

    private static final String OF_PAYMENTS = """
            select %s
            from payment.refund
            where payment_id = any(:paymentIds)
            """.formatted(COLUMNS);

    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    RefundRows(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// A new round trip, for the statements of all modules that take part in a refund.
    RoundTrip trip() {
        return new RoundTrip(statements);
    }

    /// Those of these payments that succeeded.
    Supplier<List<PaidOrder>> orders(Set<UUID> paymentIds, RoundTrip trip) {
        return trip.sql("""
                        select payment_id, hold_id, buyer_id, currency, method
                        from payment.payment
                        where payment_id = any(:paymentIds) and status = 'PAID'
                        """)
                .param("paymentIds", paymentIds.toArray(UUID[]::new))
                .rows((row, _) -> order(row));
    }

    /// The payments of these holds, in the order of the holds' ids.
    List<PaidOrder> ofHolds(List<UUID> holdIds) {
        return jdbc.sql("""
                        select payment_id, hold_id, buyer_id, currency, method
                        from payment.payment
                        where hold_id = any(:holdIds) and status = 'PAID'
                        order by hold_id
                        """)
                .param("holdIds", holdIds.toArray(UUID[]::new))
                .query((row, _) -> order(row))
                .list();
    }

    private static PaidOrder order(ResultSet row) throws SQLException {
        return new PaidOrder(
                row.getObject("payment_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getObject("buyer_id", UUID.class),
                Currency.getInstance(row.getString("currency")),
                PaymentMethod.valueOf(row.getString("method")));
    }

    boolean isOrder(UUID paymentId) {
        return jdbc.sql("""
                        select exists (
                            select 1 from payment.payment where payment_id = :paymentId and status = 'PAID')
                        """).param("paymentId", paymentId).query(Boolean.class).single();
    }

    /// All refunds of these payments.
    Supplier<List<Refund>> of(Set<UUID> paymentIds, RoundTrip trip) {
        return trip.sql(OF_PAYMENTS)
                .param("paymentIds", paymentIds.toArray(UUID[]::new))
                .rows((row, _) -> refund(row));
    }

    /// The refunds of an order, newest first.
    List<Refund> of(UUID paymentId) {
        return jdbc.sql("""
                        select %s
                        from payment.refund
                        where payment_id = :paymentId
                        order by refund_id desc
                        """.formatted(COLUMNS))
                .param("paymentId", paymentId)
                .query((row, _) -> refund(row))
                .list();
    }

    /// Those of a status, in the order in which they were asked for, behind this one.
    List<Refund> list(RefundStatus status, UUID after, int limit) {
        return jdbc.sql("""
                        select %s
                        from payment.refund
                        where status = :status and refund_id > :after
                        order by refund_id
                        limit :limit
                        """.formatted(COLUMNS))
                .param("status", status.name())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> refund(row))
                .list();
    }

    void insert(List<Refund> refunds, RoundTrip trip) {
        RoundTrip.Statement statement = trip.sql(INSERT)
                .param("refundIds", uuids(refunds, Refund::refundId))
                .param("paymentIds", uuids(refunds, Refund::paymentId))
                .param("statuses", texts(refunds, refund -> refund.status().name()))
                .param("amounts", longs(refunds, refund -> refund.amount().amountMinor()))
                .param("fees", longs(refunds, Refund::feeMinor))
                .param("currencies", texts(refunds, refund -> refund.currency().getCurrencyCode()))
                .param("seats", texts(refunds, refund -> refund.seats().name()))
                .param("reasons", texts(refunds, refund -> refund.asked().reason()))
                .param("requestedBy", uuids(refunds, refund -> refund.asked().by()))
                .param(
                        "requestedAt",
                        texts(refunds, refund -> refund.asked().at().toString()))
                .param("jobs", longs(refunds, refund -> refund.asked().job()));
        nameTickets(refunds, statement);
        nameEnds(refunds, statement).update();
    }

    /// Lists of different lengths fit into no array of arrays, so each is sent as PostgreSQL writes one.
    private static void nameTickets(List<Refund> refunds, RoundTrip.Statement statement) {
        statement
                .param("ticketLists", texts(refunds, refund -> list(refund.tickets(), RefundedTicket::ticketId)))
                .param("amountLists", texts(refunds, refund -> list(refund.tickets(), RefundedTicket::amountMinor)))
                .param("feeLists", texts(refunds, refund -> list(refund.tickets(), RefundedTicket::feeMinor)));
    }

    private static String list(List<RefundedTicket> tickets, Function<RefundedTicket, Object> value) {
        return tickets.stream().map(value).map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static RoundTrip.Statement nameEnds(List<Refund> refunds, RoundTrip.Statement statement) {
        return statement
                .param(
                        "doneAt",
                        texts(
                                refunds,
                                refund -> refund.doneAt() == null
                                        ? null
                                        : refund.doneAt().toString()))
                .param("transferIds", uuids(refunds, Refund::transferId));
    }

    /// Enters the approval of refunds that wait for one.
    void approve(List<Refund> approved, RoundTrip trip) {
        RoundTrip.Statement statement = trip.sql(APPROVE)
                .param("refundIds", uuids(approved, Refund::refundId))
                .param("approvedBy", uuids(approved, Refund::approvedBy));
        nameEnds(approved, statement).rows((row, _) -> row.getObject("refund_id", UUID.class), entered -> {
            if (entered.size() != approved.size()) {
                throw new IllegalStateException("a refund was approved meanwhile, though its hold is locked");
            }
        });
    }

    /// Enters the end of refunds that wait for their approval.
    void end(List<Refund> ended, RoundTrip trip) {
        List<Ending> endings = ended.stream()
                .flatMap(refund -> Stream.ofNullable(refund.ending()))
                .toList();
        trip.sql(END)
                .param("refundIds", uuids(ended, Refund::refundId))
                .param("statuses", texts(ended, refund -> refund.status().name()))
                .param("endedBy", uuids(endings, Ending::by))
                .param("reasons", texts(endings, Ending::reason))
                .param("endedAt", texts(endings, ending -> ending.at().toString()))
                .rows((row, _) -> row.getObject("refund_id", UUID.class), entered -> {
                    if (entered.size() != ended.size()) {
                        throw new IllegalStateException("a refund was ended meanwhile, though its hold is locked");
                    }
                });
    }

    /// Forgets that the job of their performance could not refund these holds, since somebody has done so.
    void forgetFailures(List<UUID> holdIds, RoundTrip trip) {
        trip.sql("""
                        delete from payment.refund_failure
                        where hold_id = any(:holdIds)
                        """).param("holdIds", holdIds.toArray(UUID[]::new)).update();
    }

    /// Enters the tickets of these refunds; throws if one was refunded before.
    void insertTickets(Collection<Refund> done, RoundTrip trip) {
        List<Map.Entry<UUID, RefundedTicket>> tickets = new ArrayList<>();
        done.forEach(refund -> refund.tickets().forEach(ticket -> tickets.add(Map.entry(refund.refundId(), ticket))));
        trip.sql(INSERT_TICKETS)
                .param("ticketIds", uuids(tickets, one -> one.getValue().ticketId()))
                .param("refundIds", uuids(tickets, Map.Entry::getKey))
                .param("amounts", longs(tickets, one -> one.getValue().amountMinor()))
                .param("fees", longs(tickets, one -> one.getValue().feeMinor()))
                .update();
    }

    private static Refund refund(ResultSet row) throws SQLException {
        UUID[] ids = (UUID[]) row.getArray("tickets").getArray();
        Long[] amounts = (Long[]) row.getArray("amounts_minor").getArray();
        Long[] fees = (Long[]) row.getArray("fees_minor").getArray();
        List<RefundedTicket> tickets = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            tickets.add(new RefundedTicket(ids[i], amounts[i], fees[i]));
        }
        return new Refund(
                row.getObject("refund_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                RefundStatus.valueOf(row.getString("status")),
                Currency.getInstance(row.getString("currency")),
                List.copyOf(tickets),
                SeatReturn.valueOf(row.getString("seats")),
                new Asked(
                        row.getObject("requested_by", UUID.class),
                        row.getString("reason"),
                        Timestamps.required(row, "requested_at"),
                        row.getObject("job", Long.class)),
                row.getObject("approved_by", UUID.class),
                Timestamps.nullable(row, "done_at"),
                row.getObject("transfer_id", UUID.class),
                ending(row));
    }

    private static @Nullable Ending ending(ResultSet row) throws SQLException {
        UUID by = row.getObject("ended_by", UUID.class);
        return by == null ? null : new Ending(by, row.getString("end_reason"), Timestamps.required(row, "ended_at"));
    }
}
