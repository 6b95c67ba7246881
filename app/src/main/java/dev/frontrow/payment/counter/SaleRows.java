package dev.frontrow.payment.counter;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.identity.Buyers;
import java.util.List;
import org.springframework.stereotype.Repository;

/// Writes sales of the box office among the payments. No balance is left by them: no wallet paid.
@Repository
class SaleRows {

    private static final String INSERT = """
            insert into payment.payment
                (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status, transfer_id, attempted_at,
                 method, sold_by)
            select p.payment_id, p.hold_id, p.buyer_id, p.concert_id, p.amount, p.currency, 'PAID', p.transfer_id,
                   p.sold_at::timestamptz, p.method, p.sold_by
            from unnest(:paymentIds::uuid[], :holdIds::uuid[], :buyerIds::uuid[], :concertIds::bigint[],
                        :amounts::bigint[], :currencies::text[], :transferIds::uuid[], :soldAt::text[],
                        :methods::text[], :soldBy::uuid[])
                as p (payment_id, hold_id, buyer_id, concert_id, amount, currency, transfer_id, sold_at, method,
                      sold_by)
            """;

    private final Buyers buyers;

    SaleRows(Buyers buyers) {
        this.buyers = buyers;
    }

    /// The buyers who have no account are written too.
    void insert(List<CounterSale> sales, RoundTrip trip) {
        sales.stream()
                .filter(sale -> !sale.asked().hasAccount())
                .forEach(sale -> buyers.insertWithoutAccount(
                        sale.hold().buyerId(), sale.asked().name()));
        trip.sql(INSERT)
                .param("paymentIds", uuids(sales, CounterSale::paymentId))
                .param("holdIds", uuids(sales, sale -> sale.hold().holdId()))
                .param("buyerIds", uuids(sales, sale -> sale.hold().buyerId()))
                .param("concertIds", longs(sales, sale -> sale.hold().concertId()))
                .param("amounts", longs(sales, sale -> sale.amount().amountMinor()))
                .param(
                        "currencies",
                        texts(sales, sale -> sale.amount().currency().getCurrencyCode()))
                .param("transferIds", uuids(sales, CounterSale::transferId))
                .param("soldAt", texts(sales, sale -> sale.soldAt().toString()))
                .param("methods", texts(sales, sale -> sale.asked().method().name()))
                .param("soldBy", uuids(sales, CounterSale::soldBy))
                .update();
    }
}
