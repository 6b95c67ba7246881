package dev.frontrow.reservation;

import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Holds.SeatOfHold;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

/// The statements that sell or end many holds at once. `status || ''` keeps the planner from using an index on the
/// status: with statistics from a time of few holds it would read all running holds.
@Repository
class HoldSettlement {

    /// A locked hold.
    ///
    /// @param seatsHeld    how many of its seats still belong to it
    /// @param numbersGiven how many entry numbers have been given in each area that has some, of all areas of its
    ///                     performance in which locked holds have places
    record LockedHold(Hold hold, int seatsHeld, Map<String, Integer> numbersGiven) {

        HoldOfBuyer key() {
            return new HoldOfBuyer(hold.holdId(), hold.buyerId());
        }
    }

    private static final String LOCK = """
            with locked as (
                select %1$s
                from unnest(:holdIds::uuid[], :buyerIds::uuid[]) as k (hold_id, buyer_id)
                    join reservation.hold h on h.hold_id = k.hold_id and h.buyer_id = k.buyer_id
                order by h.hold_id
                for update of h
            ), seat as (
                select s.hold_id, s.performance_id, s.area
                from locked h
                    cross join unnest(h.seats) as w (seat)
                    join reservation.seat s on s.performance_id = h.performance_id and s.seat = w.seat
                where h.status = 'HELD' and h.expires_at > :now
                    and s.status = 'HELD' and s.hold_id = h.hold_id
                order by s.performance_id, s.seat
                for update of s
            ), counter as (
                select n.performance_id, n.area, n.given
                from (select distinct performance_id, area from seat where area is not null) w
                    join reservation.entry_number n on n.performance_id = w.performance_id and n.area = w.area
                order by n.performance_id, n.area
                for update of n
            )
            select %1$s, coalesce(held.seats, 0) as seats_held, numbered.numbered_areas, numbered.numbers_given
            from locked h
                left join (select hold_id, count(*) as seats from seat group by hold_id) held
                    on held.hold_id = h.hold_id
                left join (
                    select performance_id, array_agg(area) as numbered_areas, array_agg(given) as numbers_given
                    from counter
                    group by performance_id) numbered
                    on numbered.performance_id = h.performance_id
            """.formatted(Holds.COLUMNS);

    private static final String CONFIRM = """
            with confirmed as (
                update reservation.hold
                set status = 'CONFIRMED', ended_at = :now
                where hold_id = any(:confirmedIds) and status || '' = 'HELD'
                returning hold_id
            ), issued as (
                insert into reservation.ticket
                    (ticket_id, barcode, buyer_id, hold_id, performance_id, seat, area, entry_number, status,
                     issued_at)
                select t.ticket_id, t.barcode, t.buyer_id, t.hold_id, t.performance_id, t.seat, t.area,
                       t.entry_number, 'VALID', :now
                from unnest(:ticketIds::uuid[], :barcodes::text[], :buyerIds::uuid[],
                            :ticketHoldIds::uuid[], :ticketPerformanceIds::bigint[], :ticketSeats::text[],
                            :ticketAreas::text[], :entryNumbers::int[])
                    as t (ticket_id, barcode, buyer_id, hold_id, performance_id, seat, area, entry_number)
            )
            update reservation.seat s
            set status = 'SOLD', held_until = null, version = nextval('reservation.seat_version')
            from unnest(:performanceIds::bigint[], :labels::text[], :holdIds::uuid[])
                as w (performance_id, seat, hold_id)
            where s.performance_id = w.performance_id and s.seat = w.seat
                and s.status = 'HELD' and s.hold_id = w.hold_id
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until,
                (select count(*) from confirmed) as confirmed
            """;

    private static final String END = """
            with held as (
                select s.performance_id, s.seat
                from reservation.hold h
                    join reservation.seat s
                        on s.performance_id = h.performance_id and s.seat = any(h.seats)
                where h.hold_id = any(:holdIds) and s.hold_id = h.hold_id and s.status = 'HELD'
                order by s.performance_id, s.seat
                for update of s
            ), ended as (
                update reservation.hold
                set status = :status, ended_at = :now
                where hold_id = any(:holdIds) and status || '' = 'HELD'
            )
            update reservation.seat s
            set status = 'FREE', hold_id = null, first_of_hold = false, held_until = null,
                version = nextval('reservation.seat_version')
            from held
            where s.performance_id = held.performance_id and s.seat = held.seat
                and s.status = 'HELD' and s.hold_id = any(:holdIds)
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
            """;

    private final JdbcOperations statements;

    HoldSettlement(JdbcOperations statements) {
        this.statements = statements;
    }

    /// A new round trip for this repository's statements.
    RoundTrip trip() {
        return new RoundTrip(statements);
    }

    /// Locks holds in the order of their ids, then the seats that still belong to them, in order of performance
    /// and label, then the counters of entry numbers of their areas. Unknown holds are absent; no seats are locked
    /// for a hold that is over.
    Supplier<List<LockedHold>> lockWithSeats(Collection<HoldOfBuyer> keys, Instant now, RoundTrip trip) {
        return trip.sql(LOCK)
                .param("holdIds", uuids(keys, HoldOfBuyer::holdId))
                .param("buyerIds", uuids(keys, HoldOfBuyer::buyerId))
                .param("now", Timestamps.of(now))
                .rows((row, _) -> new LockedHold(Holds.hold(row), row.getInt("seats_held"), numbersGiven(row)));
    }

    private static Map<String, Integer> numbersGiven(ResultSet row) throws SQLException {
        Array areas = row.getArray("numbered_areas");
        if (areas == null) {
            return Map.of();
        }
        String[] names = (String[]) areas.getArray();
        Integer[] given = (Integer[]) row.getArray("numbers_given").getArray();
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            numbers.put(names[i], given[i]);
        }
        return numbers;
    }

    /// Sells the seats of locked holds and issues a ticket for each.
    ///
    /// @param sold receives the seat changes
    void confirm(List<Hold> paid, List<Ticket> tickets, Instant now, RoundTrip trip, Consumer<List<SeatChange>> sold) {
        List<SeatOfHold> seats = SeatOfHold.of(paid);
        AtomicInteger confirmed = new AtomicInteger();
        RoundTrip.Statement statement = trip.sql(CONFIRM)
                .param("now", Timestamps.of(now))
                .param("confirmedIds", uuids(paid, Hold::holdId))
                .param("performanceIds", longs(seats, seat -> seat.hold().performanceId()))
                .param("labels", texts(seats, seat -> seat.seat().seat()))
                .param("holdIds", uuids(seats, seat -> seat.hold().holdId()));
        nameTickets(tickets, paid, statement);
        statement.rows(
                (row, _) -> {
                    confirmed.set(row.getInt("confirmed"));
                    return SeatRows.change(row);
                },
                changes -> {
                    RowCounts.mustEqual(paid.size(), confirmed.get());
                    RowCounts.mustEqual(seats.size(), changes.size());
                    sold.accept(changes);
                });
    }

    private static void nameTickets(List<Ticket> tickets, List<Hold> paid, RoundTrip.Statement statement) {
        Map<UUID, UUID> buyers = paid.stream().collect(Collectors.toMap(Hold::holdId, Hold::buyerId));
        statement
                .param("ticketIds", uuids(tickets, Ticket::ticketId))
                .param("barcodes", texts(tickets, Ticket::barcode))
                .param("buyerIds", uuids(tickets, ticket -> Objects.requireNonNull(buyers.get(ticket.holdId()))))
                .param("ticketHoldIds", uuids(tickets, Ticket::holdId))
                .param("ticketPerformanceIds", longs(tickets, Ticket::performanceId))
                .param("ticketSeats", texts(tickets, Ticket::seat))
                .param("ticketAreas", texts(tickets, Ticket::area))
                .param("entryNumbers", integers(tickets, Ticket::entryNumber));
    }

    /// Ends locked holds and frees the seats that still belong to them.
    ///
    /// @param freed receives the seat changes
    void end(List<UUID> holdIds, HoldStatus status, Instant now, RoundTrip trip, Consumer<List<SeatChange>> freed) {
        trip.sql(END)
                .param("holdIds", holdIds.toArray(UUID[]::new))
                .param("status", status.name())
                .param("now", Timestamps.of(now))
                .rows((row, _) -> SeatRows.change(row), freed);
    }
}
