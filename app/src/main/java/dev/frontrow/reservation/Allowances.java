package dev.frontrow.reservation;

import dev.frontrow.database.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How many seats of a performance each buyer has, for many of them at once. The rows are the lock behind which seats
/// are
/// counted; the count itself is of holds, since a hold ends at its time without anybody writing that down.
@Repository
class Allowances {

    record Buyer(long performanceId, UUID buyerId) {

        static Buyer of(WantedHold wish) {
            return new Buyer(wish.performanceId(), wish.buyerId());
        }
    }

    private final JdbcClient jdbc;

    Allowances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Makes other holds of these buyers wait until the transaction ends.
    void lock(Collection<Buyer> buyers, int seatsMax) {
        jdbc.sql("""
                        insert into reservation.allowance (performance_id, buyer_id, seats, seats_max)
                        select b.performance_id, b.buyer_id, 0, :seatsMax
                        from unnest(:performanceIds::bigint[], :buyerIds::uuid[]) as b (performance_id, buyer_id)
                        order by b.performance_id, b.buyer_id
                        on conflict (performance_id, buyer_id) do update
                            set seats_max = greatest(excluded.seats_max, allowance.seats)
                        """)
                .param("seatsMax", seatsMax)
                .param("performanceIds", performanceIds(buyers))
                .param("buyerIds", buyerIds(buyers))
                .update();
    }

    /// Seats of the performance that each buyer holds or owns; who has none is left out.
    ///
    /// A sum for each buyer: while a sale is young and the statistics are old, a join may be planned as a scan of
    /// all holds.
    Map<Buyer, Integer> seatsOf(Collection<Buyer> buyers, Instant now) {
        Map<Buyer, Integer> seats = new HashMap<>();
        jdbc.sql("""
                        select b.performance_id, b.buyer_id, owned.seats
                        from unnest(:performanceIds::bigint[], :buyerIds::uuid[]) as b (performance_id, buyer_id)
                            cross join lateral (
                                select sum(cardinality(h.seats)) as seats
                                from reservation.hold h
                                where h.buyer_id = b.buyer_id and h.performance_id = b.performance_id
                                    and h.status in ('HELD', 'CONFIRMED')
                                    and (h.status = 'CONFIRMED' or h.expires_at > :now)) owned
                        where owned.seats > 0
                        """)
                .param("performanceIds", performanceIds(buyers))
                .param("buyerIds", buyerIds(buyers))
                .param("now", Timestamps.of(now))
                .query(row -> {
                    seats.put(
                            new Buyer(row.getLong("performance_id"), row.getObject("buyer_id", UUID.class)),
                            row.getInt("seats"));
                });
        return seats;
    }

    /// The rows are there, since [#lock] has made them. An upsert finds them by their key, whatever the statistics
    /// say.
    void note(Map<Buyer, Integer> seats) {
        List<Buyer> buyers = List.copyOf(seats.keySet());
        jdbc.sql("""
                        insert into reservation.allowance (performance_id, buyer_id, seats, seats_max)
                        select b.performance_id, b.buyer_id, b.seats, b.seats
                        from unnest(:performanceIds::bigint[], :buyerIds::uuid[], :seats::int[])
                            as b (performance_id, buyer_id, seats)
                        on conflict (performance_id, buyer_id) do update set seats = excluded.seats
                        """)
                .param("performanceIds", performanceIds(buyers))
                .param("buyerIds", buyerIds(buyers))
                .param("seats", buyers.stream().map(seats::get).toArray(Integer[]::new))
                .update();
    }

    private static Long[] performanceIds(Collection<Buyer> buyers) {
        return buyers.stream().map(Buyer::performanceId).toArray(Long[]::new);
    }

    private static UUID[] buyerIds(Collection<Buyer> buyers) {
        return buyers.stream().map(Buyer::buyerId).toArray(UUID[]::new);
    }
}
