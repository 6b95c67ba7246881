package dev.frontrow.reservation;

import dev.frontrow.reservation.HoldBatches.Allowance;
import dev.frontrow.reservation.HoldBatches.Buyer;
import dev.frontrow.reservation.HoldOutcome.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Places one hold after the other, each with statements of its own. The sale goes by [BatchedHoldPlacing]; this
/// is what it is compared with, in tests and in benchmarks.
@Component
class PlainHoldPlacing implements HoldPlacing {

    private final Holds holds;
    private final SeatRows seats;
    private final SeatBoards boards;
    private final HoldTerms terms;

    PlainHoldPlacing(Holds holds, SeatRows seats, SeatBoards boards, HoldTerms terms) {
        this.holds = holds;
        this.seats = seats;
        this.boards = boards;
        this.terms = terms;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<HoldOutcome> place(List<WantedHold> wanted) {
        return wanted.stream().map(this::place).toList();
    }

    private HoldOutcome place(WantedHold wanted) {
        int seatsMax = terms.seatsPerBuyerMax();
        holds.lockBuyer(wanted.performanceId(), wanted.buyerId());
        Optional<Instant> frozenUntil = holds.frozenUntil(wanted.concert().concertId());
        List<String> taken = seats.lockAndFindTaken(wanted.performanceId(), wanted.labels(), terms.now());
        if (!taken.isEmpty()) {
            return new HoldOutcome.SeatsTaken(taken);
        }
        // Read once the locks are had: the wait for them may have been long.
        Instant now = terms.now();
        if (!now.isBefore(wanted.payableUntil())) {
            return new HoldOutcome.AdmissionOver();
        }
        List<Instant> returnedAt = holds.returnedAt(
                wanted.buyerId(), wanted.performanceId(), terms.coolDown().countsSince(now), now);
        Instant coolDownUntil = terms.coolDown().until(returnedAt);
        if (coolDownUntil != null && now.isBefore(coolDownUntil)) {
            return new HoldOutcome.CoolingDown(Duration.between(now, coolDownUntil));
        }
        int seatsBefore = holds.seatsOf(wanted.buyerId(), wanted.performanceId(), now);
        int seatsAfter = seatsBefore + wanted.seats().size();
        if (seatsAfter > seatsMax) {
            return new HoldOutcome.SeatLimitExceeded(seatsMax);
        }
        Hold hold = terms.grant(wanted, now, frozenUntil);
        holds.insert(hold, now);
        List<SeatChange> held = seats.hold(hold, now);
        RowCounts.mustEqual(wanted.seats().size(), held.size());
        boards.follow(held);
        holds.noteAllowance(
                new Buyer(wanted.performanceId(), wanted.buyerId()),
                new Allowance(seatsAfter, coolDownUntil),
                seatsMax,
                now);
        return new Held(hold);
    }
}
