package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// A line with its own time, which tests move by hand.
public final class HandCrankedLine {

    static final Instant START = Instant.parse("2026-12-01T11:00:00Z");
    static final Duration TURN_UP = Duration.ofMinutes(5);
    static final Duration ADMISSION = Duration.ofMinutes(10);
    static final Duration LATENCY_TARGET = Duration.ofSeconds(1);

    public final Line real;
    public Instant now = START;
    boolean open = true;
    Shop shop = Shop.UNKNOWN;

    public HandCrankedLine(LineTerms terms) {
        real = new Line(terms, START);
    }

    public HandCrankedLine(int capacity, int admitPerMinute) {
        this(terms(capacity, admitPerMinute));
    }

    static LineTerms terms(int capacity, int admitPerMinute) {
        return new LineTerms(capacity, admitPerMinute, 70, TURN_UP, ADMISSION, LATENCY_TARGET);
    }

    static PlaceNumber general(long number) {
        return new PlaceNumber(Lane.GENERAL, number);
    }

    public PlaceNumber join() {
        return join(Lane.GENERAL);
    }

    public PlaceNumber join(Lane lane) {
        var place = new PlaceNumber(lane, real.lastNumber(lane) + 1);
        real.joined(place, now);
        return place;
    }

    public List<PlaceNumber> join(int count) {
        return IntStream.range(0, count).mapToObj(_ -> join()).toList();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Movement movement() {
        return open ? Movement.CALLED_HERE : Movement.STANDING;
    }

    boolean callNext() {
        return real.callNext(now, movement());
    }

    boolean admitAfter(Duration time) {
        pass(time);
        return callNext();
    }

    public TickReport tick() {
        pass(Duration.ofSeconds(1));
        return real.tick(now, movement(), shop);
    }

    void tickFor(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            tick();
        }
    }

    Standing look(PlaceNumber place) {
        return real.look(place, now);
    }

    PlaceState state(PlaceNumber place) {
        return look(place).state();
    }

    boolean isDue(PlaceNumber place) {
        return look(place).due();
    }

    /// Claims the place, as a poll does: refuses a place that is not due.
    public boolean claim(PlaceNumber place) {
        if (!isDue(place) || !real.reserveEntry(place)) {
            return false;
        }
        real.admitted(place, now.plus(ADMISSION));
        return true;
    }

    public void finish(PlaceNumber place) {
        real.ended(place, PlaceState.FINISHED);
    }

    void leave(PlaceNumber place) {
        real.ended(place, PlaceState.LEFT);
    }

    WaitEstimate ask(PlaceNumber place) {
        return real.ask(place, now, null);
    }

    public long called() {
        return real.servingPosition(Lane.GENERAL);
    }
}
