package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// One lane's numbers and its serving position. A number is given once. Its position equals the number, except
/// for places that took part in the draw. Not thread-safe: [Line] guards it.
final class LaneState {

    private final Presence presence = new Presence();
    private final QuotedWaits quotedWaits = new QuotedWaits();
    private final CalledBatches calls = new CalledBatches(presence);
    private final Calibration.Pending forecasts;
    private final Arrivals arrivals = new Arrivals();
    private final Turnout turnout = new Turnout();
    private final BitSet unknown = new BitSet();
    /// Numbers that have recently polled here; null while no other node needs them.
    private @Nullable BitSet polled;

    /// States of ended places that are still claimable or not yet called; without an entry they would count as
    /// live.
    private final TreeMap<Long, PlaceState> over = new TreeMap<>();

    /// The highest number whose place is known to be stored.
    private long lastNumber;
    private long servingPosition;
    private LongUnaryOperator order = LongUnaryOperator.identity();
    private int[] drawn = {};

    LaneState(Calibration.Pending forecasts) {
        this.forecasts = forecasts;
    }

    /// Restores the lane after a restart. Waiting places count as presumed present. Called places get their full
    /// time to turn up again.
    void restore(long last, long serving, Instant now, int second) {
        lastNumber = Math.max(last, serving);
        servingPosition = serving;
        calls.restore(serving, now);
        for (long position = serving + 1; position <= lastNumber; position++) {
            presence.presume(position, second);
        }
        turnout.presumeAfterRestart(lastNumber - servingPosition, second);
    }

    /// Restores the drawn order after a restart. Positions are computed on demand.
    void restoreDraw(long registrations, LongUnaryOperator drawnOrder) {
        order = drawnOrder;
        drawn = new int[(int) registrations + 1];
    }

    /// Numbers up to this one were given. Those that were not known yet are uncertain: others have them, or nobody.
    void reaches(long number) {
        if (number > lastNumber) {
            unknown.set((int) lastNumber + 1, (int) number + 1);
            lastNumber = number;
        }
    }

    /// The number's place was found stored.
    void found(long number) {
        if (number > lastNumber) {
            reaches(number);
            known(number);
        }
    }

    /// The number's place has just been stored.
    void joined(long number, int second) {
        reaches(number);
        known(number);
        long position = positionOf(number);
        if (position > servingPosition) {
            presence.seen(position, second);
        }
    }

    /// These numbers have no stored place: it is lost, or its insert is still running.
    void missing(BitSet numbers) {
        unknown.or(numbers);
    }

    /// Memory and database may disagree on this number's place.
    void doubt(long number) {
        unknown.set((int) number);
    }

    /// False while memory and database may disagree on this number's place.
    boolean isKnown(long number) {
        return number <= lastNumber && !unknown.get((int) number);
    }

    void known(long number) {
        unknown.clear((int) number);
    }

    void rememberPolls() {
        polled = polled == null ? new BitSet() : polled;
    }

    /// The number's owner has polled here.
    void polled(long number) {
        if (polled != null) {
            polled.set((int) number);
        }
    }

    /// The numbers that have polled here since the last call.
    BitSet takeSeen() {
        BitSet taken = new BitSet();
        if (polled != null) {
            taken.or(polled);
            polled.clear();
        }
        return taken;
    }

    /// Applies the draw: registration `n` now has position `positions[n]`.
    void draw(int[] positions, int second) {
        reaches(positions.length - 1L);
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

    /// Moves the serving position past places that are gone; true if another place is left to call.
    boolean advancePastGone() {
        boolean passed = true;
        while (passed && servingPosition < lastNumber) {
            passed = passGone();
        }
        return servingPosition < lastNumber;
    }

    /// Passes the next place if it is gone; false if it is not.
    boolean passGone() {
        boolean gone = presence.isGone(servingPosition + 1);
        if (gone) {
            servingPosition++;
            calls.extendTo(servingPosition);
        }
        return gone;
    }

    Presence.Sign nextSign() {
        return presence.sign(servingPosition + 1);
    }

    /// Calls the next place.
    ///
    /// @param chance the probability that its owner comes
    void callNext(double chance, Instant now, int second) {
        servingPosition++;
        presence.called(servingPosition);
        calls.call(servingPosition, presence.sign(servingPosition), chance, now);
        quotedWaits.judge(servingPosition, second);
        forecasts.judge(servingPosition, second);
    }

    /// Drops calls whose time to turn up is over.
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

    /// The place was admitted. After a restart its position may lie ahead of the serving position; then the line
    /// will skip it.
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

    /// Undoes an expiry, because the admission had been extended.
    void notExpired(long position) {
        over.remove(position, PlaceState.EXPIRED);
    }

    /// The place has ended. Idempotent.
    void ended(long position, PlaceState state) {
        if (position > servingPosition) {
            presence.gone(position);
            over.put(position, state);
        } else if (calls.isCalled(position)) {
            over.put(position, state);
        }
    }

    /// The database has the place as waiting: undoes what memory assumed.
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

    /// People not called yet who still poll.
    long waiting() {
        return presence.waitingCount();
    }

    Presence presence() {
        return presence;
    }

    QuotedWaits quotedWaits() {
        return quotedWaits;
    }

    CalledBatches calls() {
        return calls;
    }

    Calibration.Pending forecasts() {
        return forecasts;
    }

    /// Updates the join rate and the turnout.
    ///
    /// @param seconds in which the line moved since the last call; 0 while it stood still
    void observe(double seconds, int second) {
        arrivals.observe(seconds, lastNumber);
        turnout.observe(presence.answeredCount(), second);
    }

    /// The probability that a presumed place's owner is there.
    double turnoutChance() {
        return turnout.chance(presence.answeredCount());
    }

    /// The relative uncertainty of the lane's length that comes from presumed places.
    double turnoutDoubt() {
        return turnout.doubt() * presence.presumedShare();
    }

    Arrivals arrivals() {
        return arrivals;
    }

    long lastNumber() {
        return lastNumber;
    }

    long servingPosition() {
        return servingPosition;
    }
}
