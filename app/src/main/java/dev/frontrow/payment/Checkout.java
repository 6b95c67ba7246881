package dev.frontrow.payment;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.money.Money;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.PayableOutcome;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Reservations.LockedHolds;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.waitingroom.Admissions;
import dev.frontrow.waitingroom.store.Admission;
import dev.frontrow.wallet.ChargeOutcome;
import dev.frontrow.wallet.ChargeOutcome.Charged;
import dev.frontrow.wallet.LockedBalances;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Pays a hold in one commit: takes the price from the wallet, sells the seats, issues the tickets and finishes
/// the place in line. The lock order is hold, seats, entry numbers, place, wallet. All locks share one round trip, and
/// so do all writes. Thread-safe.
@Service
public class Checkout implements CommandBatch<PayCommand, PaymentOutcome> {

    private final Reservations reservations;
    private final HoldCharges charges;
    private final Admissions admissions;
    private final Payments payments;
    private final InstantSource clock;

    Checkout(
            Reservations reservations,
            HoldCharges charges,
            Admissions admissions,
            Payments payments,
            InstantSource clock) {
        this.reservations = reservations;
        this.charges = charges;
        this.admissions = admissions;
        this.payments = payments;
        this.clock = clock;
    }

    /// All payments update the house's REVENUE account: in two lanes each would wait for the other's commit.
    @Override
    public Object lane(PayCommand command) {
        return "revenue";
    }

    /// Pays one hold. Joins the caller's transaction.
    @Transactional
    public PaymentOutcome pay(PayCommand command) {
        RoundTrip trip = payments.trip();
        PaymentOutcome outcome = run(List.of(command), trip).getFirst();
        trip.send();
        return outcome;
    }

    /// Returns one outcome per command, in order, each seeing the effects of earlier ones. Joins the caller's
    /// transaction.
    ///
    /// [PaymentOutcome.HoldUnknown], [PaymentOutcome.OutOfScope] and [PaymentOutcome.AdmissionOver] write
    /// nothing; the other refusals are recorded.
    ///
    /// @param trip used on the way; the last writes remain in it for the caller to send
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<PaymentOutcome> run(List<PayCommand> commands, RoundTrip trip) {
        Map<PayCommand, PaymentOutcome> outcomes = new IdentityHashMap<>();
        List<List<PayCommand>> rounds = rounds(commands);
        if (rounds.size() > 1) {
            lock(commands, trip);
        }
        rounds.forEach(round -> new Round(round, outcomes, trip).pay());
        return commands.stream().map(outcomes::get).map(Objects::requireNonNull).toList();
    }

    /// Hold, balance and place belong to one buyer, so payments of different buyers cannot conflict. A second
    /// payment of the same buyer waits for the next round, where it sees the effects of the first.
    private static List<List<PayCommand>> rounds(List<PayCommand> commands) {
        List<List<PayCommand>> rounds = new ArrayList<>();
        Map<UUID, Integer> earlier = new HashMap<>();
        for (PayCommand command : commands) {
            int round = earlier.merge(command.buyerId(), 1, Integer::sum);
            if (round > rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round - 1).add(command);
        }
        return rounds;
    }

    /// Two batches whose rounds come to the same rows in different orders would wait for each other. So what later
    /// rounds need is locked before the first one, which itself locks the balances: it has every buyer.
    private void lock(List<PayCommand> commands, RoundTrip trip) {
        lockHolds(commands, trip);
        lockPlaces(commands, trip);
    }

    private LockedHolds lockHolds(List<PayCommand> commands, RoundTrip trip) {
        return reservations.lockForPayment(
                commands.stream()
                        .map(command -> new HoldOfBuyer(command.holdId(), command.buyerId()))
                        .distinct()
                        .toList(),
                trip);
    }

    private Supplier<Set<Admission>> lockPlaces(List<PayCommand> commands, RoundTrip trip) {
        return admissions.lock(commands.stream().map(Checkout::admission).collect(Collectors.toSet()), trip);
    }

    /// Payments of different buyers: first all locks, then all decisions, then all writes.
    private final class Round {

        private final List<PayCommand> commands;
        private final Map<PayCommand, PaymentOutcome> outcomes;
        private final List<Payment> attempts = new ArrayList<>();
        private final RoundTrip trip;
        private final Instant now = clock.instant();

        Round(List<PayCommand> commands, Map<PayCommand, PaymentOutcome> outcomes, RoundTrip trip) {
            this.commands = commands;
            this.outcomes = outcomes;
            this.trip = trip;
        }

        void pay() {
            var holds = lockHolds(commands, trip);
            var admitted = lockPlaces(commands, trip);
            var balances =
                    charges.lock(commands.stream().map(PayCommand::buyerId).collect(Collectors.toSet()), trip);
            trip.send();

            Map<PayCommand, Hold> payable = admitted(payable(holds.outcomes()), admitted.get());
            Map<PayCommand, Charged> charged = charge(payable, balances);
            if (!charged.isEmpty()) {
                confirm(payable, charged, holds);
            }
            if (!attempts.isEmpty()) {
                payments.insert(attempts, trip);
            }
        }

        private Map<PayCommand, Hold> payable(List<PayableOutcome> locked) {
            Map<PayCommand, Hold> payable = new LinkedHashMap<>();
            for (int i = 0; i < commands.size(); i++) {
                PayCommand command = commands.get(i);
                switch (locked.get(i)) {
                    case PayableOutcome.HoldUnknown() -> outcomes.put(command, new PaymentOutcome.HoldUnknown());
                    case PayableOutcome.Payable(Hold hold)
                    when !command.scope().covers(hold.concertId()) ->
                        outcomes.put(command, new PaymentOutcome.OutOfScope());
                    case PayableOutcome.Payable(Hold hold) -> payable.put(command, hold);
                    case PayableOutcome.HoldOver(Hold hold) ->
                        refuse(command, hold, ProblemCode.HOLD_EXPIRED, new PaymentOutcome.HoldExpired());
                    case PayableOutcome.AlreadyPaid(Hold hold) ->
                        refuse(command, hold, ProblemCode.HOLD_ALREADY_PAID, new PaymentOutcome.AlreadyPaid());
                }
            }
            return payable;
        }

        /// Checked before the balance, so that a refusal for an ended admission writes nothing.
        private Map<PayCommand, Hold> admitted(Map<PayCommand, Hold> payable, Set<Admission> running) {
            Map<PayCommand, Hold> admitted = new LinkedHashMap<>();
            payable.forEach((command, hold) -> {
                if (running.contains(admission(command))) {
                    admitted.put(command, hold);
                } else {
                    admissions.suspectLoss(admission(command));
                    outcomes.put(command, new PaymentOutcome.AdmissionOver());
                }
            });
            return admitted;
        }

        private Map<PayCommand, Charged> charge(Map<PayCommand, Hold> payable, LockedBalances balances) {
            Iterator<ChargeOutcome> outcome = charges.charge(List.copyOf(payable.values()), balances, trip)
                    .iterator();
            Map<PayCommand, Charged> charged = new LinkedHashMap<>();
            payable.forEach((command, hold) -> {
                switch (outcome.next()) {
                    case Charged paid -> charged.put(command, paid);
                    case ChargeOutcome.BalanceInsufficient(Money missing) ->
                        refuse(
                                command,
                                hold,
                                ProblemCode.BALANCE_INSUFFICIENT,
                                new PaymentOutcome.BalanceInsufficient(missing));
                }
            });
            return charged;
        }

        private void confirm(Map<PayCommand, Hold> payable, Map<PayCommand, Charged> charged, LockedHolds locked) {
            List<Hold> paid = charged.keySet().stream()
                    .map(payable::get)
                    .map(Objects::requireNonNull)
                    .toList();
            admissions.finish(charged.keySet().stream().map(Checkout::admission).collect(Collectors.toSet()), trip);
            Map<UUID, List<Ticket>> tickets = reservations.confirm(paid, locked, trip);
            charged.forEach((command, charge) -> {
                Hold hold = Objects.requireNonNull(payable.get(command));
                Payment payment = attempt(hold, PaymentStatus.PAID, null, charge);
                List<Ticket> ofHold = Objects.requireNonNull(tickets.get(hold.holdId()));
                outcomes.put(command, new PaymentOutcome.Paid(new PaymentOutcome.Receipt(payment, ofHold)));
            });
        }

        private void refuse(PayCommand command, Hold hold, ProblemCode refusal, PaymentOutcome outcome) {
            attempt(hold, PaymentStatus.REFUSED, refusal.code(), null);
            outcomes.put(command, outcome);
        }

        private Payment attempt(Hold hold, PaymentStatus status, @Nullable String refusal, @Nullable Charged charge) {
            var attempt = new Payment(
                    UuidCreator.getTimeOrderedEpoch(),
                    hold.holdId(),
                    hold.buyerId(),
                    hold.concertId(),
                    hold.total(),
                    status,
                    refusal,
                    charge == null ? null : charge.transferId(),
                    charge == null ? null : charge.balance().amountMinor(),
                    now,
                    Money.zero(hold.total().currency()));
            attempts.add(attempt);
            return attempt;
        }
    }

    /// The buyer's admission to the scope's concert. Valid for holds within the scope.
    private static Admission admission(PayCommand command) {
        return new Admission(command.scope().concertId(), command.buyerId());
    }
}
