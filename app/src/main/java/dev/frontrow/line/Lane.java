package dev.frontrow.line;

/// A line's part with numbers of its own. The ordinal is written into queue tokens: never reorder.
public enum Lane {
    /// For everybody.
    GENERAL,
    /// For those with an access code.
    PRIORITY
}
