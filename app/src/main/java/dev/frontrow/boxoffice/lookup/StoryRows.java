package dev.frontrow.boxoffice.lookup;

import dev.frontrow.boxoffice.lookup.StoryEvent.Happening;
import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Puts a buyer's story together from what the tables of all modules keep.
@Repository
class StoryRows {

    /// An event with its place in the order.
    record Sorted(StoryEvent event, StoryCursor cursor) {}

    /// Places of a buyer are found concert by concert: their index begins with the concert, as all that is asked during
    /// a sale does. Where no time is kept, an event is sorted behind the last one before it whose time is.
    static final String STORY = """
            with place as (
                select p.concert_id, p.lane, p.number, p.state, p.joined_at, p.admitted_at, p.admitted_until
                from waitingroom.room r
                    cross join lateral (
                        select concert_id, lane, number, state, joined_at, admitted_at, admitted_until
                        from waitingroom.place
                        where concert_id = r.concert_id and buyer_id = :buyerId
                        offset 0) p
            ), held as (
                select h.hold_id, h.concert_id, h.status, h.areas, h.total_minor, h.currency, h.held_at, h.expires_at,
                       h.extensions, h.ended_at,
                       coalesce(
                           (select m.seats_before
                            from reservation.ticket_move m
                            where m.hold_id = h.hold_id
                            order by m.move_id
                            limit 1),
                           h.seats) as seats_then
                from reservation.hold h
                where h.buyer_id = :buyerId
            ), event as (
                select 'SIGNED_UP' as code, created_at as at, created_at as sorted_at, null::bigint as concert_id,
                       buyer_id::text as id, null::text[] as seats, null::text[] as areas,
                       null::bigint as amount_minor, null::text as currency, null::text as refusal
                from identity.buyer
                where buyer_id = :buyerId and issuer is distinct from 'box-office'
                union all
                select e.code, e.at, e.sorted_at, p.concert_id, concat_ws('-', p.concert_id, p.lane, p.number),
                       null, null, null, null, null
                from place p
                    cross join lateral (values
                        ('JOINED', p.joined_at, p.joined_at, true),
                        ('ADMITTED', p.admitted_at, coalesce(p.admitted_at, p.joined_at), p.admitted_until is not null),
                        ('ADMISSION_ENDED', p.admitted_until, p.admitted_until,
                         p.state in ('ADMITTED', 'EXPIRED') and p.admitted_until <= :now),
                        ('TURN_MISSED', null, p.joined_at, p.state = 'EXPIRED' and p.admitted_until is null),
                        ('LEFT', null, coalesce(p.admitted_at, p.joined_at), p.state = 'LEFT'))
                    as e (code, at, sorted_at, happened)
                where e.happened
                union all
                select e.code, e.at, e.sorted_at, h.concert_id, h.hold_id::text, h.seats_then, h.areas, h.total_minor,
                       h.currency, null
                from held h
                    cross join lateral (values
                        ('HELD', h.held_at, h.held_at, true),
                        ('EXTENDED', null, h.held_at, h.extensions > 0),
                        ('RELEASED', h.ended_at, h.ended_at, h.status = 'RELEASED'),
                        ('HOLD_EXPIRED', h.expires_at, h.expires_at,
                         h.status = 'EXPIRED' or h.status = 'HELD' and h.expires_at <= :now))
                    as e (code, at, sorted_at, happened)
                where e.happened
                union all
                select y.status, y.attempted_at, y.attempted_at, y.concert_id, y.payment_id::text, h.seats_then, h.areas,
                       y.amount_minor, y.currency, y.refusal
                from payment.payment y join held h using (hold_id)
                where y.buyer_id = :buyerId
                union all
                select 'RESEATED', m.moved_at, m.moved_at, h.concert_id, h.hold_id::text,
                       array[m.from_seat, m.to_seat]::text[], null, null, null, null
                from held h join reservation.ticket_move m using (hold_id)
                union all
                select e.code, e.at, e.at, y.concert_id, y.payment_id::text, null, null, r.amount_minor, r.currency, null
                from payment.payment y
                    join payment.refund r using (payment_id)
                    cross join lateral (values
                        ('REFUND_REQUESTED', r.requested_at, r.approved_by is not null or r.done_at is null),
                        ('REFUNDED', r.done_at, r.done_at is not null),
                        ('REFUND_ENDED', r.ended_at, r.ended_at is not null))
                    as e (code, at, happened)
                where y.buyer_id = :buyerId and e.happened
                union all
                select 'TOPPED_UP', t.transferred_at, t.transferred_at, null, t.transfer_id::text, null, null,
                       t.amount_minor, t.currency, null
                from wallet.account a join wallet.transfer t on t.credit_account_id = a.account_id
                where a.buyer_id = :buyerId and a.kind = 'BUYER' and t.kind = 'TOP_UP'
            ), ranked as (
                select code, at, sorted_at, concert_id, id, seats, areas, amount_minor, currency, refusal,
                       array_position(:codes::text[], code) as rank
                from event
            )
            select r.code, r.at, r.sorted_at, r.concert_id, r.id, r.seats, r.areas, r.amount_minor, r.currency, r.refusal,
                   r.rank, c.title
            from ranked r left join catalog.concert c using (concert_id)
            where (r.sorted_at, r.rank, r.id) > (:sortedAt, :rank, :id)
            order by r.sorted_at, r.rank, r.id
            limit :limit
            """;

    private static final String[] CODES =
            Arrays.stream(Happening.values()).map(Happening::name).toArray(String[]::new);

    private final JdbcClient jdbc;

    StoryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Events in the order of time, after this one.
    List<Sorted> page(UUID buyerId, StoryCursor after, Instant now, int limit) {
        return jdbc.sql(STORY)
                .param("buyerId", buyerId)
                .param("now", Timestamps.of(now))
                .param("codes", CODES)
                .param("sortedAt", Timestamps.of(after.sortedAt()))
                .param("rank", after.rank())
                .param("id", after.id())
                .param("limit", limit)
                .query((row, _) -> sorted(row))
                .list();
    }

    private static Sorted sorted(ResultSet row) throws SQLException {
        List<String> seats = SeatNames.of(row);
        String id = row.getString("id");
        var event = new StoryEvent(
                Happening.valueOf(row.getString("code")),
                Timestamps.nullable(row, "at"),
                row.getObject("concert_id", Long.class),
                row.getString("title"),
                id,
                seats.isEmpty() ? null : seats,
                row.getObject("amount_minor", Long.class),
                row.getString("currency"),
                row.getString("refusal"));
        return new Sorted(event, new StoryCursor(Timestamps.required(row, "sorted_at"), row.getInt("rank"), id));
    }
}
