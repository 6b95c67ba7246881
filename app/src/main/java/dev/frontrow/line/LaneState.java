package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/// One lane's numbers, and the position up to which they were called. A number is given once; its position is the same,
/// except for those who came before the draw. Not thread-safe: [Line] guards it.
final class LaneState {

    private final Presence presence = new Presence();
    private final QuotedWaits windows = new QuotedWaits();
    private final CalledBatches calls = new CalledBatches(presence);
    private final Calibration.Pending forecasts;
    private final Arrivals arrivals = new Arrivals();
    private final Turnout turnout = new Turnout();
    private final BitSet unknown = new BitSet();
    /// Places that are over though they could still be claimed, or will be called: they must not be taken for live.
    private final TreeMap<Long, PlaceState> over = new TreeMap<>();

    private long lastNumber;
    /// The last one that is known to have come to somebody.
    private long lastGiven;
    private long servingPosition;
    private LongUnaryOperator order = LongUnaryOperator.identity();
    private int[] drawn = {};

    LaneState(Calibration.Pending forecasts) {
        this.forecasts = forecasts;
    }

    /// As it was before a restart: whoever waits counts as present, and whoever was called gets their whole
    /// time to turn up again.
    void restore(long last, long serving, Instant now, int second) {
        lastNumber = Math.max(last, serving);
        lastGiven = lastNumber;
        servingPosition = serving;
        calls.restore(serving, now);
        for (long position = serving + 1; position <= lastNumber; position++) {
            presence.presume(position, second);
        }
        turnout.presumeAfterRestart(lastNumber - servingPosition, second);
    }

    /// The order of the first registrations, as it was drawn before a restart.
    void restoreDraw(long registrations, LongUnaryOperator drawnOrder) {
        order = drawnOrder;
        drawn = new int[(int) registrations + 1];
    }

    /// The next number. It is never given again, even if nobody ends up with it.
    long takeNumber(int second) {
        lastNumber++;
        presence.seen(lastNumber, second);
        return lastNumber;
    }

    /// Numbers up to this one belong to others already.
    void skipTo(long number) {
        lastNumber = Math.max(lastNumber, number);
        given(number);
    }

    /// The number has come to somebody: its place is stored.
    void given(long number) {
        lastGiven = Math.max(lastGiven, number);
    }

    /// These numbers have no place stored. It may be lost, and it may be on its way.
    void missing(BitSet numbers) {
        unknown.or(numbers);
    }

    /// What is remembered of the number's place may differ from what is stored.
    void doubt(long number) {
        unknown.set((int) number);
    }

    /// Whether the number's place is stored as it is remembered.
    boolean isKnown(long number) {
        return !unknown.get((int) number);
    }

    void known(long number) {
        unknown.clear((int) number);
    }

    /// From now on registration `n` stands at `positions[n]`.
    void draw(int[] positions, int second) {
        drawn = positions;
        presence.reorder(positions, second);
        turnout.presume(positions.length - 1L, second);
        TreeMap<Long, PlaceState> before = new TreeMap<>(over.headMap((long) positions.length));
        before.keySet().forEach(over::remove);
        before.forEach((number, state) -> over.put(positionOf(number), state));
    }

    long positionOf(long number) {
        if (number >= drawn.length) {
            return number;
        }
        int at = (int) number;
        if (drawn[at] == 0) {
            drawn[at] = (int) order.applyAsLong(number);
        }
        return drawn[at];
    }

    /// Whether somebody is left to call. Passes those who are gone on the way.
    boolean advancePastGone() {
        while (servingPosition < lastNumber && presence.isGone(servingPosition + 1)) {
            servingPosition++;
            calls.extendTo(servingPosition);
        }
        return servingPosition < lastNumber;
    }

    Presence.Sign nextSign() {
        return presence.sign(servingPosition + 1);
    }

    /// Calls the next one, who is expected to come with this chance.
    void callNext(double chance, Instant now, int second) {
        servingPosition++;
        presence.called(servingPosition);
        calls.call(servingPosition, presence.sign(servingPosition), chance, now);
        windows.judge(servingPosition, second);
        forecasts.judge(servingPosition, second);
    }

    /// Forgets calls whose time to turn up is over.
    void expire(Instant now, Duration turnUpTtl) {
        calls.expire(now, turnUpTtl, over);
    }

    Standing look(long position, Instant now, Duration turnUpTtl, boolean paused) {
        PlaceState ended = over.get(position);
        if (ended != null) {
            return Standing.of(ended);
        }
        if (position > servingPosition) {
            return Standing.of(PlaceState.WAITING);
        }
        return calls.isClaimable(position, now, turnUpTtl, paused)
                ? Standing.turnHasCome()
                : Standing.of(PlaceState.EXPIRED);
    }

    /// The place has been let in. After a restart that may be known before its turn comes again.
    void entered(long position, CalledBatches.Experience experience) {
        if (position > servingPosition) {
            presence.gone(position);
        } else {
            calls.came(position, experience);
        }
    }

    boolean isOver(long position) {
        return over.containsKey(position);
    }

    /// It did not run out after all: its end had moved.
    void notExpired(long position) {
        over.remove(position, PlaceState.EXPIRED);
    }

    /// The place is over, or its number came to nobody. Repeating it changes nothing.
    void ended(long position, PlaceState state) {
        if (position > servingPosition) {
            presence.gone(position);
            over.put(position, state);
        } else if (calls.isCalled(position)) {
            over.put(position, state);
        }
    }

    /// The place is stored as waiting, whatever was thought of it.
    void live(long position, int second) {
        if (position > servingPosition) {
            presence.notGone(position, second);
        }
        over.remove(position, PlaceState.LEFT);
    }

    long peopleAhead(long position) {
        return Math.max(0, position - servingPosition - 1);
    }

    long aliveAhead(long position) {
        return presence.aliveBetween(servingPosition + 1, position - 1);
    }

    /// Those between the serving position and the end of the line who still ask after their place.
    long waiting() {
        return presence.waitingCount();
    }

    Presence presence() {
        return presence;
    }

    QuotedWaits windows() {
        return windows;
    }

    CalledBatches calls() {
        return calls;
    }

    Calibration.Pending forecasts() {
        return forecasts;
    }

    /// Looks at how it grew in so many seconds of moving, and at how many of those presumed to be there have asked.
    void observe(double seconds, int second) {
        arrivals.observe(seconds, lastNumber);
        turnout.observe(presence.answeredCount(), second);
    }

    /// How likely somebody is there who is only presumed to be.
    double turnoutChance() {
        return turnout.chance(presence.answeredCount());
    }

    /// How much of the line may be missing, or there besides, because it is only presumed to be there.
    double turnoutDoubt() {
        return turnout.doubt() * presence.presumedShare();
    }

    Arrivals arrivals() {
        return arrivals;
    }

    long lastNumber() {
        return lastNumber;
    }

    long lastGiven() {
        return lastGiven;
    }

    long servingPosition() {
        return servingPosition;
    }
}
