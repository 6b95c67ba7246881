package dev.frontrow.waitingroom.store;

import dev.frontrow.line.Lane;

/// A lane's progress as stored.
///
/// @param servingPosition everybody up to it has been called
/// @param numberGiven     the last number that was given
/// @param numberStored    the highest number whose place is stored; 0 if none
/// @param placesStored    the number of stored places
public record LaneProgress(Lane lane, long servingPosition, long numberGiven, long numberStored, long placesStored) {

    /// The last number of the lane, also if either record of it was lost.
    public long numberLast() {
        return Math.max(numberGiven, numberStored);
    }
}
