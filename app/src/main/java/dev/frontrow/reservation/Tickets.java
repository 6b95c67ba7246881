package dev.frontrow.reservation;

import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.PerformancesAdded;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.reservation.HoldBatches.AreaKey;
import dev.frontrow.reservation.HoldSettlement.LockedHold;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of tickets and of entry numbers.
@Repository
class Tickets {

    private static final String COLUMNS =
            "ticket_id, hold_id, performance_id, seat, area, entry_number, barcode, status, issued_at";

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Tickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(PerformancesAdded added) {
        added.performances().forEach(made -> insertCounters(made.performanceId(), made.areas()));
    }

    /// Counts the entry numbers of those areas that have some, from 0.
    private void insertCounters(long performanceId, List<Area> areas) {
        List<Area> numbered = areas.stream().filter(Area::entryNumbers).toList();
        if (numbered.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into reservation.entry_number (performance_id, area, given)
                        select :performanceId, area, 0
                        from unnest(:areas::text[]) as a (area)
                        """)
                .param("performanceId", performanceId)
                .param("areas", texts(numbered, Area::area))
                .update();
    }

    /// Makes a new ticket for each seat and place of these holds, without storing it. Entry numbers are given in the
    /// order of the holds.
    Map<UUID, List<Ticket>> make(List<Hold> paid, EntryNumbers numbers, Instant now) {
        Map<UUID, List<Ticket>> made = new HashMap<>();
        for (Hold hold : paid) {
            made.put(
                    hold.holdId(),
                    hold.places().stream()
                            .map(place -> ticket(hold, place, numbers, now))
                            .toList());
        }
        return made;
    }

    private Ticket ticket(Hold hold, HeldPlace place, EntryNumbers numbers, Instant now) {
        return new Ticket(
                UuidCreator.getTimeOrderedEpoch(),
                hold.holdId(),
                hold.performanceId(),
                place.seat(),
                place.area(),
                numbers.next(hold, place),
                Ticket.newBarcode(random),
                Ticket.VALID,
                now);
    }

    /// Stores which numbers were given. Adds no statement if there are none.
    void store(EntryNumbers numbers, RoundTrip trip) {
        List<Map.Entry<AreaKey, Integer>> taken = List.copyOf(numbers.taken.entrySet());
        if (taken.isEmpty()) {
            return;
        }
        trip.sql("""
                        update reservation.entry_number n
                        set given = n.given + w.taken
                        from unnest(:performanceIds::bigint[], :areas::text[], :taken::int[], :last::int[])
                            as w (performance_id, area, taken, last)
                        where n.performance_id = w.performance_id and n.area = w.area
                            and n.given + w.taken = w.last
                        returning n.given
                        """)
                .param("performanceIds", longs(taken, one -> one.getKey().performanceId()))
                .param("areas", texts(taken, one -> one.getKey().area()))
                .param("taken", integers(taken, Map.Entry::getValue))
                .param("last", integers(taken, one -> numbers.given.get(one.getKey())))
                .rows((row, _) -> row.getInt("given"), stored -> RowCounts.mustEqual(taken.size(), stored.size()));
    }

    /// The entry numbers that one transaction may give. Their counters are locked until it ends, so no number is left
    /// out or given twice.
    static final class EntryNumbers {

        private final Map<AreaKey, Integer> given = new HashMap<>();
        private final Map<AreaKey, Integer> taken = new HashMap<>();

        EntryNumbers(List<LockedHold> locked) {
            for (LockedHold one : locked) {
                one.numbersGiven()
                        .forEach((area, count) ->
                                given.put(new AreaKey(one.hold().performanceId(), area), count));
            }
        }

        /// Null if the place gets none.
        @Nullable
        Integer next(Hold hold, HeldPlace place) {
            if (place.area() == null) {
                return null;
            }
            AreaKey area = AreaKey.of(hold, place);
            if (given.containsKey(area)) {
                taken.merge(area, 1, Integer::sum);
            }
            return given.computeIfPresent(area, (_, last) -> last + 1);
        }
    }

    Optional<Ticket> find(UUID ticketId, UUID buyerId) {
        return jdbc.sql("""
                        select %s
                        from reservation.ticket
                        where ticket_id = :ticketId and buyer_id = :buyerId
                        """.formatted(COLUMNS))
                .param("ticketId", ticketId)
                .param("buyerId", buyerId)
                .query((row, _) -> Ticket.of(row))
                .optional();
    }

    List<Ticket> ofHold(HoldOfBuyer key) {
        return jdbc.sql("""
                        select %s
                        from reservation.ticket
                        where buyer_id = :buyerId and hold_id = :holdId
                        order by ticket_id
                        """.formatted(COLUMNS))
                .param("buyerId", key.buyerId())
                .param("holdId", key.holdId())
                .query((row, _) -> Ticket.of(row))
                .list();
    }

    /// How tickets of a hold were moved, in order.
    List<Ticket.Move> moves(HoldOfBuyer key) {
        return jdbc.sql("""
                        select m.ticket_id, m.from_seat, m.to_seat, m.moved_at
                        from reservation.hold h join reservation.ticket_move m using (hold_id)
                        where h.hold_id = :holdId and h.buyer_id = :buyerId
                        order by m.move_id
                        """)
                .param("buyerId", key.buyerId())
                .param("holdId", key.holdId())
                .query((row, _) -> Ticket.Move.of(row))
                .list();
    }

    /// A buyer's tickets, newest first. Ids grow with time, so the last id serves as the cursor.
    List<Ticket> page(UUID buyerId, UUID before, int limit) {
        return jdbc.sql("""
                        select %s
                        from reservation.ticket
                        where buyer_id = :buyerId and ticket_id < :before
                        order by ticket_id desc
                        limit :limit
                        """.formatted(COLUMNS))
                .param("buyerId", buyerId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> Ticket.of(row))
                .list();
    }
}
