package dev.frontrow.draw;

import java.util.Optional;

/// The waiting rooms whose draws are shown.
public interface DrawingRooms {

    /// Empty where there is no such concert.
    Optional<RoomDraw> draw(long concertId);
}
