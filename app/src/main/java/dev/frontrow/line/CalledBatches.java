package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One lane's called positions that may still be claimed, in batches of about a second. Not thread-safe: [Line]
/// guards it.
final class CalledBatches {

    /// Called places are expected to come within this time, since a client polls at least every 30 seconds.
    static final Duration EXPECTED_WITHIN = Duration.ofSeconds(45);

    /// Positions called within this time form one batch.
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
        /// Closed for statistics: further claims count as late.
        private boolean learned;
        /// Called before a restart. The previous process counted them, so this one does not.
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

    /// Receives what became of a batch once nobody else of it is expected.
    interface Experience {

        /// Of `called` places with this sign, `came` came.
        void learn(Presence.Sign sign, int called, int came);

        /// In total, `arrivals` fewer came than were expected; negative if more came.
        void missed(double arrivals);

        /// Somebody came after the batch was closed for statistics, or from a place that counted as gone.
        void cameLate(Presence.Sign sign);
    }

    private final Presence presence;
    /// Batches by their last position.
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

    /// Adds positions that nobody will claim to the last batch, so that batches leave no gaps.
    void extendTo(long position) {
        Map.Entry<Long, Call> last = byLast.pollLastEntry();
        if (last != null) {
            byLast.put(position, last.getValue());
        }
    }

    void expire(Instant now, Duration turnUpTtl, NavigableMap<Long, PlaceState> over) {
        while (!byLast.isEmpty() && isOver(byLast.firstEntry().getValue(), now, turnUpTtl)) {
            var missed = byLast.pollFirstEntry();
            // Without a batch a position is EXPIRED unless admitted, so its entry is not needed.
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

    /// A called place was claimed.
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

    /// A called place will not be claimed any more. Places that were already gone when the line passed them were
    /// never expected and do not count.
    void left(long position) {
        Call call = callOf(position);
        if (call != null && !presence.isGone(position)) {
            call.left++;
        }
    }

    /// The expected number of called people still to come.
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

    /// Time to turn up does not run during a pause.
    void postpone(Duration pause) {
        byLast.values().forEach(call -> call.calledAt = call.calledAt.plus(pause));
    }
}
