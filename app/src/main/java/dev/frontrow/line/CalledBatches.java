package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who of a lane was called and may still claim their place. Not thread-safe: [Line] guards it.
final class CalledBatches {

    /// Whoever asks after their place does so at least this often, so after it hardly anybody is to be expected.
    static final Duration EXPECTED_WITHIN = Duration.ofSeconds(45);

    /// What is called within this time makes one call.
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private static final int SIGNS = Presence.Sign.values().length;

    /// Positions after `from` that were called together.
    private static final class Call {
        private final long from;
        private final Instant firstCalledAt;
        private Instant calledAt;
        private final int[] called = new int[SIGNS];
        private final int[] came = new int[SIGNS];
        private double expected;
        private int left;
        /// Nobody reckons with the rest any more: who comes now comes late.
        private boolean learned;
        /// Called before a restart. Who comes of them was on the books of those days, not on these.
        private boolean restored;

        Call(long from, Instant calledAt) {
            this.from = from;
            this.firstCalledAt = calledAt;
            this.calledAt = calledAt;
        }

        private double missing() {
            return expected - Arrays.stream(came).sum();
        }

        private double outstanding() {
            return Math.max(0, missing() - left);
        }
    }

    /// Tells what became of those called, once nobody else is expected.
    interface Experience {

        /// So many of those who had shown this sign came.
        void learn(Presence.Sign sign, int called, int came);

        /// Altogether so many fewer came than were expected.
        void missed(double arrivals);

        /// Somebody came whom nobody expected any more.
        void cameLate(Presence.Sign sign);
    }

    private final Presence presence;
    /// By the last position of each.
    private final TreeMap<Long, Call> byLast = new TreeMap<>();

    CalledBatches(Presence presence) {
        this.presence = presence;
    }

    void restore(long servingPosition, Instant now) {
        if (servingPosition > 0) {
            Call call = new Call(0, now);
            call.learned = true;
            call.restored = true;
            byLast.put(servingPosition, call);
        }
    }

    void call(long position, Presence.Sign sign, double chance, Instant now) {
        Map.Entry<Long, Call> last = byLast.lastEntry();
        Call call = last == null || !isOpen(last.getValue(), now) ? new Call(position - 1, now) : last.getValue();
        if (last != null && call == last.getValue()) {
            byLast.remove(last.getKey());
        }
        call.calledAt = now;
        call.expected += chance;
        call.called[sign.ordinal()]++;
        byLast.put(position, call);
    }

    private static boolean isOpen(Call call, Instant now) {
        return !call.learned && now.isBefore(call.firstCalledAt.plus(TOGETHER));
    }

    /// A position that nobody will claim belongs to the last call, so that calls stay without gaps.
    void extendTo(long position) {
        Map.Entry<Long, Call> last = byLast.pollLastEntry();
        if (last != null) {
            byLast.put(position, last.getValue());
        }
    }

    void expire(Instant now, Duration turnUpTtl, NavigableMap<Long, PlaceState> over) {
        while (!byLast.isEmpty() && isOver(byLast.firstEntry().getValue(), now, turnUpTtl)) {
            var missed = byLast.pollFirstEntry();
            // From here on whoever is not admitted is EXPIRED anyway.
            over.subMap(missed.getValue().from, false, missed.getKey(), true).clear();
        }
    }

    private static boolean isOver(Call call, Instant now, Duration turnUpTtl) {
        return !now.isBefore(call.calledAt.plus(turnUpTtl));
    }

    boolean isCalled(long position) {
        return callOf(position) != null;
    }

    boolean isClaimable(long position, Instant now, Duration turnUpTtl, boolean paused) {
        Call call = callOf(position);
        return call != null && (paused || !isOver(call, now, turnUpTtl));
    }

    private @Nullable Call callOf(long position) {
        var call = byLast.ceilingEntry(position);
        return call != null && call.getValue().from < position ? call.getValue() : null;
    }

    /// Somebody who was called came.
    void came(long position, Experience experience) {
        Call call = callOf(position);
        if (call == null || call.restored) {
            return;
        }
        Presence.Sign sign = presence.sign(position);
        if (call.learned || presence.isGone(position)) {
            experience.cameLate(sign);
        } else {
            call.came[sign.ordinal()]++;
        }
    }

    /// Somebody who was called will not come any more. Nobody expected whom the line went past because they were gone.
    void left(long position) {
        Call call = callOf(position);
        if (call != null && !presence.isGone(position)) {
            call.left++;
        }
    }

    /// How many of those called are still expected to come.
    double outstanding() {
        double outstanding = 0;
        for (Call call : byLast.descendingMap().values()) {
            if (call.learned) {
                break;
            }
            outstanding += call.outstanding();
        }
        return outstanding;
    }

    void learn(Instant now, Experience experience) {
        for (Call call : byLast.values()) {
            if (!call.learned && !now.isBefore(call.calledAt.plus(EXPECTED_WITHIN))) {
                call.learned = true;
                for (Presence.Sign sign : Presence.Sign.values()) {
                    experience.learn(sign, call.called[sign.ordinal()], call.came[sign.ordinal()]);
                }
                experience.missed(call.missing());
            }
        }
    }

    /// While the room was paused nobody's time to turn up ran.
    void postpone(Duration pause) {
        byLast.values().forEach(call -> call.calledAt = call.calledAt.plus(pause));
    }
}
