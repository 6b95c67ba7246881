package dev.frontrow.waitingroom.news;

import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import java.time.Duration;
import java.util.BitSet;
import java.util.UUID;

/// What one node has changed or seen in a room, for the others.
public sealed interface RoomChange {

    /// A new place.
    ///
    /// @param challenged whether it must solve a challenge first
    record Joined(PlaceNumber place, boolean challenged) implements RoomChange {}

    /// The place's owner was admitted, or the end of the admission was moved.
    record Admitted(PlaceNumber place, AdmissionTerm term) implements RoomChange {}

    /// The place is over.
    record Ended(PlaceNumber place, PlaceState state) implements RoomChange {}

    /// The place's owner has solved the challenge.
    record Proven(PlaceNumber place) implements RoomChange {}

    /// The place has changed in a way that only its row tells, or that this version of the server does not know.
    record Unclear(PlaceNumber place) implements RoomChange {}

    /// The operator has changed the settings.
    record Steered() implements RoomChange {}

    /// The numbers of a lane whose owners have recently polled at that node.
    ///
    /// @param numbers counted from `first`
    record Seen(Lane lane, long first, BitSet numbers) implements RoomChange {}

    /// What only that node knows of the shop.
    ///
    /// @param node      its id
    /// @param atTheDoor called people who wait there because the room is full
    /// @param calls     holds and payments since its last report
    /// @param p99       the 99th percentile of their latency
    record Report(UUID node, int atTheDoor, long calls, Duration p99) implements RoomChange {}
}
