package dev.frontrow.waitingroom.store;

import dev.frontrow.line.Lane;

/// A lane's progress as stored.
///
/// @param servingPosition everybody up to it has been called
/// @param numberGiven     the published end of the lane
/// @param numberMax       numbers up to this one are leased, so they may have been given
/// @param numberStored    the highest number whose place is stored; 0 if none
/// @param placesStored    the number of stored places
public record LaneProgress(
        Lane lane, long servingPosition, long numberGiven, long numberMax, long numberStored, long placesStored) {}
