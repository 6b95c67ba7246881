package dev.frontrow.waitingroom;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// A room with the time by which it goes, cranked by hand.
final class HandCrankedRoom {

    static final Instant START = Instant.parse("2026-12-01T11:00:00Z");
    static final Duration TURN_UP = Duration.ofMinutes(5);
    static final Duration ADMISSION = Duration.ofMinutes(10);
    static final Duration LATENCY_TARGET = Duration.ofSeconds(1);

    final Room room;
    Instant now = START;
    boolean open = true;
    Shop shop = Shop.UNKNOWN;

    HandCrankedRoom(RoomTerms terms) {
        room = new Room(terms, START);
    }

    HandCrankedRoom(int capacity, int admitPerMinute) {
        this(terms(capacity, admitPerMinute));
    }

    static RoomTerms terms(int capacity, int admitPerMinute) {
        return new RoomTerms(capacity, admitPerMinute, 70, TURN_UP, ADMISSION, LATENCY_TARGET);
    }

    static PlaceNumber general(long number) {
        return new PlaceNumber(Lane.GENERAL, number);
    }

    PlaceNumber join() {
        return join(Lane.GENERAL);
    }

    PlaceNumber join(Lane lane) {
        return room.takeNumber(lane, now);
    }

    List<PlaceNumber> join(int count) {
        return IntStream.range(0, count).mapToObj(_ -> join()).toList();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    boolean admit() {
        return room.admit(now, open);
    }

    boolean admitAfter(Duration time) {
        pass(time);
        return admit();
    }

    Decision tick() {
        pass(Duration.ofSeconds(1));
        return room.tick(now, open, shop);
    }

    void tickFor(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            tick();
        }
    }

    Standing look(PlaceNumber place) {
        return room.look(place, now);
    }

    PlaceState state(PlaceNumber place) {
        return look(place).state();
    }

    boolean isDue(PlaceNumber place) {
        return look(place).due();
    }

    /// As the buyer's poll does it: nobody gets in whose turn has not come.
    boolean claim(PlaceNumber place) {
        if (!isDue(place) || !room.mayEnter(place)) {
            return false;
        }
        room.admitted(place, now.plus(ADMISSION));
        return true;
    }

    void finish(PlaceNumber place) {
        room.ended(place, PlaceState.FINISHED);
    }

    void leave(PlaceNumber place) {
        room.ended(place, PlaceState.LEFT);
    }

    Outlook ask(PlaceNumber place) {
        return room.ask(place, now);
    }

    long called() {
        return room.servingPosition(Lane.GENERAL);
    }
}
