package dev.frontrow.reservation.counter;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Hold.HeldPlace;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import dev.frontrow.reservation.HoldStatus;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.counter.CounterOutcome.Refused;
import dev.frontrow.reservation.counter.CounterRows.Found;
import dev.frontrow.reservation.counter.CounterRows.SeatKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes seats for sales at the box office: free ones, and those that operators keep back. What somebody holds or owns
/// is
/// never taken from them. Each sale is a hold that its own transaction confirms, so tickets are made as for every other
/// one. Neither the line nor the limits of buyers matter. Thread-safe.
@Service
public class CounterSeats {

    /// An order for a performance that exists.
    private record Known(CounterOrder order, Concert concert, Performance performance, SeatMap map) {

        SeatKey key(String label) {
            return new SeatKey(order.performanceId(), label);
        }

        long price(long amountMinor) {
            return order.free() ? 0 : amountMinor;
        }
    }

    private final Catalog catalog;
    private final CounterRows rows;
    private final Reservations reservations;
    private final InstantSource clock;

    CounterSeats(Catalog catalog, CounterRows rows, Reservations reservations, InstantSource clock) {
        this.catalog = catalog;
        this.rows = rows;
        this.reservations = reservations;
        this.clock = clock;
    }

    /// Returns one outcome per order, each seeing what earlier ones took. The holds of those that succeed must be
    /// confirmed in the same transaction. Named seats are locked in order and places of areas without waiting.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<CounterOutcome> take(List<CounterOrder> orders) {
        List<Optional<Known>> known = orders.stream().map(this::known).toList();
        List<Known> found = known.stream().flatMap(Optional::stream).toList();
        Found locked = rows.lock(
                found.stream().map(one -> one.concert().concertId()).collect(Collectors.toSet()),
                found.stream().map(one -> one.order().performanceId()).collect(Collectors.toSet()),
                found.stream()
                        .flatMap(one -> one.order().labels().stream().map(one::key))
                        .collect(Collectors.toSet()),
                clock.instant());
        return known.stream()
                .map(one -> one.map(order -> take(order, locked)).orElseGet(CounterOutcome.PerformanceUnknown::new))
                .toList();
    }

    private Optional<Known> known(CounterOrder order) {
        return catalog.performance(order.performanceId())
                .flatMap(performance -> catalog.concert(performance.concertId())
                        .map(concert ->
                                new Known(order, concert, performance, catalog.seatMap(performance.performanceId()))));
    }

    private CounterOutcome take(Known known, Found locked) {
        Refused refusal = refusal(known, locked);
        if (refusal != null) {
            return refusal;
        }
        Instant now = clock.instant();
        List<HeldPlace> places = new ArrayList<>();
        for (AreaQuantity wanted : known.order().areas()) {
            List<String> free =
                    rows.lockFreePlaces(known.order().performanceId(), wanted.area(), wanted.quantity(), now);
            if (free.size() < wanted.quantity()) {
                return new CounterOutcome.AreaFull(wanted.area(), free.size());
            }
            free.forEach(label -> places.add(place(known, label)));
        }
        known.order().labels().forEach(label -> places.add(place(known, label)));
        // As every hold has them: seats first.
        List<HeldPlace> ordered = new ArrayList<>();
        places.stream().filter(place -> place.area() == null).forEach(ordered::add);
        places.stream().filter(place -> place.area() != null).forEach(ordered::add);
        return new CounterOutcome.Taken(write(known, ordered, locked, now));
    }

    private static HeldPlace place(Known known, String label) {
        Seat seat = Objects.requireNonNull(known.map().seat(label));
        return new HeldPlace(label, known.price(seat.amountMinor()), seat.area());
    }

    private @Nullable Refused refusal(Known known, Found locked) {
        List<String> unknownAreas = known.order().areas().stream()
                .map(AreaQuantity::area)
                .filter(area -> known.map().area(area) == null)
                .toList();
        if (!unknownAreas.isEmpty()) {
            return new CounterOutcome.AreasUnknown(unknownAreas);
        }
        List<String> unknown = known.order().labels().stream()
                .filter(label -> !isNamed(known, label, locked))
                .toList();
        if (!unknown.isEmpty()) {
            return new CounterOutcome.SeatsUnknown(unknown);
        }
        if (!isSold(known, locked)) {
            return new CounterOutcome.SaleClosed();
        }
        Concert concert = known.concert();
        if (locked.priceChanges().getOrDefault(concert.concertId(), 0)
                != concert.edition().priceChanges()) {
            return new CounterOutcome.PricesChanged();
        }
        List<String> taken = known.order().labels().stream()
                .filter(label -> !locked.free().contains(known.key(label))
                        && !locked.withheld().contains(known.key(label)))
                .sorted()
                .toList();
        return taken.isEmpty() ? null : new CounterOutcome.SeatsTaken(taken);
    }

    /// A place of an area has a name only where it stands in the list of what is kept back.
    private static boolean isNamed(Known known, String label, Found locked) {
        Seat seat = known.map().seat(label);
        return seat != null && (seat.area() == null || locked.withheld().contains(known.key(label)));
    }

    /// The box office also sells when the sale online is not open, until the performance begins.
    private boolean isSold(Known known, Found locked) {
        return !known.concert().isCancelled()
                && !known.performance().cancelled()
                && !locked.cancelled().contains(known.order().performanceId())
                && clock.instant().isBefore(known.performance().startsAt());
    }

    private Hold write(Known known, List<HeldPlace> places, Found locked, Instant now) {
        Hold hold = hold(known, places, now);
        rows.hold(hold, now);
        places.forEach(place -> {
            locked.free().remove(known.key(place.seat()));
            locked.withheld().remove(known.key(place.seat()));
        });
        return hold;
    }

    private Hold hold(Known known, List<HeldPlace> places, Instant now) {
        Money total = new Money(
                places.stream().mapToLong(HeldPlace::amountMinor).reduce(0, Math::addExact),
                known.concert().currency());
        Instant end = now.plus(reservations.holdTtl());
        return new Hold(
                UuidCreator.getTimeOrderedEpoch(),
                known.order().buyerId(),
                known.concert().concertId(),
                known.order().performanceId(),
                HoldStatus.HELD,
                places,
                total,
                end,
                end,
                false);
    }
}
