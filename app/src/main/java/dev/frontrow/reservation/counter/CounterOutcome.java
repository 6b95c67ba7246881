package dev.frontrow.reservation.counter;

import dev.frontrow.reservation.Hold;
import java.util.List;

/// The outcome of taking seats for a sale at the box office: all or none.
public sealed interface CounterOutcome {

    /// @param hold to be confirmed in the same transaction
    record Taken(Hold hold) implements CounterOutcome {}

    /// Nothing was taken.
    sealed interface Refused extends CounterOutcome {}

    record PerformanceUnknown() implements Refused {}

    record SeatsUnknown(List<String> seats) implements Refused {}

    record AreasUnknown(List<String> areas) implements Refused {}

    /// The performance has begun, or is cancelled.
    record SaleClosed() implements Refused {}

    /// The prices were changed a moment ago, and this server does not know the new ones yet.
    record PricesChanged() implements Refused {}

    /// These seats are held or sold, or never for sale.
    record SeatsTaken(List<String> seats) implements Refused {}

    /// Only so many places of the area are free.
    record AreaFull(String area, int left) implements Refused {}
}
