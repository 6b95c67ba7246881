package dev.frontrow.reservation.withheld;

import java.util.List;

/// The outcome of keeping seats back, or of releasing them: all or none.
sealed interface WithholdOutcome {

    /// @param seats labels of all rows that are kept back now
    record Kept(List<String> seats) implements WithholdOutcome {}

    /// @param seats labels of all rows that are free now
    record Freed(List<String> seats) implements WithholdOutcome {}

    record PerformanceUnknown() implements WithholdOutcome {}

    record SeatsUnknown(List<String> seats) implements WithholdOutcome {}

    record AreaUnknown(String area) implements WithholdOutcome {}

    /// These seats are held or sold, or kept back already.
    record SeatsTaken(List<String> seats) implements WithholdOutcome {}

    /// Only so many places of the area are free.
    record AreaFull(String area, int free) implements WithholdOutcome {}

    /// These seats are not kept back.
    record NotWithheld(List<String> seats) implements WithholdOutcome {}
}
