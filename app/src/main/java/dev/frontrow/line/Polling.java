package dev.frontrow.line;

import java.time.Duration;

/// When a place should ask again: after a tenth of its wait, so that the load of polls grows with the logarithm of the
/// line, spread out so that a crowd that came together does not come back together.
public final class Polling {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int POLLS_PER_WAIT = 10;
    private static final double JITTER = 0.3;
    private static final double ASKING_PER_SECOND = 5_000;
    private static final long SPREAD_PRIME = 7_919;
    private static final int SPREAD = 1_000;

    private Polling() {}

    /// @param waitSeconds the likely wait
    static Duration after(double waitSeconds, long position) {
        double tenth =
                Math.clamp(waitSeconds / POLLS_PER_WAIT, SHORTEST.toSeconds(), LONGEST.toSeconds() / (1 + JITTER));
        return Duration.ofMillis((long) (tenth * (1 + JITTER * spread(position)) * 1_000));
    }

    /// Before the opening nobody has to be fast, so a crowd may be spread: everybody asks once within the time that the
    /// server needs for all of them.
    public static Duration beforeOpening(Duration untilOpening, long registrations, long number) {
        double wait = untilOpening.toNanos() / 1e9;
        double longest = LONGEST.toSeconds() / (1 + JITTER) * (1 + JITTER * spread(number));
        double crowd = crowdSeconds(registrations);
        double seconds = wait > longest ? longest : Math.max(SHORTEST.toSeconds(), wait + crowd * spread(number));
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    /// Within how many seconds after the opening so many registrations ask for the first time.
    static double crowdSeconds(long registrations) {
        return Math.clamp(registrations / ASKING_PER_SECOND, 0, LONGEST.toSeconds());
    }

    /// A number from 0 to 1 that looks random from one position to the next and stays the same for each.
    static double spread(long position) {
        return (double) Math.floorMod(position * SPREAD_PRIME, SPREAD) / SPREAD;
    }
}
