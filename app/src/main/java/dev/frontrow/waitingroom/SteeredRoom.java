package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Phase;
import dev.frontrow.waitingroom.Places.RoomRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A concert's line together with what the operator said about it.
final class SteeredRoom {

    private final Concert concert;
    private final Room line;
    private final RoomDraw draw;
    private volatile RoomRow word;
    private volatile long savedServingPosition;

    SteeredRoom(Concert concert, Room line, RoomDraw draw, RoomRow word, long savedServingPosition) {
        this.concert = concert;
        this.line = line;
        this.draw = draw;
        this.word = word;
        this.savedServingPosition = savedServingPosition;
    }

    Concert concert() {
        return concert;
    }

    Room line() {
        return line;
    }

    RoomDraw draw() {
        return draw;
    }

    /// What is committed about the draw. It counts as drawn once whoever had given up stands where they were drawn to.
    void follow(DrawRow committed) {
        synchronized (draw) {
            if (!draw.drawn()) {
                committed.order(Lane.GENERAL).ifPresent(order -> line.reorder(order::positionOf));
                draw.follow(committed);
            }
        }
    }

    long positionOf(PlaceNumber place) {
        return draw.positionOf(place);
    }

    Standing look(PlaceNumber place, Instant now) {
        return line.look(positionOf(place), now);
    }

    void admitted(PlaceNumber place, Instant until) {
        line.admitted(positionOf(place), until);
    }

    /// Not while the order changes: what was a number must not be taken for a position.
    void ended(PlaceNumber place, PlaceState state) {
        synchronized (draw) {
            line.ended(positionOf(place), state);
        }
    }

    void live(PlaceNumber place) {
        synchronized (draw) {
            line.live(positionOf(place));
        }
    }

    @Nullable
    String message() {
        return word.message();
    }

    boolean holdsFrozen() {
        return word.holdsFrozen();
    }

    /// The phase by the clock, unless the operator has said otherwise; the end of the sale ends every phase.
    Phase phaseAt(Instant now) {
        return phaseAt(concert.onSale(), word.steeredPhase(), now);
    }

    static Phase phaseAt(OnSale onSale, @Nullable Phase steered, Instant now) {
        Phase byClock = onSale.phaseAt(now);
        if (steered == null || byClock == Phase.CLOSED) {
            return byClock;
        }
        return steered == Phase.PRE_QUEUE && byClock == Phase.OPEN ? Phase.OPEN : steered;
    }

    /// The operator's new word, once it is committed.
    void steer(RoomRow newWord, Instant now) {
        word = newWord;
        line.steer(line.terms().steered(newWord.capacity(), newWord.admitPerMinute()), now);
        admit(now);
    }

    /// Lets in whom the terms allow; answers whether the serving position moved.
    boolean admit(Instant now) {
        return line.admit(now, letsIn(now));
    }

    /// Whether a place whose turn has come may be claimed now.
    boolean letsIn(Instant now) {
        return phaseAt(now) == Phase.OPEN && draw.drawn();
    }

    /// Whether it is time to draw.
    boolean hasOpened(Instant now) {
        Phase phase = phaseAt(now);
        return phase == Phase.OPEN || phase == Phase.PAUSED;
    }

    long savedServingPosition() {
        return savedServingPosition;
    }

    void servingPositionSaved(long servingPosition) {
        savedServingPosition = servingPosition;
    }

    PlaceState stateOf(Standing standing, Instant now) {
        if (standing.state() != PlaceState.WAITING) {
            return standing.state();
        }
        return switch (phaseAt(now)) {
            case SCHEDULED, PRE_QUEUE -> PlaceState.PRE_QUEUE;
            case OPEN, PAUSED -> draw.drawn() ? PlaceState.WAITING : PlaceState.PRE_QUEUE;
            case CLOSED -> PlaceState.EXPIRED;
        };
    }

    /// How long the line takes to get to a position, at the least: by the rate alone.
    Duration fastestWait(long ahead) {
        return Duration.ofMillis(ahead * 60_000 / line.terms().admitPerMinute());
    }

    /// And at the most, when everybody who is let in stays for as long as they may.
    Duration slowestWait(long ahead) {
        long rounds = ahead / line.terms().capacity();
        Duration full = line.terms().admissionTtl().multipliedBy(rounds);
        Duration byRate = fastestWait(ahead).multipliedBy(3).dividedBy(2).plusSeconds(1);
        return full.compareTo(byRate) > 0 ? full : byRate;
    }
}
