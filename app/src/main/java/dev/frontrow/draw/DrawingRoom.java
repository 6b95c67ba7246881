package dev.frontrow.draw;

import java.time.Instant;

/// What a draw needs of a concert's waiting room.
public interface DrawingRoom {

    long concertId();

    RoomDraw draw();

    /// Takes over the committed draw and, once drawn, puts the line in that order. Idempotent.
    void follow(DrawRow committed, Instant now);
}
