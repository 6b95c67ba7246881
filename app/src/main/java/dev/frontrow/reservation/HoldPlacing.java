package dev.frontrow.reservation;

import dev.frontrow.catalog.Concert;
import dev.frontrow.reservation.HoldBatches.Found;
import dev.frontrow.reservation.HoldBatches.SeatKey;
import dev.frontrow.reservation.HoldBatches.ToLock;
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
class HoldPlacing {

    private final HoldBatches batches;
    private final SeatBoards boards;
    private final HoldTerms terms;

    HoldPlacing(HoldBatches batches, SeatBoards boards, HoldTerms terms) {
        this.batches = batches;
        this.boards = boards;
        this.terms = terms;
    }

    /// Places holds in the caller's transaction, in the given order: each sees what earlier ones took. Returns one
    /// outcome per hold, in order. A refused hold writes nothing; its locks last until the transaction ends.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> place(List<CheckedCommand> commands) {
        return place(commands, batches::lockSeats);
    }

    /// Places further holds in the same transaction. Their seat locks would break the lock order, so it never
    /// waits for them: a seat that another transaction has locked counts as taken. Call [#lockBuyers] first.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> placeWithoutWaiting(List<CheckedCommand> commands) {
        return place(commands, batches::lockSeatsWithoutWaiting);
    }

    /// Takes the locks that come before seat locks, for holds whose seats are not known yet.
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockBuyers(List<CheckedCommand> commands) {
        batches.lock(ToLock.of(commands));
    }

    private interface LockingSeats {
        Found lock(ToLock toLock, Instant returnedSince, Instant now);
    }

    private List<HoldOutcome> place(List<CheckedCommand> commands, LockingSeats lockingSeats) {
        if (commands.isEmpty()) {
            return List.of();
        }
        var toLock = ToLock.of(commands);
        Instant before = terms.now();
        var picks = new AreaPicks(commands, boards, batches, before);
        picks.toLock().forEach(toLock.seats()::add);
        Found found = lockingSeats.lock(toLock, terms.coolDown().countsSince(before), before);
        // Read after the locks are held: the wait for them may have been long.
        var decision = new Decision(found, picks, terms.now());
        List<HoldOutcome> outcomes = commands.stream().map(decision::on).toList();
        decision.write();
        return outcomes;
    }

    /// What is left for the holds still to be decided.
    private final class Decision {

        private final Instant now;
        private final Set<Long> cancelled;
        private final Map<Long, Integer> priceChanges;
        private final AreaPicks picks;
        private final Map<Long, Instant> frozen;
        private final Set<SeatKey> free;
        private final Map<BuyerOfPerformance, Integer> seatsOf;
        private final Map<BuyerOfPerformance, List<Instant>> returnedAt;
        private final Map<BuyerOfPerformance, Allowance> toNote = new HashMap<>();
        private final List<Hold> granted = new ArrayList<>();

        Decision(Found found, AreaPicks picks, Instant now) {
            this.now = now;
            this.cancelled = found.cancelled();
            this.priceChanges = found.priceChanges();
            this.picks = picks;
            this.frozen = found.frozenUntil();
            this.free = found.freeAt(now);
            this.seatsOf = found.seatsOfBuyers();
            this.returnedAt = found.returnedAt();
            picks.keepFree(free, now);
        }

        HoldOutcome on(CheckedCommand command) {
            HoldOutcome outcome = decide(command);
            picks.done(command);
            return outcome;
        }

        private HoldOutcome decide(CheckedCommand command) {
            Concert concert = command.concert();
            if (cancelled.contains(command.performanceId())) {
                return new HoldOutcome.SaleClosed();
            }
            if (priceChanges.getOrDefault(concert.concertId(), 0)
                    != concert.edition().priceChanges()) {
                return new HoldOutcome.PricesChanged();
            }
            List<String> taken = command.labels().stream()
                    .filter(label -> !free.contains(new SeatKey(command.performanceId(), label)))
                    .sorted()
                    .toList();
            if (!taken.isEmpty()) {
                return new HoldOutcome.SeatsTaken(taken);
            }
            if (!now.isBefore(command.payableUntil())) {
                return new HoldOutcome.AdmissionOver();
            }
            BuyerOfPerformance buyer = BuyerOfPerformance.of(command);
            Instant coolDownUntil = terms.coolDown().until(returnedAt.getOrDefault(buyer, List.of()));
            if (coolDownUntil != null && now.isBefore(coolDownUntil)) {
                return new HoldOutcome.CoolingDown(Duration.between(now, coolDownUntil));
            }
            int seatsAfter = seatsOf.getOrDefault(buyer, 0) + command.count();
            int seatsMax = terms.seatsPerBuyerMax(concert);
            if (seatsAfter > seatsMax) {
                return new HoldOutcome.SeatLimitExceeded(seatsMax);
            }
            Optional<HoldOutcome> refusal = picks.refusal(command);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return new Held(grant(command, new Allowance(seatsAfter, seatsMax, coolDownUntil)));
        }

        private Hold grant(CheckedCommand command, Allowance afterwards) {
            BuyerOfPerformance buyer = BuyerOfPerformance.of(command);
            command.labels().forEach(label -> free.remove(new SeatKey(command.performanceId(), label)));
            seatsOf.put(buyer, afterwards.seats());
            toNote.put(buyer, afterwards);
            Hold hold = terms.grant(
                    command,
                    picks.take(command),
                    now,
                    Optional.ofNullable(frozen.get(command.concert().concertId())));
            granted.add(hold);
            return hold;
        }

        void write() {
            if (granted.isEmpty()) {
                return;
            }
            List<SeatChange> held = batches.write(granted, toNote, now);
            RowCounts.mustEqual(
                    granted.stream().mapToInt(hold -> hold.places().size()).sum(), held.size());
            boards.follow(held);
        }
    }
}
