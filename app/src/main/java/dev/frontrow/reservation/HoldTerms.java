package dev.frontrow.reservation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.reservation.cooldown.CoolDown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The terms of holds: deadlines, durations and seat limits, by the database's clock.
@Component
class HoldTerms {

    private final SalePhases phases;
    private final ReservationProperties properties;
    private final CoolDown coolDown;
    private final InstantSource clock;

    HoldTerms(SalePhases phases, ReservationProperties properties, CoolDown coolDown, InstantSource clock) {
        this.phases = phases;
        this.properties = properties;
        this.coolDown = coolDown;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// Whether the performance is on sale now, by the clock and by the operator's settings.
    boolean sells(Concert concert, Performance performance) {
        return concert.sells(performance, now()) && phases.phaseOf(concert) != Phase.CLOSED;
    }

    Duration holdTtl() {
        return properties.holdTtl();
    }

    /// Length of an extension; a hold's latest end may shorten it.
    Duration holdExtension() {
        return properties.holdExtension();
    }

    int seatsPerBuyerMax() {
        return properties.seatsPerBuyerMax();
    }

    /// A concert may lower the limit of the house.
    int seatsPerBuyerMax(Concert concert) {
        Integer own = concert.particulars().seatsPerBuyerMax();
        return own == null ? properties.seatsPerBuyerMax() : Math.min(own, properties.seatsPerBuyerMax());
    }

    /// Cool-down for buyers who keep returning holds.
    CoolDown coolDown() {
        return coolDown;
    }

    /// Creates the hold. It ends with the buyer's admission at the latest, because it could not be paid after
    /// that.
    ///
    /// @param ofAreas the places that it gets of its areas
    Hold grant(CheckedCommand command, List<HeldPlace> ofAreas, Instant now, Optional<Instant> frozenUntil) {
        List<HeldPlace> places = Stream.concat(
                        command.seats().stream().map(seat -> new HeldPlace(seat.seat(), seat.amountMinor(), null)),
                        ofAreas.stream())
                .toList();
        Money total = places.stream()
                .map(place -> new Money(place.amountMinor(), command.concert().currency()))
                .reduce(Money.zero(command.concert().currency()), Money::plus);
        // A hold made during a freeze gets its full time after the freeze.
        Instant start = frozenUntil.filter(now::isBefore).orElse(now);
        return new Hold(
                UuidCreator.getTimeOrderedEpoch(),
                command.buyerId(),
                command.concert().concertId(),
                command.performanceId(),
                HoldStatus.HELD,
                places,
                total,
                earlier(start.plus(properties.holdTtl()), command.payableUntil()),
                earlier(start.plus(properties.holdMax()), command.payableUntil()),
                false);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
