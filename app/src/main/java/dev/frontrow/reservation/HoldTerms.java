package dev.frontrow.reservation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// On what terms a hold is given: for how long and how many seats, by the database's clock.
@Component
class HoldTerms {

    private final ReservationProperties properties;
    private final InstantSource clock;

    HoldTerms(ReservationProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    int seatsPerBuyerMax() {
        return properties.seatsPerBuyerMax();
    }

    /// A hold made during a freeze gets its full time after the freeze's end.
    private Instant expiry(Instant now, Optional<Instant> frozenUntil) {
        Instant start = frozenUntil.filter(now::isBefore).orElse(now);
        return start.plus(properties.holdTtl());
    }

    /// The hold that a wish becomes.
    Hold grant(WantedHold wanted, Instant now, Optional<Instant> frozenUntil) {
        Money total = wanted.seats().stream()
                .map(seat -> new Money(seat.amountMinor(), wanted.concert().currency()))
                .reduce(Money.zero(wanted.concert().currency()), Money::plus);
        return new Hold(
                UuidCreator.getTimeOrderedEpoch(),
                wanted.buyerId(),
                wanted.concert().concertId(),
                wanted.performanceId(),
                HoldStatus.HELD,
                wanted.seats(),
                total,
                expiry(now, frozenUntil));
    }
}
