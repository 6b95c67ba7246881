package dev.frontrow.waitingroom.store;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.waitingroom.news.RoomChange;
import dev.frontrow.waitingroom.news.RoomNews;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How admissions end, in the database: by time, which may be extended once, or by a purchase.
@Repository
public class AdmissionEnds {

    private static final String KEEP = """
            update waitingroom.place p
            set admitted_until = greatest(admitted_until, least(:until, admitted_until_max)),
                admitted_until_max = case
                    when :until > admitted_until then least(:until, admitted_until_max)
                    else admitted_until_max
                end
            where concert_id = :concertId and buyer_id = :buyerId
                and state in ('WAITING', 'ADMITTED') and state = 'ADMITTED'
                and coalesce(admitted_until, '-infinity') > :now
            returning %s
            """.formatted(Place.COLUMNS);

    private static final String FINISH = """
            with admitted as materialized (
                select p.concert_id, p.lane, p.number
                from unnest(:concertIds::bigint[], :buyerIds::uuid[]) as a (concert_id, buyer_id)
                    cross join lateral (
                        select concert_id, lane, number
                        from waitingroom.place
                        where concert_id = a.concert_id and buyer_id = a.buyer_id
                            and state in ('WAITING', 'ADMITTED') and state = 'ADMITTED'
                        offset 0) p
            )
            update waitingroom.place p
            set state = 'FINISHED'
            from admitted a
            where p.concert_id = a.concert_id and p.lane = a.lane and p.number = a.number
                and p.state || '' = 'ADMITTED'
            returning %s
            """.formatted(Place.COLUMNS);

    private final JdbcClient jdbc;
    private final RoomNews news;

    AdmissionEnds(JdbcClient jdbc, RoomNews news) {
        this.jdbc = jdbc;
        this.news = news;
    }

    /// Extends a running admission to `until`, but not beyond its latest end, and never shortens it. An extension
    /// uses up the only one: the new end becomes the latest. Empty if no admission is running. Avoids indexes as
    /// [#lock] does.
    public Optional<Place> keep(Admission admission, Instant until, Instant now) {
        Optional<Place> kept = jdbc.sql(KEEP)
                .param("until", Timestamps.of(until))
                .param("concertId", admission.concertId())
                .param("buyerId", admission.buyerId())
                .param("now", Timestamps.of(now))
                .query((row, _) -> Place.of(row))
                .optional();
        kept.ifPresent(place -> news.tell(place.concertId(), new RoomChange.Admitted(place.number(), place.term())));
        return kept;
    }

    /// Moves the end of every running admission of a concert.
    public void move(long concertId, Duration by, Instant now) {
        jdbc.sql("""
                        update waitingroom.place
                        set admitted_until = admitted_until + make_interval(secs => :seconds),
                            admitted_until_max = admitted_until_max + make_interval(secs => :seconds)
                        where concert_id = :concertId and state = 'ADMITTED' and admitted_until > :now
                        """)
                .param("seconds", by.toMillis() / 1000.0)
                .param("concertId", concertId)
                .param("now", Timestamps.of(now))
                .update();
    }

    public record Running(Admission admission, Instant until) {}

    /// Locks running admissions, in the order of concert and buyer, and omits those that are over. The query
    /// finds each by its own lookup, and compares the end in a form that no index matches: early in a sale, with
    /// old statistics, the planner might otherwise read everybody inside.
    public Supplier<List<Running>> lock(Collection<Admission> admissions, Instant now, RoundTrip trip) {
        return trip.sql("""
                        select p.concert_id, p.buyer_id, p.admitted_until
                        from (select concert_id, buyer_id
                              from unnest(:concertIds::bigint[], :buyerIds::uuid[]) as a (concert_id, buyer_id)
                              order by concert_id, buyer_id) a
                            cross join lateral (
                                select concert_id, buyer_id, admitted_until
                                from waitingroom.place
                                where concert_id = a.concert_id and buyer_id = a.buyer_id
                                    and state in ('WAITING', 'ADMITTED') and state = 'ADMITTED'
                                    and coalesce(admitted_until, '-infinity') > :now
                                for update) p
                        """)
                .param("concertIds", longs(admissions, Admission::concertId))
                .param("buyerIds", uuids(admissions, Admission::buyerId))
                .param("now", Timestamps.of(now))
                .rows((row, _) -> new Running(
                        new Admission(row.getLong("concert_id"), row.getObject("buyer_id", UUID.class)),
                        Timestamps.required(row, "admitted_until")));
    }

    /// Finishes admissions that the caller has locked. Compares the state in a form that no index matches, as
    /// [#lock] does.
    ///
    /// @param finished receives their places
    public void finish(Collection<Admission> admissions, RoundTrip trip, Consumer<List<Place>> finished) {
        trip.sql(FINISH)
                .param("concertIds", longs(admissions, Admission::concertId))
                .param("buyerIds", uuids(admissions, Admission::buyerId))
                .rows((row, _) -> Place.of(row), (List<Place> places) -> {
                    news.tell(places, Place::concertId, place -> new RoomChange.Ended(place.number(), place.state()));
                    finished.accept(places);
                });
    }
}
