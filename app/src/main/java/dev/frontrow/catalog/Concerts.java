package dev.frontrow.catalog;

import static dev.frontrow.database.SqlArrays.booleans;
import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.catalog.VenuePlans.House;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertParticulars;
import dev.frontrow.catalog.about.ConcertState;
import dev.frontrow.catalog.about.ConcertText;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// The catalog's tables.
@Repository
class Concerts {

    private final JdbcClient jdbc;
    private final VenuePlans venuePlans;
    private final ConcertParticulars particulars;

    Concerts(JdbcClient jdbc, VenuePlans venuePlans, ConcertParticulars particulars) {
        this.jdbc = jdbc;
        this.venuePlans = venuePlans;
        this.particulars = particulars;
    }

    /// With its texts.
    long insert(NewConcert concert, Instant now) {
        StatementSpec statement = jdbc.sql("""
                        insert into catalog.concert
                            (title, venue, address, age_limit, running_minutes, seats_per_buyer_max, poster, currency,
                             time_zone, pre_queue_opens_at, opens_at, closes_at, capacity, admit_per_minute, created_at,
                             state, published_at)
                        values (:title, :venue, :address, :ageLimit, :runningMinutes, :seatsPerBuyerMax, :poster,
                                :currency, :timeZone, :preQueueOpensAt, :opensAt, :closesAt, :capacity, :admitPerMinute,
                                :now, :state, :publishedAt)
                        returning concert_id
                        """);
        long concertId = bind(concert, statement)
                .param("now", Timestamps.of(now))
                .param("state", (concert.draft() ? ConcertState.DRAFT : ConcertState.PUBLISHED).name())
                .param("publishedAt", Timestamps.ofNullable(concert.draft() ? null : now))
                .query(Long.class)
                .single();
        particulars.putTexts(concertId, concert.particulars().texts());
        return concertId;
    }

    private static StatementSpec bind(NewConcert concert, StatementSpec statement) {
        OnSale onSale = concert.onSale();
        Particulars about = concert.particulars();
        return statement
                .param("title", concert.title())
                .param("venue", concert.venue())
                .param("address", about.address())
                .param("ageLimit", about.ageLimit(), Types.SMALLINT)
                .param("runningMinutes", about.runningMinutes(), Types.SMALLINT)
                .param("seatsPerBuyerMax", about.seatsPerBuyerMax(), Types.SMALLINT)
                .param("poster", about.poster())
                .param("currency", concert.currency().getCurrencyCode())
                .param("timeZone", concert.timeZone().getId())
                .param("preQueueOpensAt", Timestamps.ofNullable(onSale.preQueueOpensAt()))
                .param("opensAt", Timestamps.of(onSale.opensAt()))
                .param("closesAt", Timestamps.ofNullable(onSale.closesAt()))
                .param("capacity", onSale.capacity())
                .param("admitPerMinute", onSale.admitPerMinute());
    }

    void insertPriceLevels(long concertId, List<PriceLevel> levels) {
        jdbc.sql("""
                        insert into catalog.price_level (concert_id, name, ordinal, amount_minor)
                        select :concertId, level.name, level.ordinal, level.amount_minor
                        from unnest(:names::text[], :amounts::bigint[])
                            with ordinality as level (name, amount_minor, ordinal)
                        """)
                .param("concertId", concertId)
                .param("names", texts(levels, PriceLevel::name))
                .param("amounts", longs(levels, PriceLevel::amountMinor))
                .update();
    }

    long insertPerformance(long concertId, NewPerformance performance) {
        return jdbc.sql("""
                        insert into catalog.performance (concert_id, starts_at, venue_version)
                        values (:concertId, :startsAt, :venueVersion)
                        returning performance_id
                        """)
                .param("concertId", concertId)
                .param("startsAt", Timestamps.of(performance.startsAt()))
                .param("venueVersion", performance.venueVersion(), Types.BIGINT)
                .query(Long.class)
                .single();
    }

    void insertSeats(long concertId, long performanceId, List<Seat> seats) {
        jdbc.sql("""
                        insert into catalog.seat
                            (performance_id, seat, concert_id, ordinal, section, row_label, number_label, position,
                             price_level, attributes)
                        select :performanceId, s.seat, :concertId, s.ordinal, s.section, s.row_label, s.number_label,
                               s.position, s.price_level, string_to_array(s.attributes, ' ')
                        from unnest(:labels::text[], :sections::text[], :rows::text[], :numbers::text[],
                                    :positions::int[], :levels::text[], :attributes::text[])
                            with ordinality
                                as s (seat, section, row_label, number_label, position, price_level, attributes, ordinal)
                        """)
                .param("performanceId", performanceId)
                .param("concertId", concertId)
                .param("labels", texts(seats, Seat::seat))
                .param("sections", texts(seats, Seat::section))
                .param("rows", texts(seats, Seat::row))
                .param("numbers", texts(seats, Seat::number))
                .param("positions", integers(seats, Seat::position))
                .param("levels", texts(seats, Seat::priceLevel))
                .param("attributes", texts(seats, seat -> attributes(seat.attributes())))
                .update();
    }

    private static String attributes(Set<SeatAttribute> attributes) {
        return attributes.stream().map(SeatAttribute::name).sorted().collect(joining(" "));
    }

    /// With their places, which stand behind the seats.
    void insertAreas(long concertId, long performanceId, List<Area> areas) {
        if (!areas.isEmpty()) {
            insertAreasAndPlaces(concertId, performanceId, areas);
        }
    }

    private void insertAreasAndPlaces(long concertId, long performanceId, List<Area> areas) {
        jdbc.sql("""
                        with made as (
                            insert into catalog.area
                                (performance_id, area, concert_id, ordinal, capacity, price_level, entry_numbers)
                            select :performanceId, a.area, :concertId, a.ordinal, a.capacity, a.price_level,
                                   a.entry_numbers
                            from unnest(:areas::text[], :capacities::int[], :levels::text[], :entryNumbers::boolean[])
                                with ordinality as a (area, capacity, price_level, entry_numbers, ordinal)
                            returning area, ordinal, capacity, price_level)
                        insert into catalog.seat
                            (performance_id, seat, concert_id, ordinal, section, row_label, number_label, price_level,
                             area)
                        select :performanceId, made.area || '#' || number, :concertId,
                               100000 * made.ordinal + number, made.area, '', '', made.price_level, made.area
                        from made, generate_series(1, made.capacity) as number
                        """)
                .param("performanceId", performanceId)
                .param("concertId", concertId)
                .param("areas", texts(areas, Area::area))
                .param("capacities", integers(areas, Area::capacity))
                .param("levels", texts(areas, Area::priceLevel))
                .param("entryNumbers", booleans(areas, Area::entryNumbers))
                .update();
    }

    Optional<Concert> find(long concertId) {
        var parts = new Parts(
                priceLevels(concertId),
                performances(concertId),
                particulars.texts(concertId),
                particulars.changes(concertId));
        return jdbc.sql("""
                        select title, venue, address, age_limit, running_minutes, seats_per_buyer_max, poster, currency,
                               time_zone, pre_queue_opens_at, opens_at, closes_at, capacity, admit_per_minute,
                               state, published_at, version, price_changes
                        from catalog.concert
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> concert(concertId, row, parts))
                .optional();
    }

    /// What other tables have of a concert.
    private record Parts(
            List<PriceLevel> levels,
            List<Performance> performances,
            Map<Locale, ConcertText> texts,
            List<ConcertChange> changes) {}

    private Concert concert(long concertId, ResultSet row, Parts parts) throws SQLException {
        return new Concert(
                concertId,
                row.getString("title"),
                row.getString("venue"),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("time_zone")),
                onSale(row),
                parts.levels(),
                parts.performances(),
                particulars.particulars(row, parts.texts()),
                particulars.edition(row, parts.changes()));
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from catalog.concert)")
                .query(Boolean.class)
                .single();
    }

    /// Those that fans may see.
    List<Long> page(long afterConcertId, int limit) {
        return jdbc.sql("""
                        select concert_id
                        from catalog.concert
                        where concert_id > :after and published_at is not null
                        order by concert_id
                        limit :limit
                        """)
                .param("after", afterConcertId)
                .param("limit", limit)
                .query((row, _) -> row.getLong("concert_id"))
                .list();
    }

    /// All with smaller ids, the newest first.
    List<Long> newest(long beforeConcertId, int limit) {
        return jdbc.sql("""
                        select concert_id
                        from catalog.concert
                        where concert_id < :before
                        order by concert_id desc
                        limit :limit
                        """)
                .param("before", beforeConcertId)
                .param("limit", limit)
                .query((row, _) -> row.getLong("concert_id"))
                .list();
    }

    /// Of the plan of its seats and areas; null where nobody gave one.
    @Nullable
    Long venueVersion(long performanceId) {
        return jdbc.sql("""
                        select venue_version
                        from catalog.performance
                        where performance_id = :performanceId and venue_version is not null
                        """)
                .param("performanceId", performanceId)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /// @param day of its next performance, in the venue's time zone; null if the concert is over
    record Dated(long concertId, @Nullable LocalDate day) {}

    /// All that fans may see by time: those to come, the next one first, then those that are over, the last one first.
    List<Dated> byTime(Instant now) {
        return jdbc.sql("""
                        select c.concert_id, c.time_zone, min(p.starts_at) filter (where p.starts_at > :now) as next
                        from catalog.concert c
                            join catalog.performance p on p.concert_id = c.concert_id
                        where c.published_at is not null
                        group by c.concert_id
                        order by next nulls last, max(p.starts_at) desc, c.concert_id
                        """)
                .param("now", Timestamps.of(now))
                .query((row, _) -> dated(row))
                .list();
    }

    private static Dated dated(ResultSet row) throws SQLException {
        Instant next = Timestamps.nullable(row, "next");
        return new Dated(
                row.getLong("concert_id"),
                next == null ? null : LocalDate.ofInstant(next, ZoneId.of(row.getString("time_zone"))));
    }

    /// Titles, artists and venue of each of these concerts, in one text.
    Map<Long, String> names(Collection<Long> concertIds) {
        Map<Long, String> names = new HashMap<>();
        jdbc.sql("""
                        select c.concert_id, c.title || ' ' || c.venue || coalesce(t.texts, '') as name
                        from catalog.concert c
                            left join (
                                select concert_id,
                                       string_agg(concat(' ', title, ' ', artists), '' order by language) as texts
                                from catalog.concert_text
                                where concert_id = any(:concertIds)
                                group by concert_id) t on t.concert_id = c.concert_id
                        where c.concert_id = any(:concertIds)
                        """).param("concertIds", concertIds.toArray(Long[]::new)).query(row -> {
            names.put(row.getLong("concert_id"), row.getString("name"));
        });
        return names;
    }

    Optional<Long> concertOf(long performanceId) {
        return jdbc.sql("""
                        select concert_id
                        from catalog.performance
                        where performance_id = :performanceId
                        """)
                .param("performanceId", performanceId)
                .query(Long.class)
                .optional();
    }

    SeatMap seatMap(long performanceId) {
        SeatPlan plan = Optional.ofNullable(venueVersion(performanceId))
                .flatMap(venuePlans::house)
                .map(House::plan)
                .orElse(null);
        return new SeatMap(seats(performanceId), areas(performanceId), plan);
    }

    private List<Area> areas(long performanceId) {
        return jdbc.sql("""
                        select a.area, a.capacity, a.price_level, l.amount_minor, a.entry_numbers
                        from catalog.area a
                            join catalog.price_level l on l.concert_id = a.concert_id and l.name = a.price_level
                        where a.performance_id = :performanceId
                        order by a.ordinal
                        """)
                .param("performanceId", performanceId)
                .query((row, _) -> new Area(
                        row.getString("area"),
                        row.getInt("capacity"),
                        row.getString("price_level"),
                        row.getLong("amount_minor"),
                        row.getBoolean("entry_numbers")))
                .list();
    }

    /// Without the places of areas. Seats have few sections, rows and numbers between them: what is the same is kept
    /// once.
    private List<Seat> seats(long performanceId) {
        Map<String, String> words = new HashMap<>();
        UnaryOperator<String> once = word -> words.computeIfAbsent(word, UnaryOperator.identity());
        return jdbc.sql("""
                        select s.seat, s.section, s.row_label, s.number_label, s.position, s.price_level, l.amount_minor,
                               s.attributes
                        from catalog.seat s
                            join catalog.price_level l on l.concert_id = s.concert_id and l.name = s.price_level
                        where s.performance_id = :performanceId and s.area is null
                        order by s.ordinal
                        """)
                .param("performanceId", performanceId)
                .query((row, _) -> new Seat(
                        once.apply(row.getString("seat")),
                        once.apply(row.getString("section")),
                        once.apply(row.getString("row_label")),
                        once.apply(row.getString("number_label")),
                        row.getObject("position", Integer.class),
                        once.apply(row.getString("price_level")),
                        row.getLong("amount_minor"),
                        null,
                        attributes(row)))
                .list();
    }

    private static Set<SeatAttribute> attributes(ResultSet row) throws SQLException {
        return Stream.of((String[]) row.getArray("attributes").getArray())
                .map(SeatAttribute::valueOf)
                .collect(toUnmodifiableSet());
    }

    private List<PriceLevel> priceLevels(long concertId) {
        return jdbc.sql("""
                        select name, amount_minor
                        from catalog.price_level
                        where concert_id = :concertId
                        order by ordinal
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new PriceLevel(row.getString("name"), row.getLong("amount_minor")))
                .list();
    }

    List<Performance> performances(long concertId) {
        return jdbc.sql("""
                        select performance_id, starts_at, cancelled_at
                        from catalog.performance
                        where concert_id = :concertId
                        order by performance_id
                        """)
                .param("concertId", concertId)
                .query((row, _) -> new Performance(
                        row.getLong("performance_id"),
                        concertId,
                        Timestamps.required(row, "starts_at"),
                        Timestamps.nullable(row, "cancelled_at") != null))
                .list();
    }

    private static OnSale onSale(ResultSet row) throws SQLException {
        return new OnSale(
                Timestamps.nullable(row, "pre_queue_opens_at"),
                Timestamps.required(row, "opens_at"),
                Timestamps.nullable(row, "closes_at"),
                row.getInt("capacity"),
                row.getInt("admit_per_minute"));
    }
}
