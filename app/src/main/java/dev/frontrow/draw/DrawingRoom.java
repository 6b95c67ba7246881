package dev.frontrow.draw;

import java.time.Instant;

/// A concert's waiting room, as its draw sees it.
public interface DrawingRoom {

    long concertId();

    RoomDraw draw();

    /// Puts the line in the order that was drawn, once it is committed. Repeating it changes nothing.
    void follow(DrawRow committed, Instant now);
}
