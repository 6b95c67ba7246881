package dev.frontrow.reservation.reseat;

import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The statements that move tickets to other seats.
@Repository
class ReseatRows {

    /// A ticket and the seat that it may get, both behind their locks.
    ///
    /// @param target     price level of that seat, which is no place of an area; null if there is none
    /// @param cancelled  whether the performance is
    /// @param isFree     whether nobody has that seat, or it is kept back by hand
    /// @param priceLevel of the ticket's own seat
    record Locked(
            Ticket ticket, String priceLevel, @Nullable String target, boolean isFree, boolean cancelled) {}

    /// A statement of its own, so it sees what was committed while the holds were waited for.
    private static final String LOCK_SEATS = """
            select s.seat
            from reservation.seat s
            where (s.performance_id, s.seat) in (
                select t.performance_id, w.seat
                from unnest(:ticketIds::uuid[], :seats::text[]) as a (ticket_id, seat)
                    join reservation.ticket t using (ticket_id)
                    cross join lateral (values (t.seat), (a.seat)) as w (seat))
            order by s.performance_id, s.seat
            for update
            """;

    private static final String LOCKED = """
            select t.ticket_id, t.hold_id, t.performance_id, t.seat, t.area, t.entry_number, t.barcode, t.status,
                   t.issued_at, s.price_level, n.price_level as target,
                   n.status = 'FREE' or n.status = 'HELD' and n.held_until <= :now or w.seat is not null as is_free,
                   c.performance_id is not null as cancelled
            from reservation.ticket t
                join reservation.seat s on s.performance_id = t.performance_id and s.seat = t.seat
                left join reservation.seat n
                    on n.performance_id = t.performance_id and n.seat = :seat and n.area is null
                left join reservation.withheld w on w.performance_id = n.performance_id and w.seat = n.seat
                left join reservation.cancelled_performance c on c.performance_id = t.performance_id
            where t.ticket_id = :ticketId
            """;

    private static final String MOVE = """
            insert into reservation.ticket_move
                (ticket_id, hold_id, performance_id, from_seat, to_seat, seats_before, barcode_before, moved_by, moved_at)
            select t.ticket_id, t.hold_id, t.performance_id, t.seat, :seat, h.seats, t.barcode, :by, :now
            from reservation.ticket t join reservation.hold h using (hold_id)
            where t.ticket_id = :ticketId and t.status = 'VALID'
            """;

    /// The hold's list and the ticket. The new seat has the place of the old one, and so its price.
    private static final String FOLLOW = """
            with listed as (
                update reservation.hold
                set seats[array_position(seats, :from)] = :seat
                where hold_id = :holdId and status = 'CONFIRMED'
            )
            update reservation.ticket
            set seat = :seat, barcode = :barcode
            where ticket_id = :ticketId and status = 'VALID'
            """;

    private static final String CHANGE_SEATS = """
            with released as (
                delete from reservation.withheld
                where performance_id = :performanceId and seat = :seat
                returning seat
            ), kept as (
                insert into reservation.withheld (performance_id, seat, reason, withheld_by, withheld_at)
                select :performanceId, :from, :reason, :by, :now
                where :keeps
            )
            update reservation.seat s
            set status = case when s.seat = :seat then 'SOLD' when :keeps then 'NOT_FOR_SALE' else 'FREE' end,
                hold_id = case when s.seat = :seat then :holdId::uuid end,
                first_of_hold = s.seat = :seat and was.first_of_hold,
                held_until = null, version = nextval('reservation.seat_version')
            from reservation.seat was
            where was.performance_id = :performanceId and was.seat = :from
                and s.performance_id = :performanceId
                and (s.seat = :from and s.status = 'SOLD' and s.hold_id = :holdId
                    or s.seat = :seat
                        and (s.status = 'FREE' or s.status = 'HELD' and s.held_until <= :now
                            or s.status = 'NOT_FOR_SALE' and exists (select from released)))
            returning s.performance_id, s.seat, s.status, s.version, s.first_of_hold, s.held_until
            """;

    private final JdbcClient jdbc;

    ReseatRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps a freeze and a cancellation of the tickets' concerts out, which change seats in no particular order.
    void lockFreezes(Set<UUID> ticketIds) {
        jdbc.sql("""
                        select pg_advisory_xact_lock_shared(hashtextextended('freeze ' || concert_id, 0))::text
                        from (
                            select distinct h.concert_id
                            from reservation.ticket t join reservation.hold h using (hold_id)
                            where t.ticket_id = any(:ticketIds)
                            order by h.concert_id) c
                        """)
                .param("ticketIds", ticketIds.toArray(UUID[]::new))
                .query(String.class)
                .list();
    }

    void lockHolds(Set<UUID> ticketIds) {
        jdbc.sql("""
                        select hold_id
                        from reservation.hold
                        where hold_id in (select hold_id from reservation.ticket where ticket_id = any(:ticketIds))
                        order by hold_id
                        for update
                        """)
                .param("ticketIds", ticketIds.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /// Locks the seats that the tickets have and those that they are to get.
    void lockSeats(List<ReseatCommand> commands) {
        jdbc.sql(LOCK_SEATS)
                .param("ticketIds", uuids(commands, ReseatCommand::ticketId))
                .param("seats", texts(commands, ReseatCommand::seat))
                .query(String.class)
                .list();
    }

    Optional<Locked> locked(ReseatCommand command, Instant now) {
        return jdbc.sql(LOCKED)
                .param("ticketId", command.ticketId())
                .param("seat", command.seat())
                .param("now", Timestamps.of(now))
                .query((row, _) -> new Locked(
                        Ticket.of(row),
                        row.getString("price_level"),
                        row.getString("target"),
                        row.getBoolean("is_free"),
                        row.getBoolean("cancelled")))
                .optional();
    }

    /// Moves a locked ticket to a locked seat; returns the changes of both seats.
    List<SeatChange> move(Ticket ticket, ReseatCommand command, String barcode, Instant now) {
        mustBeOne(jdbc.sql(MOVE)
                .param("ticketId", ticket.ticketId())
                .param("seat", command.seat())
                .param("by", command.actor().id())
                .param("now", Timestamps.of(now))
                .update());
        mustBeOne(jdbc.sql(FOLLOW)
                .param("ticketId", ticket.ticketId())
                .param("holdId", ticket.holdId())
                .param("from", ticket.seat())
                .param("seat", command.seat())
                .param("barcode", barcode)
                .update());
        return changeSeats(ticket, command, now);
    }

    private List<SeatChange> changeSeats(Ticket ticket, ReseatCommand command, Instant now) {
        List<SeatChange> changes = jdbc.sql(CHANGE_SEATS)
                .param("performanceId", ticket.performanceId())
                .param("holdId", ticket.holdId())
                .param("from", ticket.seat())
                .param("seat", command.seat())
                .param("keeps", command.oldSeat() == OldSeat.KEEP)
                .param("reason", command.actor().reason())
                .param("by", command.actor().id())
                .param("now", Timestamps.of(now))
                .query((row, _) -> SeatRows.change(row))
                .list();
        if (changes.size() != 2) {
            throw new IllegalStateException("expected two seats under lock, found " + changes.size());
        }
        return changes;
    }

    private static void mustBeOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("expected a valid ticket under lock, found " + rows);
        }
    }
}
