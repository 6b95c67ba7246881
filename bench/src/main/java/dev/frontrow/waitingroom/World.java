package dev.frontrow.waitingroom;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What a simulated on-sale is like. The room under test knows none of it.
///
/// @param preQueueShare   of the fans who come before the opening; the others come after it, ever fewer
/// @param goneShare       of those who came before the opening and never ask again after it
/// @param patience        the time after which half of those waiting have closed the page
/// @param sleeperShare    whose page is hidden, so that it asks only every minute or up to ten
/// @param seats           in the house; 0: nobody counts them
/// @param slowFrom        when the shop's latency triples; none if it never does
record World(
        String name,
        long seed,
        int fans,
        double preQueueShare,
        Duration arrivals,
        int admitPerMinute,
        int capacity,
        double goneShare,
        Duration patience,
        double sleeperShare,
        int seats,
        Duration slowFrom,
        Duration slowTo) {

    /// A million people for an endless house; about three in ten never turn up.
    static World rush(long seed, int fans) {
        RandomGenerator dice = new java.util.SplittableRandom(seed);
        return new World(
                "rush",
                seed,
                fans,
                dice.nextDouble(0.5, 0.9),
                Duration.ofMinutes(dice.nextInt(20, 60)),
                Math.max(60, fans / 100),
                fans,
                dice.nextDouble(0.14, 0.20),
                Duration.ofMinutes(dice.nextInt(90, 160)),
                0.05,
                0,
                Duration.ZERO,
                Duration.ZERO);
    }

    /// Ten times as many fans as there are seats.
    static World sellingOut(long seed) {
        return new World(
                "selling out",
                seed,
                100_000,
                0.7,
                Duration.ofMinutes(20),
                2_000,
                4_000,
                0.2,
                Duration.ofMinutes(120),
                0.05,
                20_000,
                Duration.ZERO,
                Duration.ZERO);
    }

    /// The shop's latency triples at minute 10, for ten minutes.
    static World slowShop(long seed) {
        return new World(
                "slow shop",
                seed,
                100_000,
                0.8,
                Duration.ofMinutes(10),
                1_500,
                100_000,
                0.2,
                Duration.ofMinutes(120),
                0.05,
                0,
                Duration.ofMinutes(10),
                Duration.ofMinutes(20));
    }
}
