package dev.frontrow.waitingroom;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// One line, in memory. A position is a number given once; admission moves one serving position forward; everybody
/// compares. So a look at a place costs the same however long the line is, and needs no database.
///
/// Deterministic: no clock, no I/O, the same calls give the same answers. It records what the database has already
/// committed; what it forgets in a crash is read back from there. Thread-safe by one lock, held for microseconds.
final class Room {

    /// A credit that piled up while nobody waited is worth this long, so that an empty room never lets a crowd in at
    /// once.
    private static final Duration BURST = Duration.ofSeconds(1);

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    /// Positions after `from` that were passed together.
    private static final class Call {
        private final long from;
        private Instant calledAt;
        private long unclaimed;

        Call(long from, Instant calledAt, long unclaimed) {
            this.from = from;
            this.calledAt = calledAt;
            this.unclaimed = unclaimed;
        }
    }

    private record Admission(long position, Instant until) {}

    private RoomTerms terms;
    private long lastPosition;
    private long servingPosition;
    private double credit;
    private Instant creditedAt;
    private @Nullable Instant pausedAt;
    private long unclaimed;

    /// By the last position of each; those still claimable only.
    private final TreeMap<Long, Call> calls = new TreeMap<>();
    private final Map<Long, Instant> admitted = new HashMap<>();
    private final PriorityQueue<Admission> admissionEnds = new PriorityQueue<>(Comparator.comparing(Admission::until));
    /// Places that are over though their number could still be claimed, or will be called: they must not be taken for
    /// live.
    private final TreeMap<Long, PlaceState> over = new TreeMap<>();
    private final Set<Long> givenUpAhead = new HashSet<>();

    Room(RoomTerms terms, long lastPosition, long servingPosition, Instant now) {
        this.terms = terms;
        this.lastPosition = Math.max(lastPosition, servingPosition);
        this.servingPosition = servingPosition;
        this.creditedAt = now;
        this.credit = creditMax();
        if (servingPosition > 0) {
            // When these were called is not known any more: they get their whole time to turn up again. How many of
            // them are still to come is not known either, so they hold no place against the capacity.
            calls.put(servingPosition, new Call(0, now, 0));
        }
    }

    /// The next number. It is never given again, even if nobody ends up with it.
    synchronized long takeNumber() {
        return ++lastPosition;
    }

    /// Numbers up to this one belong to others already.
    synchronized void skipTo(long position) {
        lastPosition = Math.max(lastPosition, position);
    }

    /// Moves the serving position as far as the terms allow; answers whether it moved.
    synchronized boolean admit(Instant now, boolean open) {
        expire(now);
        earnCredit(now);
        if (!open) {
            pausedAt = pausedAt == null ? now : pausedAt;
            return false;
        }
        resume(now);
        long release = Math.min(
                Math.min((long) credit, terms.capacity() - admitted.size() - unclaimed),
                lastPosition - servingPosition);
        if (release <= 0) {
            return false;
        }
        pass(servingPosition + release, now);
        credit -= release;
        return true;
    }

    private void pass(long to, Instant now) {
        long live = to - servingPosition;
        for (long position = servingPosition + 1; position <= to && !givenUpAhead.isEmpty(); position++) {
            if (givenUpAhead.remove(position)) {
                live--;
            }
        }
        calls.put(to, new Call(servingPosition, now, live));
        unclaimed += live;
        servingPosition = to;
    }

    private void earnCredit(Instant now) {
        long nanos = Math.max(0, Duration.between(creditedAt, now).toNanos());
        credit = Math.min(creditMax(), credit + nanos * terms.admitPerMinute() / NANOS_PER_MINUTE);
        creditedAt = now;
    }

    private double creditMax() {
        return Math.max(1, terms.admitPerMinute() * (BURST.toNanos() / NANOS_PER_MINUTE));
    }

    /// While the room was paused nobody's time to turn up ran.
    private void resume(Instant now) {
        if (pausedAt != null) {
            Duration pause = Duration.between(pausedAt, now);
            calls.values().forEach(call -> call.calledAt = call.calledAt.plus(pause));
            pausedAt = null;
        }
    }

    private void expire(Instant now) {
        while (!admissionEnds.isEmpty() && !admissionEnds.peek().until().isAfter(now)) {
            long position = admissionEnds.poll().position();
            if (admitted.remove(position) != null) {
                over.put(position, PlaceState.EXPIRED);
            }
        }
        while (pausedAt == null && !calls.isEmpty() && ended(calls.firstEntry().getValue(), now)) {
            var missed = calls.pollFirstEntry();
            unclaimed -= missed.getValue().unclaimed;
            // From here on whoever is not admitted is EXPIRED anyway.
            over.subMap(missed.getValue().from, false, missed.getKey(), true).clear();
        }
    }

    private boolean ended(Call call, Instant now) {
        return !now.isBefore(call.calledAt.plus(terms.turnUpTtl()));
    }

    /// How the position stands now. Meaningful only for a number that was given, which a genuine queue token proves.
    synchronized Standing look(long position, Instant now) {
        PlaceState ended = over.get(position);
        if (ended != null) {
            return Standing.of(ended);
        }
        Instant until = admitted.get(position);
        if (until != null) {
            return now.isBefore(until) ? Standing.admitted(until) : Standing.of(PlaceState.EXPIRED);
        }
        if (position > servingPosition) {
            return Standing.of(PlaceState.WAITING);
        }
        Call call = callOf(position);
        boolean missed = call == null || pausedAt == null && ended(call, now);
        return missed ? Standing.of(PlaceState.EXPIRED) : Standing.turnHasCome();
    }

    private @Nullable Call callOf(long position) {
        var call = calls.ceilingEntry(position);
        return call != null && call.getValue().from < position ? call.getValue() : null;
    }

    /// The database has admitted the place. Repeating it changes nothing.
    synchronized void admitted(long position, Instant until) {
        if (!over.containsKey(position) && admitted.put(position, until) == null) {
            admissionEnds.add(new Admission(position, until));
            claimed(position);
        }
    }

    private void claimed(long position) {
        Call call = callOf(position);
        if (call != null && call.unclaimed > 0) {
            call.unclaimed--;
            unclaimed--;
        }
    }

    /// Moves the end of every running admission, as the database has it.
    synchronized void moveAdmissions(Duration by, Instant now) {
        admitted.replaceAll((_, until) -> until.isAfter(now) ? until.plus(by) : until);
        admissionEnds.clear();
        admitted.forEach((position, until) -> admissionEnds.add(new Admission(position, until)));
    }

    /// The place is over, or its number came to nobody. Repeating it changes nothing.
    synchronized void ended(long position, PlaceState state) {
        boolean ahead = position > servingPosition;
        boolean wasUnclaimed = admitted.remove(position) == null && !over.containsKey(position);
        if (ahead || callOf(position) != null) {
            over.put(position, state);
        }
        if (ahead) {
            givenUpAhead.add(position);
        } else if (wasUnclaimed) {
            claimed(position);
        }
    }

    /// After all the number has an owner: its insert was thought to have failed but had not.
    synchronized void live(long position) {
        givenUpAhead.remove(position);
        over.remove(position, PlaceState.LEFT);
    }

    /// Numbers were drawn: whoever gave up before stands where they were drawn to. Nobody was admitted before.
    synchronized void reorder(LongUnaryOperator positionOf) {
        Map<Long, PlaceState> overBefore = Map.copyOf(over);
        over.clear();
        overBefore.forEach((number, state) -> over.put(positionOf.applyAsLong(number), state));
        Set<Long> givenUpBefore = Set.copyOf(givenUpAhead);
        givenUpAhead.clear();
        givenUpBefore.forEach(number -> givenUpAhead.add(positionOf.applyAsLong(number)));
    }

    synchronized void steer(RoomTerms newTerms, Instant now) {
        earnCredit(now);
        terms = newTerms;
        credit = Math.min(credit, creditMax());
    }

    synchronized RoomTerms terms() {
        return terms;
    }

    synchronized long lastPosition() {
        return lastPosition;
    }

    synchronized long servingPosition() {
        return servingPosition;
    }

    /// People between the serving position and the end of the line, as far as they have not given up.
    synchronized long waiting() {
        return lastPosition - servingPosition - givenUpAhead.size();
    }

    synchronized int activeBuyers() {
        return admitted.size();
    }
}
