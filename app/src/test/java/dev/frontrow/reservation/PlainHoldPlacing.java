package dev.frontrow.reservation;

import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.Hold.HeldSeat;
import dev.frontrow.reservation.HoldOutcome.Held;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import dev.frontrow.seating.SeatRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Places holds one by one, each with statements of its own, in the caller's transaction. Tests compare
/// [HoldPlacing] with it, and so does the benchmark of a lone hold, whose sources link to this file.
final class PlainHoldPlacing {

    private final JdbcClient jdbc;
    private final SeatBoards boards;
    private final HoldTerms terms;

    PlainHoldPlacing(JdbcClient jdbc, SeatBoards boards, HoldTerms terms) {
        this.jdbc = jdbc;
        this.boards = boards;
        this.terms = terms;
    }

    List<HoldOutcome> place(List<CheckedCommand> commands) {
        return commands.stream().map(this::place).toList();
    }

    private HoldOutcome place(CheckedCommand command) {
        lockBuyer(command.performanceId(), command.buyerId());
        Optional<Instant> frozenUntil = frozenUntil(command.concert().concertId());
        List<String> taken = lockAndFindTaken(command.performanceId(), command.labels(), terms.now());
        if (!taken.isEmpty()) {
            return new HoldOutcome.SeatsTaken(taken);
        }
        // Read after the locks are held: the wait for them may have been long.
        Instant now = terms.now();
        if (!now.isBefore(command.payableUntil())) {
            return new HoldOutcome.AdmissionOver();
        }
        Instant coolDownUntil = terms.coolDown().until(returnedAt(command, now));
        if (coolDownUntil != null && now.isBefore(coolDownUntil)) {
            return new HoldOutcome.CoolingDown(Duration.between(now, coolDownUntil));
        }
        int seatsAfter = seatsOf(command.buyerId(), command.performanceId(), now)
                + command.seats().size();
        if (seatsAfter > terms.seatsPerBuyerMax()) {
            return new HoldOutcome.SeatLimitExceeded(terms.seatsPerBuyerMax());
        }
        Hold hold = terms.grant(command, List.of(), now, frozenUntil);
        write(hold, new Allowance(seatsAfter, terms.seatsPerBuyerMax(), coolDownUntil), now);
        return new Held(hold);
    }

    private void write(Hold hold, Allowance afterwards, Instant now) {
        insert(hold, now);
        List<SeatChange> held = hold(hold, now);
        RowCounts.mustEqual(hold.seats().size(), held.size());
        boards.follow(held);
        noteAllowance(
                new BuyerOfPerformance(hold.performanceId(), hold.buyerId()),
                afterwards,
                terms.seatsPerBuyerMax(),
                now);
    }

    /// Locks the named seats in label order; returns those that are not free.
    private List<String> lockAndFindTaken(long performanceId, List<String> labels, Instant now) {
        return jdbc
                .sql("""
                        select seat, status = 'FREE' or status = 'HELD' and held_until <= :now as free
                        from reservation.seat
                        where performance_id = :performanceId and seat = any(:labels)
                        order by seat
                        for update
                        """)
                .param("performanceId", performanceId)
                .param("labels", labels.toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> Map.entry(row.getString("seat"), row.getBoolean("free")))
                .list()
                .stream()
                .filter(seat -> !seat.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Gives the free seats to the hold; returns those that were free.
    private List<SeatChange> hold(Hold hold, Instant now) {
        return jdbc.sql("""
                        update reservation.seat
                        set status = 'HELD', hold_id = :holdId, first_of_hold = (seat = :first), held_until = :until,
                            version = nextval('reservation.seat_version')
                        where performance_id = :performanceId and seat = any(:labels)
                            and (status = 'FREE' or status = 'HELD' and held_until <= :now)
                        returning performance_id, seat, status, version, first_of_hold, held_until
                        """)
                .param("holdId", hold.holdId())
                .param("first", hold.seats().getFirst().seat())
                .param("until", Timestamps.of(hold.expiresAt()))
                .param("performanceId", hold.performanceId())
                .param("labels", hold.labels().toArray(String[]::new))
                .param("now", Timestamps.of(now))
                .query((row, _) -> SeatRows.change(row))
                .list();
    }

    /// Blocks other holds of this buyer in this performance until the transaction ends.
    private void lockBuyer(long performanceId, UUID buyerId) {
        jdbc.sql("""
                        select pg_advisory_xact_lock(
                            hashtextextended('buyer ' || :performanceId::bigint || ' ' || :buyerId::uuid, 0))
                        """)
                .param("performanceId", performanceId)
                .param("buyerId", buyerId)
                .query((_, _) -> true)
                .single();
    }

    /// Until when the concert's holds are frozen, if they are. The shared lock makes a freeze wait for holds
    /// being made, so that it misses none of them.
    private Optional<Instant> frozenUntil(long concertId) {
        jdbc.sql("""
                        select pg_advisory_xact_lock_shared(hashtextextended('freeze ' || :concertId::bigint, 0))
                        """).param("concertId", concertId).query((_, _) -> true).single();
        return jdbc.sql("""
                        select frozen_until
                        from reservation.freeze
                        where concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> Timestamps.required(row, "frozen_until"))
                .optional();
    }

    /// Number of seats of the performance that this buyer holds or owns.
    private int seatsOf(UUID buyerId, long performanceId, Instant now) {
        return jdbc.sql("""
                        select coalesce(sum(cardinality(seats)), 0)
                        from reservation.hold
                        where buyer_id = :buyerId and performance_id = :performanceId
                            and (status = 'CONFIRMED' or status = 'HELD' and expires_at > :now)
                        """)
                .param("buyerId", buyerId)
                .param("performanceId", performanceId)
                .param("now", Timestamps.of(now))
                .query(Integer.class)
                .single();
    }

    /// When the holds of this buyer of the performance expired or were released, as far back as the cool-down counts,
    /// unordered.
    private List<Instant> returnedAt(CheckedCommand command, Instant now) {
        return jdbc.sql("""
                        select least(expires_at, ended_at) as returned_at
                        from reservation.hold
                        where buyer_id = :buyerId and performance_id = :performanceId
                            and (status in ('RELEASED', 'EXPIRED') or status = 'HELD' and expires_at <= :now)
                            and least(expires_at, ended_at) > :since
                        """)
                .param("buyerId", command.buyerId())
                .param("performanceId", command.performanceId())
                .param("now", Timestamps.of(now))
                .param("since", Timestamps.of(terms.coolDown().countsSince(now)))
                .query((row, _) -> Timestamps.required(row, "returned_at"))
                .list();
    }

    private void insert(Hold hold, Instant now) {
        jdbc.sql("""
                        insert into reservation.hold
                            (hold_id, buyer_id, concert_id, performance_id, status, seats, amounts_minor, total_minor,
                             currency, held_at, expires_at, expires_at_max)
                        values (:holdId, :buyerId, :concertId, :performanceId, 'HELD', :seats, :amounts, :total,
                                :currency, :now, :expiresAt, :expiresAtMax)
                        """)
                .param("holdId", hold.holdId())
                .param("buyerId", hold.buyerId())
                .param("concertId", hold.concertId())
                .param("performanceId", hold.performanceId())
                .param("seats", hold.labels().toArray(String[]::new))
                .param(
                        "amounts",
                        hold.seats().stream().map(HeldSeat::amountMinor).toArray(Long[]::new))
                .param("total", hold.total().amountMinor())
                .param("currency", hold.total().currency().getCurrencyCode())
                .param("now", Timestamps.of(now))
                .param("expiresAt", Timestamps.of(hold.expiresAt()))
                .param("expiresAtMax", Timestamps.of(hold.expiresAtMax()))
                .update();
    }

    private void noteAllowance(BuyerOfPerformance buyer, Allowance allowance, int seatsMax, Instant now) {
        jdbc.sql("""
                        insert into reservation.allowance
                            (performance_id, buyer_id, seats, seats_max, held_at, cool_down_until)
                        values (:performanceId, :buyerId, :seats, :seatsMax, :now, :coolDownUntil)
                        on conflict (performance_id, buyer_id) do update
                            set seats = excluded.seats, seats_max = excluded.seats_max, held_at = excluded.held_at,
                                cool_down_until = excluded.cool_down_until
                        """)
                .param("performanceId", buyer.performanceId())
                .param("buyerId", buyer.buyerId())
                .param("seats", allowance.seats())
                .param("seatsMax", seatsMax)
                .param("now", Timestamps.of(now))
                .param("coolDownUntil", Timestamps.ofNullable(allowance.coolDownUntil()))
                .update();
    }
}
