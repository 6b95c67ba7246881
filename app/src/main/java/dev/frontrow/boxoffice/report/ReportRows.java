package dev.frontrow.boxoffice.report;

import dev.frontrow.boxoffice.report.SaleReport.CurvePoint;
import dev.frontrow.boxoffice.report.SaleReport.HourSales;
import dev.frontrow.boxoffice.report.SaleReport.LevelSales;
import dev.frontrow.boxoffice.report.SaleReport.MethodMoney;
import dev.frontrow.boxoffice.report.SaleReport.RefusalCount;
import dev.frontrow.boxoffice.report.SaleReport.ReportedConcert;
import dev.frontrow.boxoffice.report.SaleReport.ReportedEstimates;
import dev.frontrow.boxoffice.report.SaleReport.ReportedHead;
import dev.frontrow.boxoffice.report.SaleReport.ReportedLane;
import dev.frontrow.boxoffice.report.SaleReport.ReportedMoney;
import dev.frontrow.database.Timestamps;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts what a report says, in the tables of all modules.
@Repository
class ReportRows {

    /// Money of the orders that were paid in one way.
    private record MethodSums(String method, long orders, long gross, long refunded, long fees) {}

    private static final int FETCH_SIZE = 2_000;

    /// What was sold, with the price of each ticket; found by its holds, which are indexed by concert.
    private static final String SOLD = """
            with sold as (
                select t.ticket_id, t.status, s.price_level, y.payment_id, y.attempted_at,
                       h.amounts_minor[array_position(h.seats, t.seat collate "default")] as amount_minor
                from reservation.hold h
                    join reservation.ticket t on t.buyer_id = h.buyer_id and t.hold_id = h.hold_id
                    join payment.payment y on y.hold_id = h.hold_id and y.status = 'PAID'
                    join catalog.seat s on s.performance_id = t.performance_id and s.seat = t.seat
                where h.concert_id = :concertId and h.ended_at is not null and h.status = 'CONFIRMED'
            )
            """;

    private static final String LANES = """
            select l.lane, l.serving_position, count(p.number) as joined,
                   count(*) filter (where p.admitted_until is not null) as admitted,
                   count(*) filter (where p.state = 'FINISHED') as bought,
                   count(*) filter (where p.state = 'LEFT') as left_line,
                   count(*) filter (where p.state = 'EXPIRED' and p.admitted_until is null) as turns_missed
            from waitingroom.lane l
                left join waitingroom.place p on p.concert_id = l.concert_id and p.lane = l.lane
            where l.concert_id = :concertId
            group by l.lane, l.serving_position
            order by l.lane
            """;

    /// By the minute for as long as a table of it can be read.
    private static final String CURVE = """
            with minute as (
                select called, admitted, waiting, active, no_show_share,
                       case when minute < min(minute) over () + interval '4 hours' then minute
                            else date_trunc('hour', minute, 'UTC') end as from_time
                from waitingroom.admission_minute
                where concert_id = :concertId
            )
            select from_time, sum(called) as called, sum(admitted) as admitted, max(waiting) as waiting,
                   max(active) as inside, round(max(no_show_share) * 1000)::bigint as no_shows
            from minute
            group by from_time
            order by from_time
            limit 3000
            """;

    private final JdbcClient jdbc;

    ReportRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ReportedConcert> concert(long concertId) {
        List<Instant> performances = jdbc.sql("""
                        select starts_at
                        from catalog.performance
                        where concert_id = :concertId
                        order by starts_at, performance_id
                        """)
                .param("concertId", concertId)
                .query((row, _) -> Timestamps.required(row, "starts_at"))
                .list();
        return jdbc.sql("""
                        select concert_id, title, venue, currency, time_zone, opens_at, closes_at
                        from catalog.concert
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> concert(row, performances))
                .optional();
    }

    private static ReportedConcert concert(ResultSet row, List<Instant> performances) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new ReportedConcert(
                row.getLong("concert_id"),
                row.getString("title"),
                row.getString("venue"),
                currency.getCurrencyCode(),
                Math.max(currency.getDefaultFractionDigits(), 0),
                row.getString("time_zone"),
                Timestamps.required(row, "opens_at"),
                Timestamps.nullable(row, "closes_at"),
                performances);
    }

    List<ReportedLane> lanes(long concertId) {
        return jdbc.sql(LANES)
                .param("concertId", concertId)
                .query((row, _) -> new ReportedLane(
                        row.getString("lane"),
                        row.getLong("joined"),
                        row.getLong("serving_position"),
                        row.getLong("admitted"),
                        row.getLong("bought"),
                        row.getLong("left_line"),
                        row.getLong("turns_missed")))
                .list();
    }

    /// The last number that each lane gave.
    Map<Lane, Long> lengths(long concertId) {
        Map<Lane, Long> lengths = new EnumMap<>(Lane.class);
        jdbc.sql(
                        "select lane, max(number) as length from waitingroom.place where concert_id = :concertId group by lane")
                .param("concertId", concertId)
                .query(row -> {
                    lengths.put(Lane.valueOf(row.getString("lane")), row.getLong("length"));
                });
        return lengths;
    }

    void places(long concertId, Consumer<EndedPlace> places) {
        jdbc.sql("""
                        select lane, number, joined_at, admitted_at, admitted_until is not null as admitted,
                               state = 'FINISHED' as bought
                        from waitingroom.place
                        where concert_id = :concertId
                        """).withFetchSize(FETCH_SIZE).param("concertId", concertId).query(row -> {
            places.accept(new EndedPlace(
                    new PlaceNumber(Lane.valueOf(row.getString("lane")), row.getLong("number")),
                    Timestamps.required(row, "joined_at"),
                    Timestamps.nullable(row, "admitted_at"),
                    row.getBoolean("admitted"),
                    row.getBoolean("bought")));
        });
    }

    List<CurvePoint> curve(long concertId) {
        return jdbc.sql(CURVE)
                .param("concertId", concertId)
                .query((row, _) -> new CurvePoint(
                        Timestamps.required(row, "from_time"),
                        row.getLong("called"),
                        row.getLong("admitted"),
                        row.getLong("waiting"),
                        row.getLong("inside"),
                        row.getLong("no_shows")))
                .list();
    }

    ReportedEstimates estimates(long concertId) {
        return jdbc.sql("""
                        select coalesce(sum(estimates), 0) as judged, coalesce(sum(estimate_hits), 0) as hits
                        from waitingroom.admission_minute
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new ReportedEstimates(row.getLong("judged"), row.getLong("hits")))
                .single();
    }

    /// Attempts to pay are found by their buyers: those whose hold has ended.
    List<RefusalCount> refusals(long concertId) {
        return jdbc.sql("""
                        select y.refusal, count(*) as refusals
                        from (select distinct buyer_id
                              from reservation.hold
                              where concert_id = :concertId and ended_at is not null) b
                            join payment.payment y on y.buyer_id = b.buyer_id
                        where y.concert_id = :concertId and y.refusal is not null
                        group by y.refusal
                        order by y.refusal
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new RefusalCount(row.getString("refusal"), row.getLong("refusals")))
                .list();
    }

    List<LevelSales> salesByLevel(long concertId) {
        return jdbc.sql(SOLD + """
                        select l.name, count(sold.ticket_id) as tickets,
                               count(*) filter (where sold.status = 'VALID') as valid,
                               coalesce(sum(sold.amount_minor), 0)::bigint as amount_minor,
                               (select count(*)
                                from catalog.performance f
                                    join reservation.seat s on s.performance_id = f.performance_id
                                where f.concert_id = l.concert_id and s.price_level = l.name) as seats
                        from catalog.price_level l left join sold on sold.price_level = l.name
                        where l.concert_id = :concertId
                        group by l.concert_id, l.name, l.ordinal
                        order by l.ordinal
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new LevelSales(
                        row.getString("name"),
                        row.getLong("tickets"),
                        row.getLong("valid"),
                        row.getLong("amount_minor"),
                        row.getLong("seats")))
                .list();
    }

    List<HourSales> salesByHour(long concertId) {
        return jdbc.sql(SOLD + """
                        select date_trunc('hour', attempted_at, 'UTC') as hour, count(distinct payment_id) as orders,
                               count(*) as tickets, sum(amount_minor)::bigint as amount_minor
                        from sold
                        group by 1
                        order by 1
                        limit 3000
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new HourSales(
                        Timestamps.required(row, "hour"),
                        row.getLong("orders"),
                        row.getLong("tickets"),
                        row.getLong("amount_minor")))
                .list();
    }

    ReportedMoney money(long concertId) {
        List<MethodSums> sums = jdbc.sql("""
                        select y.method, count(*) as orders, sum(y.amount_minor)::bigint as gross,
                               coalesce(sum(r.refunded), 0)::bigint as refunded, coalesce(sum(r.fees), 0)::bigint as fees
                        from reservation.hold h
                            join payment.payment y on y.hold_id = h.hold_id and y.status = 'PAID'
                            cross join lateral (
                                select sum(amount_minor) as refunded, sum(fee_minor) as fees
                                from payment.refund
                                where payment_id = y.payment_id and status = 'DONE') r
                        where h.concert_id = :concertId and h.ended_at is not null and h.status = 'CONFIRMED'
                        group by y.method
                        order by y.method
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new MethodSums(
                        row.getString("method"),
                        row.getLong("orders"),
                        row.getLong("gross"),
                        row.getLong("refunded"),
                        row.getLong("fees")))
                .list();
        long gross = sums.stream().mapToLong(MethodSums::gross).sum();
        long refunded = sums.stream().mapToLong(MethodSums::refunded).sum();
        return new ReportedMoney(
                sums.stream().mapToLong(MethodSums::orders).sum(),
                gross,
                refunded,
                sums.stream().mapToLong(MethodSums::fees).sum(),
                gross - refunded,
                sums.stream()
                        .map(one -> new MethodMoney(one.method(), one.orders(), one.gross(), one.refunded()))
                        .toList());
    }

    Optional<ReportedHead> auditHead() {
        return jdbc.sql("""
                        select sequence, encode(hash, 'hex') as hash
                        from audit.entry
                        order by sequence desc
                        limit 1
                        """)
                .query((row, _) -> new ReportedHead(row.getLong("sequence"), row.getString("hash")))
                .optional();
    }
}
