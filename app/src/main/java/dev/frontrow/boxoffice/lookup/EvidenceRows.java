package dev.frontrow.boxoffice.lookup;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Puts together what is kept about an order.
@Repository
class EvidenceRows {

    private static final int EVENTS_MAX = 1_000;
    private static final int ENTRIES_MAX = 1_000;

    private final JdbcClient jdbc;
    private final ThingRows things;
    private final StoryRows stories;

    EvidenceRows(JdbcClient jdbc, ThingRows things, StoryRows stories) {
        this.jdbc = jdbc;
        this.things = things;
        this.stories = stories;
    }

    Evidence of(LookedUpOrder order, Instant now) {
        UUID buyerId = order.buyer().buyerId();
        long concertId = order.concert().concertId();
        List<LookedUpPlace> places = places(concertId, buyerId).stream()
                .flatMap(place -> things.place(place, now).stream())
                .toList();
        LookedUpHold hold = things.hold(order.holdId(), now).orElseThrow();
        return new Evidence(now, order, hold, places, events(buyerId, concertId, now), entries(order));
    }

    /// The first events of the concert, and those of none, however many there are of other concerts.
    private List<StoryEvent> events(UUID buyerId, long concertId, Instant now) {
        List<StoryEvent> events = new ArrayList<>();
        StoryCursor after = StoryCursor.START;
        List<StoryRows.Sorted> page;
        do {
            page = stories.page(buyerId, after, now, EVENTS_MAX);
            page.stream()
                    .map(StoryRows.Sorted::event)
                    .filter(event -> event.concertId() == null || Objects.equals(event.concertId(), concertId))
                    .limit(EVENTS_MAX - events.size())
                    .forEach(events::add);
            after = page.isEmpty() ? after : page.getLast().cursor();
        } while (page.size() == EVENTS_MAX && events.size() < EVENTS_MAX);
        return events;
    }

    private List<PlaceId> places(long concertId, UUID buyerId) {
        return jdbc.sql("""
                        select lane, number
                        from waitingroom.place
                        where concert_id = :concertId and buyer_id = :buyerId
                        order by joined_at, lane, number
                        limit 100
                        """)
                .param("concertId", concertId)
                .param("buyerId", buyerId)
                .query((row, _) -> new PlaceId(concertId, row.getString("lane"), row.getLong("number")))
                .list();
    }

    private List<EvidenceEntry> entries(LookedUpOrder order) {
        String[] subjects = {
            "order " + order.payment().paymentId(),
            "hold " + order.holdId(),
            "buyer " + order.buyer().buyerId()
        };
        return jdbc.sql("""
                        select sequence, at, action, subject, actor, role, reason, encode(hash, 'hex') as hash
                        from audit.entry
                        where subject = any(:subjects)
                        order by sequence
                        limit :max
                        """)
                .param("subjects", subjects)
                .param("max", ENTRIES_MAX)
                .query((row, _) -> entry(row))
                .list();
    }

    private static EvidenceEntry entry(ResultSet row) throws SQLException {
        return new EvidenceEntry(
                row.getLong("sequence"),
                Timestamps.required(row, "at"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("actor"),
                row.getString("role"),
                row.getString("reason"),
                row.getString("hash"));
    }
}
