package dev.frontrow.catalog;

/// What is special about a seat, beside its price.
public enum SeatAttribute {
    /// For somebody in a wheelchair.
    ACCESSIBLE,
    /// Beside an accessible seat, for its user's companion.
    COMPANION,
    /// Not all of the stage can be seen from it.
    RESTRICTED_VIEW,
    /// At the end of its row.
    AISLE
}
