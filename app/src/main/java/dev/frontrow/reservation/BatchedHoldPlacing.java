package dev.frontrow.reservation;

import dev.frontrow.reservation.HoldBatches.Found;
import dev.frontrow.reservation.HoldBatches.SeatKey;
import dev.frontrow.reservation.HoldBatches.Wanted;
import dev.frontrow.reservation.HoldOutcome.Held;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Places many holds with as many statements as one. First it locks everything the holds could conflict on, in
/// the global lock order. Then it decides each hold in memory, in turn. Then it writes all granted holds.
@Component
class BatchedHoldPlacing implements HoldPlacing {

    private final HoldBatches batches;
    private final SeatBoards boards;
    private final HoldTerms terms;

    BatchedHoldPlacing(HoldBatches batches, SeatBoards boards, HoldTerms terms) {
        this.batches = batches;
        this.boards = boards;
        this.terms = terms;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> place(List<WantedHold> wanted) {
        return place(wanted, batches::lockSeats);
    }

    /// Places further holds in the same transaction. Their seat locks would break the lock order, so it never
    /// waits for them: a seat that another transaction has locked counts as taken. Call [#lockBuyers] first.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> placeWithoutWaiting(List<WantedHold> wanted) {
        return place(wanted, batches::lockSeatsWithoutWaiting);
    }

    /// Takes the locks that come before seat locks, for holds whose seats are not known yet.
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockBuyers(List<WantedHold> wanted) {
        batches.lock(Wanted.of(wanted));
    }

    private interface LockingSeats {
        Found lock(Wanted wanted, Instant returnedSince, Instant now);
    }

    private List<HoldOutcome> place(List<WantedHold> wishes, LockingSeats lockingSeats) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        var wanted = Wanted.of(wishes);
        Instant before = terms.now();
        Found found = lockingSeats.lock(wanted, terms.coolDown().countsSince(before), before);
        // Read after the locks are held: the wait for them may have been long.
        var decision = new Decision(found, terms.now());
        List<HoldOutcome> outcomes = wishes.stream().map(decision::on).toList();
        decision.write();
        return outcomes;
    }

    /// What is left for the holds still to be decided.
    private final class Decision {

        private final Instant now;
        private final Map<Long, Instant> frozen;
        private final Set<SeatKey> free;
        private final Map<BuyerOfPerformance, Integer> seatsOf;
        private final Map<BuyerOfPerformance, List<Instant>> returnedAt;
        private final Map<BuyerOfPerformance, Allowance> toNote = new HashMap<>();
        private final List<Hold> granted = new ArrayList<>();

        Decision(Found found, Instant now) {
            this.now = now;
            this.frozen = found.frozenUntil();
            this.free = found.freeAt(now);
            this.seatsOf = found.seatsOfBuyers();
            this.returnedAt = found.returnedAt();
        }

        HoldOutcome on(WantedHold wish) {
            List<String> taken = wish.labels().stream()
                    .filter(label -> !free.contains(new SeatKey(wish.performanceId(), label)))
                    .sorted()
                    .toList();
            if (!taken.isEmpty()) {
                return new HoldOutcome.SeatsTaken(taken);
            }
            if (!now.isBefore(wish.payableUntil())) {
                return new HoldOutcome.AdmissionOver();
            }
            BuyerOfPerformance buyer = BuyerOfPerformance.of(wish);
            Instant coolDownUntil = terms.coolDown().until(returnedAt.getOrDefault(buyer, List.of()));
            if (coolDownUntil != null && now.isBefore(coolDownUntil)) {
                return new HoldOutcome.CoolingDown(Duration.between(now, coolDownUntil));
            }
            int seatsAfter = seatsOf.getOrDefault(buyer, 0) + wish.seats().size();
            if (seatsAfter > terms.seatsPerBuyerMax()) {
                return new HoldOutcome.SeatLimitExceeded(terms.seatsPerBuyerMax());
            }
            wish.labels().forEach(label -> free.remove(new SeatKey(wish.performanceId(), label)));
            seatsOf.put(buyer, seatsAfter);
            toNote.put(buyer, new Allowance(seatsAfter, coolDownUntil));
            Hold hold = terms.grant(
                    wish, now, Optional.ofNullable(frozen.get(wish.concert().concertId())));
            granted.add(hold);
            return new Held(hold);
        }

        void write() {
            if (granted.isEmpty()) {
                return;
            }
            List<SeatChange> held = batches.write(granted, toNote, terms.seatsPerBuyerMax(), now);
            RowCounts.mustEqual(
                    granted.stream().mapToInt(hold -> hold.seats().size()).sum(), held.size());
            boards.follow(held);
        }
    }
}
