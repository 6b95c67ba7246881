package dev.frontrow.payment;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.money.Money;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.PayableOutcome;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.waitingroom.WaitingRooms;
import dev.frontrow.wallet.ChargeOutcome;
import dev.frontrow.wallet.Wallet;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Pays a hold: the balance falls, the seats are sold, the tickets exist and the place in line is finished, all in one
/// commit. Locks are taken in one order everywhere: hold, seats, wallet, place. Thread-safe.
@Service
public class Checkout {

    private final Reservations reservations;
    private final Wallet wallet;
    private final WaitingRooms waitingRooms;
    private final Payments payments;
    private final PaymentProperties properties;
    private final InstantSource clock;

    Checkout(
            Reservations reservations,
            Wallet wallet,
            WaitingRooms waitingRooms,
            Payments payments,
            PaymentProperties properties,
            InstantSource clock) {
        this.reservations = reservations;
        this.wallet = wallet;
        this.waitingRooms = waitingRooms;
        this.payments = payments;
        this.properties = properties;
        this.clock = clock;
    }

    /// Joins the caller's transaction. [PaymentOutcome.HoldUnknown], [PaymentOutcome.OutOfScope] and
    /// [PaymentOutcome.AdmissionOver] ask for its rollback; the other refusals are recorded and ask for its commit.
    @Transactional
    public PaymentOutcome pay(UUID buyerId, SaleScope scope, UUID holdId) {
        return switch (reservations.lockForPayment(holdId, buyerId)) {
            case PayableOutcome.HoldUnknown() -> new PaymentOutcome.HoldUnknown();
            case PayableOutcome.Payable(Hold hold)
            when !scope.covers(hold.concertId()) -> new PaymentOutcome.OutOfScope();
            case PayableOutcome.Payable(Hold hold) -> pay(hold);
            case PayableOutcome.HoldOver(Hold hold) -> {
                record(hold, PaymentStatus.REFUSED, ProblemCode.HOLD_EXPIRED.code(), null, null);
                yield new PaymentOutcome.HoldExpired();
            }
            case PayableOutcome.AlreadyPaid(Hold hold) -> {
                record(hold, PaymentStatus.REFUSED, ProblemCode.HOLD_ALREADY_PAID.code(), null, null);
                yield new PaymentOutcome.AlreadyPaid();
            }
        };
    }

    private PaymentOutcome pay(Hold hold) {
        return switch (wallet.charge(hold.buyerId(), hold.total())) {
            case ChargeOutcome.BalanceInsufficient(Money missing) -> {
                if (properties.refusalReleasesHold()) {
                    reservations.releaseUnpaid(hold);
                }
                record(hold, PaymentStatus.REFUSED, ProblemCode.BALANCE_INSUFFICIENT.code(), null, null);
                yield new PaymentOutcome.BalanceInsufficient(missing);
            }
            case ChargeOutcome.Charged(var transferId, Money balance) -> {
                if (!waitingRooms.finish(hold.concertId(), hold.buyerId())) {
                    yield new PaymentOutcome.AdmissionOver();
                }
                List<Ticket> tickets = reservations.confirm(hold);
                Payment paid = record(hold, PaymentStatus.PAID, null, transferId, balance.amountMinor());
                yield new PaymentOutcome.Paid(new PaymentOutcome.Receipt(paid, tickets));
            }
        };
    }

    private Payment record(
            Hold hold,
            PaymentStatus status,
            @Nullable String refusal,
            @Nullable UUID transferId,
            @Nullable Long balanceMinor) {
        var payment = new Payment(
                UuidCreator.getTimeOrderedEpoch(),
                hold.holdId(),
                hold.buyerId(),
                hold.concertId(),
                hold.total(),
                status,
                refusal,
                transferId,
                balanceMinor,
                clock.instant());
        payments.insert(payment);
        return payment;
    }
}
