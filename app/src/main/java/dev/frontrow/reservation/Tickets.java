package dev.frontrow.reservation;

import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.reservation.HoldBatches.AreaKey;
import dev.frontrow.text.ReadableCode;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of tickets and of entry numbers.
@Repository
class Tickets {

    /// 144 random bits: infeasible to guess.
    private static final int BARCODE_LENGTH = 32;

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final SecureRandom random = new SecureRandom();

    Tickets(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /// Makes a new ticket for each seat and place of these holds, without storing it. Entry numbers are given in the
    /// order of the holds; they are locked until the caller's transaction ends, so none is left out or given twice.
    Map<UUID, List<Ticket>> make(List<Hold> paid, Instant now) {
        EntryNumbers numbers = numbersFor(paid);
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
                barcode(),
                "VALID",
                now);
    }

    /// Runs no statement if none of these holds has places that get a number.
    private EntryNumbers numbersFor(List<Hold> paid) {
        var numbers = new EntryNumbers();
        for (Hold hold : paid) {
            hold.places().stream()
                    .filter(place -> isNumbered(hold, place))
                    .forEach(place -> numbers.wanted.merge(AreaKey.of(hold, place), 1, Integer::sum));
        }
        if (!numbers.wanted.isEmpty()) {
            give(numbers);
        }
        return numbers;
    }

    private boolean isNumbered(Hold hold, HeldPlace place) {
        if (place.area() == null) {
            return false;
        }
        Area area = catalog.seatMap(hold.performanceId()).area(place.area());
        return area != null && area.entryNumbers();
    }

    /// Locks several in one order, so that payments at several nodes do not wait for each other in a circle.
    private void give(EntryNumbers numbers) {
        List<Map.Entry<AreaKey, Integer>> wanted = List.copyOf(numbers.wanted.entrySet());
        jdbc.sql("""
                        insert into reservation.entry_number as n (performance_id, area, given)
                        select performance_id, area, wanted
                        from unnest(:performanceIds::bigint[], :areas::text[], :wanted::int[])
                            as w (performance_id, area, wanted)
                        order by performance_id, area
                        on conflict (performance_id, area) do update set given = n.given + excluded.given
                        returning performance_id, area, given
                        """)
                .param("performanceIds", longs(wanted, one -> one.getKey().performanceId()))
                .param("areas", texts(wanted, one -> one.getKey().area()))
                .param("wanted", integers(wanted, Map.Entry::getValue))
                .query((RowCallbackHandler) row -> numbers.given(
                        new AreaKey(row.getLong("performance_id"), row.getString("area")), row.getInt("given")));
    }

    /// The entry numbers that one transaction has for its tickets.
    private static final class EntryNumbers {

        private final Map<AreaKey, Integer> wanted = new HashMap<>();
        private final Map<AreaKey, Integer> next = new HashMap<>();

        void given(AreaKey area, int last) {
            next.put(area, last - wanted.getOrDefault(area, 0) + 1);
        }

        /// Null if the place gets none.
        @Nullable
        Integer next(Hold hold, HeldPlace place) {
            Integer number = place.area() == null ? null : next.get(AreaKey.of(hold, place));
            if (number != null) {
                next.put(AreaKey.of(hold, place), number + 1);
            }
            return number;
        }
    }

    Optional<Ticket> find(UUID ticketId, UUID buyerId) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where ticket_id = :ticketId and buyer_id = :buyerId
                        """)
                .param("ticketId", ticketId)
                .param("buyerId", buyerId)
                .query((row, _) -> ticket(row))
                .optional();
    }

    List<Ticket> ofHold(HoldOfBuyer key) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where buyer_id = :buyerId and hold_id = :holdId
                        order by ticket_id
                        """)
                .param("buyerId", key.buyerId())
                .param("holdId", key.holdId())
                .query((row, _) -> ticket(row))
                .list();
    }

    /// A buyer's tickets, newest first. Ids grow with time, so the last id serves as the cursor.
    List<Ticket> page(UUID buyerId, UUID before, int limit) {
        return jdbc.sql("""
                        select *
                        from reservation.ticket
                        where buyer_id = :buyerId and ticket_id < :before
                        order by ticket_id desc
                        limit :limit
                        """)
                .param("buyerId", buyerId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> ticket(row))
                .list();
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getObject("ticket_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getLong("performance_id"),
                row.getString("seat"),
                row.getString("area"),
                row.getObject("entry_number", Integer.class),
                row.getString("barcode"),
                row.getString("status"),
                Timestamps.required(row, "issued_at"));
    }

    private String barcode() {
        return "FR" + ReadableCode.random(BARCODE_LENGTH, random);
    }
}
