package dev.frontrow.payment.counter;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.reservation.counter.CounterOutcome;
import dev.frontrow.reservation.counter.CounterSeats;
import dev.frontrow.wallet.HouseMoney;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Sells seats at the box office in one commit: seats, tickets and money. The lock order is freeze, seats, entry
/// numbers, accounts of the house, audit log. Thread-safe.
@Service
class CounterSales implements CommandBatch<SaleCommand, SaleOutcome> {

    /// What the audit log keeps of a sale: neither the buyer's name nor the codes of tickets.
    private record AuditedSale(
            long performanceId, List<String> seats, PaymentMethod method, long amountMinor, String currency) {

        static AuditedSale of(CounterSale sale) {
            return new AuditedSale(
                    sale.hold().performanceId(),
                    sale.hold().labels(),
                    sale.asked().method(),
                    sale.amount().amountMinor(),
                    sale.amount().currency().getCurrencyCode());
        }
    }

    private final CounterSeats seats;
    private final Reservations reservations;
    private final HouseMoney money;
    private final SaleRows rows;
    private final AuditLog audit;

    CounterSales(CounterSeats seats, Reservations reservations, HouseMoney money, SaleRows rows, AuditLog audit) {
        this.seats = seats;
        this.reservations = reservations;
        this.money = money;
        this.rows = rows;
        this.audit = audit;
    }

    /// All sales update the house's REVENUE account: in two lanes each would wait for the other's commit.
    @Override
    public Object lane(SaleCommand command) {
        return "revenue";
    }

    /// Returns one outcome per command, in order, each seeing the effects of earlier ones. A refusal writes nothing.
    ///
    /// @param trip used on the way
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SaleOutcome> run(List<SaleCommand> commands, RoundTrip trip) {
        List<CounterOutcome> taken =
                seats.take(commands.stream().map(SaleCommand::order).toList());
        List<Hold> holds = taken.stream()
                .filter(CounterOutcome.Taken.class::isInstance)
                .map(outcome -> ((CounterOutcome.Taken) outcome).hold())
                .toList();
        Map<UUID, List<Ticket>> tickets = holds.isEmpty() ? Map.of() : confirm(holds, trip);
        List<SaleOutcome> outcomes = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            outcomes.add(
                    switch (taken.get(i)) {
                        case CounterOutcome.Refused refusal -> new SaleOutcome.NotSold(refusal);
                        case CounterOutcome.Taken(Hold hold) ->
                            new SaleOutcome.Sold(sale(commands.get(i), hold, tickets, trip));
                    });
        }
        List<CounterSale> sold = sold(outcomes);
        if (!sold.isEmpty()) {
            rows.insert(sold, trip);
        }
        trip.send();
        record(commands, outcomes);
        return outcomes;
    }

    private Map<UUID, List<Ticket>> confirm(List<Hold> holds, RoundTrip trip) {
        var locked = reservations.lockForPayment(
                holds.stream()
                        .map(hold -> new HoldOfBuyer(hold.holdId(), hold.buyerId()))
                        .toList(),
                trip);
        money.lock(holds.stream().map(hold -> hold.total().currency()).toList(), trip);
        trip.send();
        return reservations.confirm(holds, locked, trip);
    }

    private CounterSale sale(SaleCommand command, Hold hold, Map<UUID, List<Ticket>> tickets, RoundTrip trip) {
        List<Ticket> ofHold = Objects.requireNonNull(tickets.get(hold.holdId()));
        return new CounterSale(
                UuidCreator.getTimeOrderedEpoch(),
                command,
                hold,
                Objects.requireNonNull(command.actor().id()),
                command.method()
                        .house()
                        .map(house -> money.take(house, hold.total(), trip))
                        .orElse(null),
                ofHold.getFirst().issuedAt(),
                ofHold);
    }

    private static List<CounterSale> sold(List<SaleOutcome> outcomes) {
        return outcomes.stream()
                .filter(SaleOutcome.Sold.class::isInstance)
                .map(outcome -> ((SaleOutcome.Sold) outcome).sale())
                .toList();
    }

    /// A batch may have commands of several operators, and runs on the thread of one.
    private void record(List<SaleCommand> commands, List<SaleOutcome> outcomes) {
        for (int i = 0; i < commands.size(); i++) {
            if (outcomes.get(i) instanceof SaleOutcome.Sold(CounterSale sale)) {
                commands.get(i)
                        .actor()
                        .does(() -> audit.record(
                                Action.SEATS_SOLD, "order " + sale.paymentId(), null, AuditedSale.of(sale)));
            }
        }
    }
}
