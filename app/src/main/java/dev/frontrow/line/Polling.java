package dev.frontrow.line;

import java.time.Duration;

/// When a place should poll again: after a tenth of its wait, from 1 to 30 seconds. So a place polls a number of
/// times that grows with the logarithm of its wait. Jitter keeps a crowd that joined together from polling
/// together.
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

    /// The interval before the opening. The first poll after it is spread over the time that the server needs for
    /// the whole crowd.
    public static Duration beforeOpening(Duration untilOpening, long registrations, long number) {
        double wait = untilOpening.toNanos() / 1e9;
        double longest = LONGEST.toSeconds() / (1 + JITTER) * (1 + JITTER * spread(number));
        double crowd = crowdSeconds(registrations);
        double seconds = wait > longest ? longest : Math.max(SHORTEST.toSeconds(), wait + crowd * spread(number));
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    /// The seconds after the opening over which the first polls of so many registrations are spread; at most 30.
    static double crowdSeconds(long registrations) {
        return Math.clamp(registrations / ASKING_PER_SECOND, 0, LONGEST.toSeconds());
    }

    /// A pseudo-random number in [0, 1), fixed for a position.
    static double spread(long position) {
        return (double) Math.floorMod(position * SPREAD_PRIME, SPREAD) / SPREAD;
    }
}
