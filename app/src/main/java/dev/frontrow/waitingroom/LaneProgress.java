package dev.frontrow.waitingroom;

import dev.frontrow.line.Lane;

/// How far a lane has got, as it is stored.
///
/// @param numberStored the highest number whose place is stored
/// @param placesStored how many places are
record LaneProgress(
        Lane lane, long servingPosition, long numberGiven, long numberMax, long numberStored, long placesStored) {}
