package dev.frontrow.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Slows down guessing. Some wrong guesses are free; each one after them doubles the pause before the next. Wrong
/// guesses are forgotten with time, so nobody is locked out for good. A guess counts while it is being checked,
/// too: otherwise a thousand could be made at once. Thread-safe.
///
/// Keys are digests, so a longer text takes no more memory. The number of keys is limited: the least used are
/// forgotten first.
///
/// Each node of a cluster counts for itself. So with several live nodes a wrong guess counts as often on each, as
/// if all nodes had counted it.
public final class Guesses {

    /// @param free        wrong guesses without a pause
    /// @param atOnce      guesses that may be looked at together
    /// @param forgetEvery in which one wrong guess is forgotten
    /// @param pauseMax    the longest pause
    public record Terms(int free, int atOnce, Duration forgetEvery, Duration pauseMax) {}

    /// The client, account or both that guesses are counted for.
    public record Key(long high, long low) {

        public static Key of(Object... parts) {
            var text = new StringBuilder();
            for (Object part : parts) {
                text.append(part).append('\0');
            }
            try {
                var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                        .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
                return new Key(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 20;

    /// @param wrong wrong guesses that are not forgotten yet, as of `at`
    private record Tally(double wrong, Instant at, int running, Instant notBefore) {

        Tally at(Instant now, Duration forgetEvery) {
            double forgotten = (double) Math.max(0, ChronoUnit.MILLIS.between(at, now)) / forgetEvery.toMillis();
            return new Tally(Math.max(0, wrong - forgotten), now, running, notBefore);
        }

        Tally started() {
            return new Tally(wrong, at, running + 1, notBefore);
        }

        Tally ended() {
            return new Tally(wrong, at, Math.max(0, running - 1), notBefore);
        }
    }

    private final Terms terms;
    private final InstantSource time;
    private final IntSupplier nodes;
    private final Cache<Key, Tally> tallies;

    /// @param nodes how many nodes are alive, at least 1
    public Guesses(Terms terms, int keysMax, InstantSource time, IntSupplier nodes) {
        this.nodes = nodes;
        this.terms = terms;
        this.time = time;
        tallies = Caffeine.newBuilder()
                .maximumSize(keysMax)
                .expireAfterAccess(terms.forgetEvery()
                        .multipliedBy(terms.free() + DOUBLINGS_MAX)
                        .plus(terms.pauseMax()))
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()))
                .build();
    }

    /// Lets one guess be made, which has to end as [#right], [#wrong] or [#undone]; or says how long to wait, and
    /// then nothing has begun.
    public Duration begin(Key key) {
        var pause = new AtomicReference<>(Duration.ZERO);
        tallies.asMap().compute(key, (_, known) -> {
            Tally tally = current(known);
            if (tally.at().isBefore(tally.notBefore())) {
                pause.set(Duration.between(tally.at(), tally.notBefore()));
                return tally;
            }
            if (tally.running() >= terms.atOnce()) {
                pause.set(ONE_SECOND);
                return tally;
            }
            return tally.started();
        });
        return pause.get();
    }

    /// The guess was wrong.
    public void wrong(Key key) {
        tallies.asMap().compute(key, (_, known) -> {
            Tally tally = current(known).ended();
            double wrong = tally.wrong() + nodes.getAsInt();
            int doublings = (int) Math.min(DOUBLINGS_MAX, Math.round(wrong - terms.free()));
            Duration pause = doublings < 0 ? Duration.ZERO : ONE_SECOND.multipliedBy(1L << doublings);
            Instant notBefore = tally.at().plus(pause.compareTo(terms.pauseMax()) < 0 ? pause : terms.pauseMax());
            return new Tally(wrong, tally.at(), tally.running(), notBefore);
        });
    }

    /// The guess was right: its key belongs to the owner, so their slips are forgotten.
    public void right(Key key) {
        tallies.asMap().computeIfPresent(key, (_, known) -> {
            Tally ended = known.ended();
            return ended.running() == 0 ? null : new Tally(0, ended.at(), ended.running(), Instant.MIN);
        });
    }

    /// The guess was not checked after all.
    public void undone(Key key) {
        tallies.asMap().computeIfPresent(key, (_, known) -> known.ended());
    }

    private Tally current(@Nullable Tally known) {
        Instant now = time.instant();
        return Objects.requireNonNullElse(known, new Tally(0, now, 0, Instant.MIN))
                .at(now, terms.forgetEvery());
    }

    /// How many are remembered.
    long keys() {
        tallies.cleanUp();
        return tallies.estimatedSize();
    }
}
