package dev.frontrow.waitingroom.store;

import static dev.frontrow.database.SqlArrays.booleans;
import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import dev.frontrow.database.GroupedTransactions;
import dev.frontrow.groupcommit.GroupCommit;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The steps that thousands of buyers take at once, grouped: many buyers' statements in one transaction. Each
/// call returns after its commit. Never call from within a transaction.
///
/// The methods that take a list are one batch, in the caller's transaction; tests compare them with the single
/// steps.
@Repository
public class PlaceBatches {

    record PlaceKey(long concertId, PlaceNumber number) {}

    /// A request to admit a place.
    record Claim(PlaceKey place, UUID buyerId, AdmissionTerm term) {}

    private final JdbcClient jdbc;
    private final GroupCommit<Admission, Optional<Place>> looks;
    private final GroupCommit<Place, Boolean> inserts;
    private final GroupCommit<Claim, Boolean> claims;

    PlaceBatches(JdbcClient jdbc, GroupedTransactions transactions) {
        this.jdbc = jdbc;
        looks = transactions.of("place-look", this::findLive);
        inserts = transactions.of("join", this::insert);
        claims = transactions.of("admission", this::admit);
    }

    /// As [Places#findLive], grouped.
    public Optional<Place> findLive(long concertId, UUID buyerId) {
        return looks.submit(concertId, new Admission(concertId, buyerId));
    }

    /// As [Places#insert], grouped.
    public boolean insert(Place place) {
        return inserts.submit(place.concertId(), place);
    }

    /// Admits a waiting place; false if it is no longer waiting or is under challenge.
    public boolean admit(long concertId, PlaceNumber number, UUID buyerId, AdmissionTerm term) {
        return claims.submit(concertId, new Claim(new PlaceKey(concertId, number), buyerId, term));
    }

    public List<Optional<Place>> findLive(List<Admission> wanted) {
        Map<Admission, Place> live = new HashMap<>();
        jdbc.sql("""
                        select p.*
                        from unnest(:concertIds::bigint[], :buyerIds::uuid[]) as w (concert_id, buyer_id)
                            join waitingroom.place p on p.concert_id = w.concert_id and p.buyer_id = w.buyer_id
                        where p.state in ('WAITING', 'ADMITTED')
                        """)
                .param("concertIds", longs(wanted, Admission::concertId))
                .param("buyerIds", uuids(wanted, Admission::buyerId))
                .query(row -> {
                    Place place = Place.of(row);
                    live.put(new Admission(place.concertId(), place.buyerId()), place);
                });
        return wanted.stream().map(key -> Optional.ofNullable(live.get(key))).toList();
    }

    public List<Boolean> insert(List<Place> places) {
        Set<PlaceKey> inserted = new HashSet<>();
        jdbc.sql("""
                        with draw as (
                            select concert_id, closed_at, general_registrations, priority_registrations
                            from waitingroom.draw
                            where concert_id = any(:concertIds)
                            order by concert_id
                            for key share)
                        insert into waitingroom.place
                            (concert_id, lane, number, buyer_id, state, joined_at, challenged)
                        select w.concert_id, w.lane, w.number, w.buyer_id, 'WAITING', w.joined_at::timestamptz,
                               w.challenged
                        from unnest(:concertIds::bigint[], :lanes::text[], :numbers::bigint[], :buyerIds::uuid[],
                                    :joinedAt::text[], :challenged::boolean[]) with ordinality
                                as w (concert_id, lane, number, buyer_id, joined_at, challenged, n)
                            join draw
                                on draw.concert_id = w.concert_id
                                    and (draw.closed_at is null
                                        or w.number > case w.lane when 'GENERAL' then draw.general_registrations
                                                                  else draw.priority_registrations end)
                        order by w.n
                        on conflict (concert_id, buyer_id) where state in ('WAITING', 'ADMITTED') do nothing
                        returning concert_id, lane, number
                        """)
                .param("concertIds", longs(places, Place::concertId))
                .param("lanes", texts(places, place -> place.number().lane().name()))
                .param("numbers", longs(places, place -> place.number().number()))
                .param("buyerIds", uuids(places, Place::buyerId))
                .param("joinedAt", texts(places, place -> place.joinedAt().toString()))
                .param("challenged", booleans(places, Place::challenged))
                .query(row -> {
                    var lane = Lane.valueOf(row.getString("lane"));
                    inserted.add(new PlaceKey(row.getLong("concert_id"), new PlaceNumber(lane, row.getLong("number"))));
                });
        return places.stream()
                .map(place -> inserted.contains(new PlaceKey(place.concertId(), place.number())))
                .toList();
    }

    /// Of several claims of one place in a batch, only the first is granted.
    public List<Boolean> admit(List<Claim> wanted) {
        Set<Integer> granted = Set.copyOf(jdbc.sql("""
                        with claim as (
                            select p.concert_id, p.lane, p.number, w.admitted_until, w.latest, w.n
                            from unnest(:concertIds::bigint[], :lanes::text[], :numbers::bigint[], :buyerIds::uuid[],
                                        :until::text[], :latest::text[]) with ordinality
                                    as w (concert_id, lane, number, buyer_id, admitted_until, latest, n)
                                join waitingroom.place p
                                    on p.concert_id = w.concert_id and p.lane = w.lane and p.number = w.number
                            where p.buyer_id = w.buyer_id and p.state = 'WAITING' and not p.challenged
                            order by p.concert_id, p.lane, p.number
                            for no key update of p
                        ), granted as (
                            select distinct on (concert_id, lane, number) *
                            from claim
                            order by concert_id, lane, number, n
                        )
                        update waitingroom.place p
                        set state = 'ADMITTED', admitted_until = g.admitted_until::timestamptz,
                            admitted_until_max = g.latest::timestamptz
                        from granted g
                        where p.concert_id = g.concert_id and p.lane = g.lane and p.number = g.number
                        returning g.n
                        """)
                .param("concertIds", longs(wanted, claim -> claim.place().concertId()))
                .param(
                        "lanes",
                        texts(wanted, claim -> claim.place().number().lane().name()))
                .param("numbers", longs(wanted, claim -> claim.place().number().number()))
                .param("buyerIds", uuids(wanted, Claim::buyerId))
                .param("until", texts(wanted, claim -> claim.term().until().toString()))
                .param("latest", texts(wanted, claim -> claim.term().latest().toString()))
                .query((row, _) -> row.getInt("n"))
                .list());
        return IntStream.rangeClosed(1, wanted.size())
                .mapToObj(granted::contains)
                .toList();
    }
}
