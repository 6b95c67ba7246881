package dev.frontrow.draw;

import java.util.Optional;

/// Finds the waiting rooms whose draws are shown.
public interface DrawingRooms {

    /// Empty for an unknown concert.
    Optional<RoomDraw> draw(long concertId);
}
