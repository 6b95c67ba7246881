package dev.frontrow.demo;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.catalog.Seat;
import dev.frontrow.money.Money;
import dev.frontrow.payment.Checkout;
import dev.frontrow.payment.PayCommand;
import dev.frontrow.payment.PaymentOutcome;
import dev.frontrow.reservation.HoldCommand;
import dev.frontrow.reservation.HoldOutcome;
import dev.frontrow.reservation.PlaceHold;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.wallet.TopUp;
import dev.frontrow.wallet.TopUps;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/// The way of a demo buyer from the line to the ticket. Every step commits on its own, as it does for anybody else.
@Component
class DemoPurchase {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TRY_EVERY = Duration.ofMillis(200);

    private final FrontOfHouse frontOfHouse;
    private final PlaceHold placeHold;
    private final TopUps topUps;
    private final Checkout checkout;

    DemoPurchase(FrontOfHouse frontOfHouse, PlaceHold placeHold, TopUps topUps, Checkout checkout) {
        this.frontOfHouse = frontOfHouse;
        this.placeHold = placeHold;
        this.topUps = topUps;
        this.checkout = checkout;
    }

    void buy(Seat seat, Performance performance, Concert concert, UUID buyer) {
        var scope = new SaleScope(concert.concertId());
        topUps.topUp(new TopUp(buyer, new Money(seat.amountMinor(), concert.currency())));
        boolean bought = enters(concert.concertId(), buyer)
                && placeHold.hold(new HoldCommand(buyer, scope, performance.performanceId(), List.of(seat.seat())))
                        instanceof HoldOutcome.Held(var hold)
                && checkout.pay(new PayCommand(buyer, scope, hold.holdId())) instanceof PaymentOutcome.Paid;
        if (!bought) {
            throw new IllegalStateException("the demo crowd could not buy seat " + seat.seat());
        }
    }

    /// In a cluster nobody is let in before the new room has an owner, which takes some seconds.
    private boolean enters(long concertId, UUID buyer) {
        long begun = System.nanoTime();
        while (!frontOfHouse.enter(concertId, buyer)) {
            if (System.nanoTime() - begun >= PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(TRY_EVERY.toNanos());
        }
        return true;
    }
}
