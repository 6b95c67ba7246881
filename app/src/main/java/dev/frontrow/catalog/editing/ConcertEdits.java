package dev.frontrow.catalog.editing;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;

import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.database.Timestamps;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// The statements that edit concerts. Each is guarded by the version that was read, and by the times until which it is
/// allowed.
@Repository
class ConcertEdits {

    private final JdbcClient jdbc;

    ConcertEdits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps other edits of the concert away until the transaction ends.
    void lock(long concertId) {
        jdbc.sql("select from catalog.concert where concert_id = :concertId for no key update")
                .param("concertId", concertId)
                .query((_, _) -> true)
                .optional();
    }

    /// @return whether the concert still had this version, and all of its times could still be changed
    boolean update(long concertId, int version, ConcertDraft draft, Instant now) {
        OnSale onSale = draft.onSale();
        return bind(draft.particulars(), guardedUpdate())
                        .param("concertId", concertId)
                        .param("version", version)
                        .param("title", draft.title())
                        .param("venue", draft.venue())
                        .param("preQueueOpensAt", Timestamps.ofNullable(onSale.preQueueOpensAt()))
                        .param("opensAt", Timestamps.of(onSale.opensAt()))
                        .param("closesAt", Timestamps.ofNullable(onSale.closesAt()))
                        .param("priceChanges", draft.repriced().isEmpty() ? 0 : 1)
                        .param("now", Timestamps.of(now))
                        .update()
                == 1;
    }

    private StatementSpec guardedUpdate() {
        return jdbc.sql("""
                        update catalog.concert c
                        set title = :title, venue = :venue, address = :address, age_limit = :ageLimit,
                            running_minutes = :runningMinutes, seats_per_buyer_max = :seatsPerBuyerMax, poster = :poster,
                            pre_queue_opens_at = w.pre_queue_opens_at, opens_at = w.opens_at, closes_at = w.closes_at,
                            price_changes = price_changes + :priceChanges, version = version + 1
                        from (select :preQueueOpensAt::timestamptz as pre_queue_opens_at,
                                     :opensAt::timestamptz as opens_at, :closesAt::timestamptz as closes_at) w
                        where concert_id = :concertId and version = :version and state <> 'CANCELLED'
                            and (c.opens_at = w.opens_at
                                 or c.opens_at > :now and w.opens_at > :now and not exists (
                                     select
                                     from catalog.performance p
                                     where p.concert_id = c.concert_id and p.cancelled_at is null
                                         and p.starts_at <= w.opens_at))
                            and (c.pre_queue_opens_at is not distinct from w.pre_queue_opens_at
                                 or coalesce(c.pre_queue_opens_at, c.opens_at) > :now
                                     and coalesce(w.pre_queue_opens_at, w.opens_at) > :now)
                            and (c.closes_at is not distinct from w.closes_at
                                 or coalesce(c.closes_at > :now, true) and coalesce(w.closes_at > :now, true))
                        """);
    }

    private static StatementSpec bind(Particulars particulars, StatementSpec statement) {
        return statement
                .param("address", particulars.address())
                .param("ageLimit", particulars.ageLimit(), Types.SMALLINT)
                .param("runningMinutes", particulars.runningMinutes(), Types.SMALLINT)
                .param("seatsPerBuyerMax", particulars.seatsPerBuyerMax(), Types.SMALLINT)
                .param("poster", particulars.poster());
    }

    /// Returns how many of these levels the concert has.
    int updateAmounts(long concertId, List<PriceLevel> levels) {
        return jdbc.sql("""
                        update catalog.price_level l
                        set amount_minor = w.amount_minor
                        from unnest(:names::text[], :amounts::bigint[]) as w (name, amount_minor)
                        where l.concert_id = :concertId and l.name = w.name
                        """)
                .param("concertId", concertId)
                .param("names", texts(levels, PriceLevel::name))
                .param("amounts", longs(levels, PriceLevel::amountMinor))
                .update();
    }

    /// @return whether it was a draft of this version, with a performance to come
    boolean publish(long concertId, int version, Instant now) {
        return jdbc.sql("""
                                update catalog.concert c
                                set state = 'PUBLISHED', published_at = :now, version = version + 1
                                where concert_id = :concertId and version = :version and state = 'DRAFT'
                                    and coalesce(closes_at > :now, true)
                                    and exists (
                                        select
                                        from catalog.performance p
                                        where p.concert_id = c.concert_id and p.cancelled_at is null
                                            and p.starts_at > :now)
                                """)
                        .param("concertId", concertId)
                        .param("version", version)
                        .param("now", Timestamps.of(now))
                        .update()
                == 1;
    }

    /// Cancels the concert and all of its performances.
    ///
    /// @return whether it had this version, and was not cancelled before
    boolean cancel(long concertId, int version, Instant now) {
        boolean cancelled = jdbc.sql("""
                                update catalog.concert
                                set state = 'CANCELLED', version = version + 1
                                where concert_id = :concertId and version = :version and state <> 'CANCELLED'
                                """)
                        .param("concertId", concertId)
                        .param("version", version)
                        .update()
                == 1;
        if (cancelled) {
            jdbc.sql("""
                            update catalog.performance
                            set cancelled_at = :now
                            where concert_id = :concertId and cancelled_at is null
                            """)
                    .param("concertId", concertId)
                    .param("now", Timestamps.of(now))
                    .update();
        }
        return cancelled;
    }

    /// The next version of a concert of which only a performance changes.
    ///
    /// @return whether it had this version, and is not cancelled
    boolean touch(long concertId, int version) {
        return jdbc.sql("""
                                update catalog.concert
                                set version = version + 1
                                where concert_id = :concertId and version = :version and state <> 'CANCELLED'
                                """)
                        .param("concertId", concertId)
                        .param("version", version)
                        .update()
                == 1;
    }

    /// @return whether neither the old nor the new time has come, and it was not cancelled
    boolean move(long performanceId, Instant startsAt, Instant now) {
        return jdbc.sql("""
                                update catalog.performance p
                                set starts_at = :startsAt
                                where performance_id = :performanceId and cancelled_at is null and starts_at > :now
                                    and :startsAt::timestamptz > :now
                                    and :startsAt::timestamptz > (
                                        select opens_at from catalog.concert c where c.concert_id = p.concert_id)
                                """)
                        .param("performanceId", performanceId)
                        .param("startsAt", Timestamps.of(startsAt))
                        .param("now", Timestamps.of(now))
                        .update()
                == 1;
    }

    /// @return whether it was not cancelled before
    boolean cancelPerformance(long performanceId, Instant now) {
        return jdbc.sql("""
                                update catalog.performance
                                set cancelled_at = :now
                                where performance_id = :performanceId and cancelled_at is null
                                """)
                        .param("performanceId", performanceId)
                        .param("now", Timestamps.of(now))
                        .update()
                == 1;
    }

    void insertChanges(long concertId, List<ConcertChange> changes) {
        for (ConcertChange change : changes) {
            Locale language = change.language();
            jdbc.sql("""
                            insert into catalog.concert_change
                                (concert_id, performance_id, changed_at, what, language, before, after)
                            values (:concertId, :performanceId, :changedAt, :what, :language, :before, :after)
                            """)
                    .param("concertId", concertId)
                    .param("performanceId", change.performanceId(), Types.BIGINT)
                    .param("changedAt", Timestamps.of(change.changedAt()))
                    .param("what", change.what().name())
                    .param("language", language == null ? null : language.getLanguage())
                    .param("before", change.before())
                    .param("after", change.after())
                    .update();
        }
    }
}
