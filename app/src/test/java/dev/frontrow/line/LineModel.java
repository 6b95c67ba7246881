package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A naive model of a room: a list of places, which every question scans. It does not decide how many places are
/// called. [#advance] tells it how far the room got, and it then knows which places were called.
final class LineModel {

    /// A place: its row in the database, and its state in memory.
    static final class Spot {
        final PlaceNumber number;
        long position;

        /// The state in the database; null if the join failed.
        @Nullable
        PlaceState stored = PlaceState.WAITING;

        @Nullable
        Instant storedUntil;

        @Nullable
        Instant admittedUntil;

        @Nullable
        PlaceState ended;

        @Nullable
        Instant calledAt;

        boolean gone;
        /// The line passed it because it was gone, so it is not expected.
        boolean passed;
        boolean presumed;
        Instant askedAt;
        /// Ticks since it was due to be presumed silent.
        int staleTicks;

        Spot(PlaceNumber number, Instant now) {
            this.number = number;
            this.position = number.number();
            this.askedAt = now;
        }
    }

    /// Within this many ticks the room checks every place for silence.
    private static final int LOOKED_AT_WITHIN = 25;

    final List<Spot> spots = new ArrayList<>();
    final Map<Lane, Long> serving = new EnumMap<>(Map.of(Lane.GENERAL, 0L, Lane.PRIORITY, 0L));
    final Map<Lane, Long> servingStored = new EnumMap<>(serving);
    final Map<Lane, Long> last = new EnumMap<>(serving);
    private final Map<Lane, Instant> lastCall = new EnumMap<>(Lane.class);
    /// The places whose admission is being stored, once per request.
    final List<Spot> entering = new ArrayList<>();
    final Set<Spot> atTheDoor = new HashSet<>();
    final Duration turnUp;
    LineTerms terms;

    @Nullable
    Instant pausedAt;
    /// True while every called place is certain to come and none was missed. Only then the model checks the
    /// counts.
    boolean simple = true;
    private double earned;
    private double highestRate;
    private Instant earnedAt;
    private long calledAltogether;

    LineModel(LineTerms terms, Instant now) {
        this.terms = terms;
        this.turnUp = terms.turnUpTtl();
        this.earnedAt = now;
        this.highestRate = terms.perSecond();
    }

    private static long of(Map<Lane, Long> map, Lane lane) {
        return Objects.requireNonNull(map.get(lane));
    }

    long serving(Lane lane) {
        return of(serving, lane);
    }

    long last(Lane lane) {
        return of(last, lane);
    }

    Spot join(Lane lane, Instant now) {
        last.merge(lane, 1L, Long::sum);
        Spot spot = new Spot(new PlaceNumber(lane, last(lane)), now);
        spots.add(spot);
        return spot;
    }

    /// Nobody has polled for this place.
    void silent(Spot spot) {
        spot.askedAt = Instant.EPOCH;
        spot.staleTicks = LOOKED_AT_WITHIN;
    }

    boolean isCalled(Spot spot) {
        return spot.position <= serving(spot.number.lane());
    }

    private boolean inTime(Spot spot, Instant now) {
        return spot.calledAt != null && (pausedAt != null || now.isBefore(spot.calledAt.plus(turnUp)));
    }

    PlaceState state(Spot spot, Instant now) {
        if (spot.admittedUntil != null) {
            return now.isBefore(spot.admittedUntil) ? PlaceState.ADMITTED : PlaceState.EXPIRED;
        }
        if (spot.ended != null) {
            return spot.ended;
        }
        return !isCalled(spot) || inTime(spot, now) ? PlaceState.WAITING : PlaceState.EXPIRED;
    }

    boolean isDue(Spot spot, Instant now) {
        return state(spot, now) == PlaceState.WAITING && isCalled(spot);
    }

    /// Whether the room may have forgotten how the place ended: it may once the time to claim is over.
    boolean mayBeForgotten(Spot spot) {
        return spot.ended != null && isCalled(spot) && spot.calledAt == null;
    }

    long inside() {
        long inside = 0;
        for (Spot spot : spots) {
            inside += spot.admittedUntil != null ? 1 : 0;
        }
        return inside;
    }

    /// The owner has polled, so the place is present.
    void asked(Spot spot, Instant now) {
        if (!isCalled(spot)) {
            spot.askedAt = now;
            spot.presumed = false;
            spot.staleTicks = 0;
        }
    }

    private long taken() {
        return inside() + entering.stream().distinct().count();
    }

    boolean reserveEntry(Spot spot) {
        if (entering.contains(spot) || taken() < terms.capacity()) {
            entering.add(spot);
            atTheDoor.remove(spot);
            return true;
        }
        atTheDoor.add(spot);
        return false;
    }

    void admitted(Spot spot, Instant until) {
        entering.removeIf(spot::equals);
        atTheDoor.remove(spot);
        if (spot.ended == PlaceState.EXPIRED) {
            // Memory had missed that its end was moved, or that it was admitted.
            spot.ended = null;
        }
        if (spot.ended == null && spot.admittedUntil == null) {
            spot.admittedUntil = until;
            spot.gone |= !isCalled(spot);
        }
    }

    void ended(Spot spot, PlaceState state) {
        entering.removeIf(spot::equals);
        atTheDoor.remove(spot);
        spot.admittedUntil = null;
        spot.ended = state;
        spot.gone |= !isCalled(spot);
    }

    void live(Spot spot, Instant now) {
        if (spot.admittedUntil != null) {
            return;
        }
        if (spot.gone && !isCalled(spot)) {
            spot.gone = false;
            asked(spot, now);
        }
        spot.ended = spot.ended == PlaceState.LEFT ? null : spot.ended;
    }

    /// Applies the passing of time, which every operation on the line does first, open or not.
    void passTime(Instant now, boolean open) {
        for (Spot spot : spots) {
            if (spot.admittedUntil != null && !now.isBefore(spot.admittedUntil)) {
                spot.admittedUntil = null;
                spot.ended = PlaceState.EXPIRED;
            }
        }
        if (pausedAt == null) {
            for (Spot spot : spots) {
                spot.calledAt = inTime(spot, now) ? spot.calledAt : null;
            }
            lastCall.values().removeIf(call -> !now.isBefore(call.plus(turnUp)));
            atTheDoor.removeIf(spot -> !isDue(spot, now));
        }
        earned += terms.perSecond() * Duration.between(earnedAt, now).toSeconds();
        earnedAt = now;
        if (!open) {
            pausedAt = pausedAt == null ? now : pausedAt;
        } else if (pausedAt != null) {
            Duration pause = Duration.between(pausedAt, now);
            spots.stream()
                    .filter(spot -> spot.calledAt != null)
                    .forEach(spot -> spot.calledAt =
                            Objects.requireNonNull(spot.calledAt).plus(pause));
            lastCall.replaceAll((_, call) -> call.plus(pause));
            pausedAt = null;
        }
    }

    /// Runs once per second, before places are called.
    void sweep(Instant now) {
        for (Spot spot : spots) {
            spot.staleTicks = isStale(spot, now) ? spot.staleTicks + 1 : 0;
            if (pausedAt == null
                    && spot.calledAt != null
                    && !now.isBefore(spot.calledAt.plus(CalledBatches.EXPECTED_WITHIN))) {
                simple = false;
            }
        }
    }

    private boolean isStale(Spot spot, Instant now) {
        Duration limit = spot.presumed ? Line.PRESUMED_FOR : Line.SILENT_AFTER;
        return now.getEpochSecond() - spot.askedAt.getEpochSecond() > limit.toSeconds();
    }

    private @Nullable Spot at(Lane lane, long position) {
        for (Spot spot : spots) {
            if (spot.number.lane() == lane && spot.position == position) {
                return spot;
            }
        }
        return null;
    }

    /// Moves the lane's serving position. Returns how many places were called, and adds violations to `wrong`.
    int advance(Lane lane, long to, Instant now, List<String> wrong) {
        if (to < serving(lane) || to > last(lane)) {
            wrong.add(lane + " went from " + serving(lane) + " to " + to + " of " + last(lane));
        }
        int called = 0;
        for (long position = serving(lane) + 1; position <= Math.min(to, last(lane)); position++) {
            Spot spot = Objects.requireNonNull(at(lane, position));
            if (spot.gone) {
                spot.passed = true;
                spot.calledAt = lastCall.get(lane);
            } else {
                spot.calledAt = now;
                lastCall.put(lane, now);
                simple &= !spot.presumed && !isStale(spot, now);
                called++;
            }
        }
        if (called > 0 && pausedAt != null) {
            wrong.add(lane + " called " + called + " while paused");
        }
        serving.put(lane, to);
        return called;
    }

    /// Checks, after the calls, whether this many were allowed.
    void judge(int called, List<String> wrong) {
        calledAltogether += called;
        highestRate = Math.max(highestRate, terms.perSecond());
        long taken = taken() + atTheDoor.size();
        if (called > 0 && taken >= terms.capacity()) {
            wrong.add("called " + called + " with " + taken + " of " + terms.capacity() + " places taken");
        }
        if (!simple || called == 0) {
            return;
        }
        long expected = spots.stream()
                .filter(spot -> spot.calledAt != null && spot.ended == null && spot.admittedUntil == null)
                .filter(spot -> isCalled(spot) && !spot.passed && !atTheDoor.contains(spot) && !entering.contains(spot))
                .count();
        if (expected + taken > terms.capacity()) {
            wrong.add(expected + " are expected and " + taken + " taken of " + terms.capacity());
        }
        double allowed = earned + Math.max(1, highestRate * AdmissionBudget.BURST.toSeconds());
        if (calledAltogether > allowed + 1e-6) {
            wrong.add("called " + calledAltogether + " where " + allowed + " were earned");
        }
    }

    private boolean waits(Spot spot) {
        return !isCalled(spot) && !spot.gone;
    }

    boolean anybodyWaits() {
        return spots.stream().anyMatch(this::waits);
    }

    /// Whether the count is possible: at least the places that polled recently, at most those too that the room
    /// may not have found silent yet.
    boolean mayBeAhead(Lane lane, long position, long ahead, Instant now) {
        long least = 0;
        long most = 0;
        for (Spot spot : spots) {
            if (spot.number.lane() == lane && spot.position < position && waits(spot)) {
                least += surelyAsks(spot, now) ? 1 : 0;
                most += mayAsk(spot) ? 1 : 0;
            }
        }
        return least <= ahead && ahead <= most;
    }

    boolean mayWait(long waiting, Instant now) {
        long least = 0;
        long most = 0;
        for (Spot spot : spots) {
            if (waits(spot)) {
                least += surelyAsks(spot, now) ? 1 : 0;
                most += mayAsk(spot) ? 1 : 0;
            }
        }
        return least <= waiting && waiting <= most;
    }

    private boolean surelyAsks(Spot spot, Instant now) {
        return spot.staleTicks == 0 && !isStale(spot, now);
    }

    private static boolean mayAsk(Spot spot) {
        return spot.staleTicks < LOOKED_AT_WITHIN;
    }

    void drawn(int[] positions, Instant now) {
        for (Spot spot : spots) {
            if (spot.number.lane() == Lane.GENERAL && spot.number.number() < positions.length) {
                spot.position = positions[(int) spot.number.number()];
                boolean stale = isStale(spot, now);
                spot.presumed = true;
                if (!stale) {
                    spot.askedAt = now;
                } else if (spot.staleTicks < LOOKED_AT_WITHIN) {
                    // The room may not have noticed the silence yet, and the draw presumes the place present
                    // again.
                    spot.staleTicks = (int) -Line.PRESUMED_FOR.toSeconds();
                }
            }
        }
    }

    /// Discards everything that was only in memory.
    void restarted(Instant now) {
        serving.putAll(servingStored);
        entering.clear();
        atTheDoor.clear();
        lastCall.clear();
        pausedAt = null;
        simple = false;
        for (Spot spot : spots) {
            spot.admittedUntil = null;
            spot.ended = null;
            spot.gone = false;
            spot.presumed = true;
            spot.askedAt = now;
            spot.staleTicks = 0;
            spot.calledAt = isCalled(spot) ? now : null;
        }
        serving.forEach((lane, position) -> {
            if (position > 0) {
                lastCall.put(lane, now);
            }
        });
    }
}
