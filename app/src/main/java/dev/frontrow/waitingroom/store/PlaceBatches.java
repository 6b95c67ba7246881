package dev.frontrow.waitingroom.store;

import static dev.frontrow.database.SqlArrays.booleans;
import static dev.frontrow.database.SqlArrays.integers;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.GroupedTransactions;
import dev.frontrow.database.Timestamps;
import dev.frontrow.groupcommit.GroupCommit;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.waitingroom.news.RoomChange;
import dev.frontrow.waitingroom.news.RoomNews;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The steps that thousands of buyers take at the same time, as group commits: one transaction for many buyers. Each
/// call returns after its commit. Never call from within a transaction.
///
/// The methods that take a list are one batch, in the caller's transaction; tests compare them with the single
/// steps.
@Repository
public class PlaceBatches {

    private static final String FIND_LIVE = """
            select %s
            from unnest(:concertIds::bigint[], :buyerIds::uuid[]) as w (concert_id, buyer_id)
                join waitingroom.place p on p.concert_id = w.concert_id and p.buyer_id = w.buyer_id
            where p.state in ('WAITING', 'ADMITTED')
            """.formatted(Place.COLUMNS);

    /// Locks the draws and the lanes in their order, gives the numbers, and stores the places.
    private static final String INSERT = """
            with draw as (
                select concert_id, general_registrations, priority_registrations
                from waitingroom.draw
                where concert_id = any(:laneConcertIds)
                order by concert_id
                for key share
            ), lane as (
                select l.concert_id, l.lane, w.places,
                       case l.lane when 'GENERAL' then d.general_registrations else d.priority_registrations end
                           as registrations
                from unnest(:laneConcertIds::bigint[], :laneNames::text[], :places::int[]) as w (concert_id, lane, places)
                    join draw d on d.concert_id = w.concert_id
                    join waitingroom.lane l on l.concert_id = w.concert_id and l.lane = w.lane
                order by l.concert_id, l.lane
                for no key update of l
            ), given as (
                update waitingroom.lane l
                set number_given = greatest(l.number_given, w.registrations) + w.places
                from lane w
                where l.concert_id = w.concert_id and l.lane = w.lane
                returning l.concert_id, l.lane, l.number_given - w.places as last
            )
            insert into waitingroom.place
                (concert_id, lane, number, buyer_id, state, joined_at, challenged)
            select w.concert_id, w.lane, g.last + w.n, w.buyer_id, 'WAITING', w.joined_at::timestamptz, w.challenged
            from unnest(:concertIds::bigint[], :lanes::text[], :n::int[], :buyerIds::uuid[], :joinedAt::text[],
                        :challenged::boolean[])
                    as w (concert_id, lane, n, buyer_id, joined_at, challenged)
                join given g on g.concert_id = w.concert_id and g.lane = w.lane
            on conflict (concert_id, buyer_id) where state in ('WAITING', 'ADMITTED') do nothing
            returning concert_id, buyer_id, number
            """;

    /// Admits waiting places that were called, as far as the owner has stored.
    private static final String ADMIT = """
            with claim as (
                select p.concert_id, p.lane, p.number, w.admitted_until, w.latest, w.n
                from unnest(:concertIds::bigint[], :lanes::text[], :numbers::bigint[], :buyerIds::uuid[],
                            :until::text[], :latest::text[], :positions::bigint[]) with ordinality
                        as w (concert_id, lane, number, buyer_id, admitted_until, latest, position, n)
                    join waitingroom.place p
                        on p.concert_id = w.concert_id and p.lane = w.lane and p.number = w.number
                    join waitingroom.lane l
                        on l.concert_id = w.concert_id and l.lane = w.lane and l.serving_position >= w.position
                where p.buyer_id = w.buyer_id and p.state = 'WAITING' and not p.challenged
                order by p.concert_id, p.lane, p.number
                for no key update of p
            ), granted as (
                select distinct on (concert_id, lane, number)
                       concert_id, lane, number, admitted_until, latest, n
                from claim
                order by concert_id, lane, number, n
            )
            update waitingroom.place p
            set state = 'ADMITTED', admitted_at = :now, admitted_until = g.admitted_until::timestamptz,
                admitted_until_max = g.latest::timestamptz
            from granted g
            where p.concert_id = g.concert_id and p.lane = g.lane and p.number = g.number
            returning g.n
            """;

    record PlaceKey(long concertId, PlaceNumber number) {}

    /// A request to admit a place.
    record Claim(PlaceKey place, UUID buyerId, AdmissionTerm term, ClaimGuard guard) {}

    private final JdbcClient jdbc;
    private final RoomNews news;
    private final InstantSource clock;
    private final GroupCommit<Admission, Optional<Place>> looks;
    private final GroupCommit<NewPlace, Optional<Place>> inserts;
    private final GroupCommit<Claim, Boolean> claims;

    PlaceBatches(JdbcClient jdbc, GroupedTransactions transactions, RoomNews news, InstantSource clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
        looks = transactions.of("place-look", this::findLive);
        inserts = transactions.of("join", this::insert);
        claims = transactions.of("admission", this::admit);
    }

    /// As [Places#findLive], grouped.
    public Optional<Place> findLive(long concertId, UUID buyerId) {
        return looks.submit(concertId, new Admission(concertId, buyerId));
    }

    /// Stores a place and gives its number; empty if the buyer has a live place. Grouped.
    ///
    /// @throws DuplicateKeyException if the number belongs to a stored place ([Places#skipStoredNumbers])
    public Optional<Place> insert(NewPlace place) {
        return inserts.submit(place.concertId(), place);
    }

    /// Admits a waiting place; false if it is no longer waiting, is under challenge, or does not pass the guard.
    public boolean admit(long concertId, PlaceNumber number, UUID buyerId, AdmissionTerm term, ClaimGuard guard) {
        return claims.submit(concertId, new Claim(new PlaceKey(concertId, number), buyerId, term, guard));
    }

    public List<Optional<Place>> findLive(List<Admission> buyers) {
        Map<Admission, Place> live = new HashMap<>();
        jdbc.sql(FIND_LIVE)
                .param("concertIds", longs(buyers, Admission::concertId))
                .param("buyerIds", uuids(buyers, Admission::buyerId))
                .query(row -> {
                    Place place = Place.of(row);
                    live.put(new Admission(place.concertId(), place.buyerId()), place);
                });
        return buyers.stream().map(key -> Optional.ofNullable(live.get(key))).toList();
    }

    /// Stores places in the caller's transaction and gives their numbers, in order. Empty for a buyer who has a
    /// live place; if that was stored by another transaction at the same moment, a number is used up in vain.
    /// Joins share a lock on the draw, so it cannot close before they commit; later numbers follow its
    /// registrations. The lanes stay locked until the commit, so numbers become visible in their order.
    public List<Optional<Place>> insert(List<NewPlace> places) {
        Map<Admission, NewPlace> joining = new LinkedHashMap<>();
        places.forEach(place -> joining.putIfAbsent(place.admission(), place));
        Map<Admission, Long> numbers = store(joining.values());
        // Of several requests of one buyer only the first has joined.
        List<Optional<Place>> stored = places.stream()
                .map(place ->
                        Optional.ofNullable(numbers.remove(place.admission())).map(place::numbered))
                .toList();
        news.tell(
                stored.stream().flatMap(Optional::stream).toList(),
                Place::concertId,
                place -> new RoomChange.Joined(place.number(), place.challenged()));
        return stored;
    }

    private Map<Admission, Long> store(Collection<NewPlace> places) {
        Map<NewPlace.InLane, Integer> lanes = new HashMap<>();
        List<Integer> n = new ArrayList<>();
        places.forEach(place -> n.add(lanes.merge(place.inLane(), 1, Integer::sum)));
        Map<Admission, Long> numbers = new HashMap<>();
        jdbc.sql(INSERT)
                .param("laneConcertIds", longs(lanes.keySet(), NewPlace.InLane::concertId))
                .param("laneNames", texts(lanes.keySet(), lane -> lane.lane().name()))
                .param("places", integers(lanes.values(), count -> count))
                .param("concertIds", longs(places, NewPlace::concertId))
                .param("lanes", texts(places, place -> place.lane().name()))
                .param("n", integers(n, number -> number))
                .param("buyerIds", uuids(places, NewPlace::buyerId))
                .param("joinedAt", texts(places, place -> place.joinedAt().toString()))
                .param("challenged", booleans(places, NewPlace::challenged))
                .query(row -> {
                    numbers.put(
                            new Admission(row.getLong("concert_id"), row.getObject("buyer_id", UUID.class)),
                            row.getLong("number"));
                });
        return numbers;
    }

    /// Of several claims of one place in a batch, only the first is granted.
    public List<Boolean> admit(List<Claim> requests) {
        List<Claim> fitting = fitting(requests);
        Set<Integer> granted = fitting.isEmpty() ? Set.of() : grant(fitting);
        Set<Claim> admitted = Collections.newSetFromMap(new IdentityHashMap<>());
        granted.forEach(n -> admitted.add(fitting.get(n - 1)));
        news.tell(
                admitted,
                claim -> claim.place().concertId(),
                claim -> new RoomChange.Admitted(claim.place().number(), claim.term()));
        return requests.stream().map(admitted::contains).toList();
    }

    /// Leaves out claims for which the room has no entry left, if they are to be counted. Claims of other nodes wait
    /// for the room's lock meanwhile, so each of them counts what the others have admitted.
    private List<Claim> fitting(List<Claim> requests) {
        List<Claim> counted = requests.stream()
                .filter(claim -> claim.guard().countedAt() != null)
                .toList();
        if (counted.isEmpty()) {
            return requests;
        }
        Map<Long, Integer> free = lockEntries(counted);
        return requests.stream()
                .filter(claim -> claim.guard().countedAt() == null
                        || free.merge(claim.place().concertId(), -1, Integer::sum) >= 0)
                .toList();
    }

    /// The free entries of the rooms of these claims, which stay locked.
    private Map<Long, Integer> lockEntries(List<Claim> counted) {
        Long[] concertIds = longs(counted, claim -> claim.place().concertId());
        Map<Long, Integer> free = lockCapacities(concertIds);
        // A statement of its own: it sees what was committed while the one before waited.
        Instant now = Objects.requireNonNull(counted.getFirst().guard().countedAt());
        countInside(concertIds, now).forEach((concertId, inside) -> free.merge(concertId, -inside, Integer::sum));
        return free;
    }

    private Map<Long, Integer> lockCapacities(Long[] concertIds) {
        Map<Long, Integer> capacities = new HashMap<>();
        jdbc.sql("""
                        select concert_id, capacity
                        from waitingroom.room
                        where concert_id = any(:concertIds)
                        order by concert_id
                        for no key update
                        """).param("concertIds", concertIds).query(row -> {
            capacities.put(row.getLong("concert_id"), row.getInt("capacity"));
        });
        return capacities;
    }

    private Map<Long, Integer> countInside(Long[] concertIds, Instant now) {
        Map<Long, Integer> inside = new HashMap<>();
        jdbc.sql("""
                        select concert_id, count(*) as inside
                        from waitingroom.place
                        where concert_id = any(:concertIds) and state = 'ADMITTED' and admitted_until > :now
                        group by concert_id
                        """)
                .param("concertIds", concertIds)
                .param("now", Timestamps.of(now))
                .query(row -> {
                    inside.put(row.getLong("concert_id"), row.getInt("inside"));
                });
        return inside;
    }

    private Set<Integer> grant(List<Claim> requests) {
        return Set.copyOf(jdbc.sql(ADMIT)
                .param("now", Timestamps.of(clock.instant()))
                .param("concertIds", longs(requests, claim -> claim.place().concertId()))
                .param(
                        "lanes",
                        texts(requests, claim -> claim.place().number().lane().name()))
                .param(
                        "numbers",
                        longs(requests, claim -> claim.place().number().number()))
                .param("buyerIds", uuids(requests, Claim::buyerId))
                .param("until", texts(requests, claim -> claim.term().until().toString()))
                .param("latest", texts(requests, claim -> claim.term().latest().toString()))
                .param("positions", longs(requests, claim -> claim.guard().position()))
                .query((row, _) -> row.getInt("n"))
                .list());
    }
}
