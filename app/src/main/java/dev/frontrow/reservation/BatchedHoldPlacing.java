package dev.frontrow.reservation;

import dev.frontrow.reservation.Allowances.Buyer;
import dev.frontrow.reservation.HoldOutcome.Held;
import dev.frontrow.reservation.SeatRows.LockedSeat;
import dev.frontrow.reservation.SeatRows.SeatKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Places many holds with as many statements as one would take. All that they could get into each other's way with is
/// locked first, in the order that every holder of locks keeps; then each is decided in memory, in its turn; then all
/// that were granted are written.
@Component
class BatchedHoldPlacing implements HoldPlacing {

    private final Holds holds;
    private final Allowances allowances;
    private final SeatRows seats;
    private final SeatBoards boards;
    private final HoldTerms terms;

    BatchedHoldPlacing(Holds holds, Allowances allowances, SeatRows seats, SeatBoards boards, HoldTerms terms) {
        this.holds = holds;
        this.allowances = allowances;
        this.seats = seats;
        this.boards = boards;
        this.terms = terms;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> place(List<WantedHold> wanted) {
        return place(wanted, seats::lock);
    }

    /// The same for wishes that follow others in the transaction, whose locks are out of their order by now: a
    /// seat that somebody else has locked counts as taken. [#lockBuyers] was called before.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> placeWithoutWaiting(List<WantedHold> wanted) {
        return place(wanted, seats::lockWithoutWaiting);
    }

    /// Takes the locks that come before those of seats, for wishes whose seats are not known yet.
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockBuyers(List<WantedHold> wanted) {
        allowances.lock(wanted.stream().map(Buyer::of).collect(Collectors.toSet()), terms.seatsPerBuyerMax());
        holds.frozenUntil(
                wanted.stream().map(wish -> wish.concert().concertId()).collect(Collectors.toSet()));
    }

    private List<HoldOutcome> place(
            List<WantedHold> wanted, Function<Collection<SeatKey>, Map<SeatKey, LockedSeat>> locking) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Set<Buyer> buyers = new HashSet<>();
        Set<SeatKey> labels = new HashSet<>();
        Set<Long> concerts = new HashSet<>();
        for (WantedHold wish : wanted) {
            buyers.add(Buyer.of(wish));
            concerts.add(wish.concert().concertId());
            wish.seats().forEach(seat -> labels.add(new SeatKey(wish.performanceId(), seat.seat())));
        }
        allowances.lock(buyers, terms.seatsPerBuyerMax());
        Map<Long, Instant> frozen = holds.frozenUntil(concerts);
        Map<SeatKey, LockedSeat> locked = locking.apply(labels);
        // Read once the locks are had: the wait for them may have been long.
        Instant now = terms.now();
        var decision = new Decision(now, frozen, free(locked, now), allowances.seatsOf(buyers, now));
        List<HoldOutcome> outcomes = wanted.stream().map(decision::on).toList();
        decision.write();
        return outcomes;
    }

    private static Set<SeatKey> free(Map<SeatKey, LockedSeat> locked, Instant now) {
        Set<SeatKey> free = new HashSet<>();
        locked.forEach((key, seat) -> {
            if (seat.isFreeAt(now)) {
                free.add(key);
            }
        });
        return free;
    }

    /// What there is left for those whose turn is still to come.
    private final class Decision {

        private final Instant now;
        private final Map<Long, Instant> frozen;
        private final Set<SeatKey> free;
        private final Map<Buyer, Integer> seatsOf;
        private final Map<Buyer, Integer> toNote = new HashMap<>();
        private final List<Hold> granted = new ArrayList<>();

        Decision(Instant now, Map<Long, Instant> frozen, Set<SeatKey> free, Map<Buyer, Integer> seatsOf) {
            this.now = now;
            this.frozen = frozen;
            this.free = free;
            this.seatsOf = new HashMap<>(seatsOf);
        }

        HoldOutcome on(WantedHold wish) {
            List<String> taken = wish.labels().stream()
                    .filter(label -> !free.contains(new SeatKey(wish.performanceId(), label)))
                    .sorted()
                    .toList();
            if (!taken.isEmpty()) {
                return new HoldOutcome.SeatsTaken(taken);
            }
            Buyer buyer = Buyer.of(wish);
            int seatsAfter = seatsOf.getOrDefault(buyer, 0) + wish.seats().size();
            if (seatsAfter > terms.seatsPerBuyerMax()) {
                return new HoldOutcome.SeatLimitExceeded(terms.seatsPerBuyerMax());
            }
            wish.labels().forEach(label -> free.remove(new SeatKey(wish.performanceId(), label)));
            seatsOf.put(buyer, seatsAfter);
            toNote.put(buyer, seatsAfter);
            Hold hold = terms.grant(
                    wish, now, Optional.ofNullable(frozen.get(wish.concert().concertId())));
            granted.add(hold);
            return new Held(hold);
        }

        void write() {
            if (granted.isEmpty()) {
                return;
            }
            holds.insert(granted, now);
            List<SeatChange> held = seats.hold(granted, now);
            RowCounts.mustEqual(
                    granted.stream().mapToInt(hold -> hold.seats().size()).sum(), held.size());
            boards.follow(held);
            allowances.note(toNote);
        }
    }
}
