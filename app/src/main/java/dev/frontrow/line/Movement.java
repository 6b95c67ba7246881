package dev.frontrow.line;

/// Who moves a line.
public enum Movement {
    /// This node calls places.
    CALLED_HERE,
    /// Another node calls them, and this one follows ([Line#follow]).
    CALLED_ELSEWHERE,
    /// Nobody: the sale is paused or closed, or the draw is to come.
    STANDING
}
