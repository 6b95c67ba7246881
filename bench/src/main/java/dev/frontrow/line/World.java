package dev.frontrow.line;

import java.time.Duration;
import java.util.SplittableRandom;

/// What a simulated on-sale is like. The room under test knows none of it.
///
/// @param preQueueShare   of the fans who come before the opening; the others come after it, ever fewer
/// @param goneShare       of those who came before the opening and never ask again after it
/// @param patience        the time after which half of those waiting have closed the page
/// @param sleeperShare    whose page is hidden, so that it asks only every minute or up to ten
/// @param priorityShare   who have an access code
/// @param seats           in the house; 0: no end of them
/// @param seatsAreCounted whether the room is told how many are left
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
        double priorityShare,
        int seats,
        boolean seatsAreCounted,
        Duration slowFrom,
        Duration slowTo) {

    private static final double SLEEPERS = 0.05;
    /// Sleepers who asked too late, as it comes out: a quarter of them.
    private static final double OVERSLEPT = 0.0125;
    private static final Duration USUAL_PATIENCE = Duration.ofHours(2);

    /// A crowd for an endless house, each seed another one; in all of them about three in ten never turn up.
    static World rush(long seed, int fans) {
        SplittableRandom dice = new SplittableRandom(seed);
        double neverCome = dice.nextDouble(0.29, 0.31);
        World crowd = new World(
                "rush",
                seed,
                fans,
                dice.nextDouble(0.5, 0.9),
                Duration.ofMinutes(dice.nextInt(20, 60)),
                Math.max(60, fans / 100),
                fans,
                0,
                Duration.ofMinutes(dice.nextInt(90, 160)),
                SLEEPERS,
                0,
                0,
                false,
                Duration.ZERO,
                Duration.ZERO);
        return crowd.withGone(crowd.goneSoThat(neverCome - OVERSLEPT));
    }

    /// Five times as many fans as there are seats, and a buyer takes two or three.
    static World sellingOut(long seed, int fans, boolean seatsAreCounted) {
        return new World(
                "selling out",
                seed,
                fans,
                0.7,
                Duration.ofMinutes(20),
                fans / 50,
                fans / 25,
                0.2,
                USUAL_PATIENCE,
                SLEEPERS,
                0,
                fans / 5,
                seatsAreCounted,
                Duration.ZERO,
                Duration.ZERO);
    }

    /// The shop's latency triples at minute 10, for ten minutes.
    static World slowShop(long seed, int fans) {
        return new World(
                "slow shop",
                seed,
                fans,
                0.8,
                Duration.ofMinutes(10),
                fans * 3 / 200,
                fans,
                0.2,
                USUAL_PATIENCE,
                SLEEPERS,
                0,
                0,
                false,
                Duration.ofMinutes(10),
                Duration.ofMinutes(20));
    }

    /// Three in ten have an access code.
    static World twoLanes(long seed, int fans) {
        return new World(
                "two lanes",
                seed,
                fans,
                0.7,
                Duration.ofMinutes(20),
                Math.max(60, fans / 60),
                fans,
                0.2,
                USUAL_PATIENCE,
                SLEEPERS,
                0.3,
                0,
                false,
                Duration.ZERO,
                Duration.ZERO);
    }

    private World withGone(double share) {
        return new World(
                name,
                seed,
                fans,
                preQueueShare,
                arrivals,
                admitPerMinute,
                capacity,
                share,
                patience,
                sleeperShare,
                priorityShare,
                seats,
                seatsAreCounted,
                slowFrom,
                slowTo);
    }

    /// By halving: the more are gone from the start, the fewer come at all.
    private double goneSoThat(double neverCome) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (withGone(middle).neverCome() < neverCome) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Which share of the fans gives up before the turn comes, as if the line were a fluid.
    private double neverCome() {
        double step = 5;
        double givingUp = Math.log(2) / patience.toSeconds();
        double early = fans * preQueueShare;
        double waiting = early * (1 - goneShare);
        double gone = early - waiting;
        double window = arrivals.toSeconds();
        for (double time = 0; time < window || waiting > 0; time += step) {
            double arriving = time < window ? 2 * (fans - early) / window * (1 - time / window) : 0;
            double quitting = waiting * givingUp;
            gone += quitting * step;
            waiting = Math.max(0, waiting + (arriving - quitting - admitPerMinute / 60.0) * step);
        }
        return gone / fans;
    }
}
