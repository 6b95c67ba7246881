package dev.frontrow.catalog;

/// Tells the phase of a concert's sale as the waiting room has it now: by the clock, or by the operator's word.
public interface SalePhases {

    Phase phaseOf(Concert concert);
}
