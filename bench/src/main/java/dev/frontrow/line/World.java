package dev.frontrow.line;

import java.time.Duration;
import java.util.SplittableRandom;

/// The parameters of a simulated on-sale. The room under test does not know them.
///
/// @param preQueueShare   share of fans who come before the opening; the others come after it, at a falling rate
/// @param goneShare       share of those early fans who never poll after the opening
/// @param patience        the time after which half of those waiting have closed the page
/// @param sleeperShare    share of fans whose page is hidden, so that it polls only every one to ten minutes
/// @param priorityShare   share of fans with an access code
/// @param seats           in the house; 0 for an unlimited number
/// @param seatsAreCounted whether the room is told how many are left
/// @param slowFrom        when the shop's latency triples; null if it never does
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
    /// The share of fans who poll too late, measured: a quarter of the sleepers.
    private static final double OVERSLEPT = 0.0125;
    private static final Duration USUAL_PATIENCE = Duration.ofHours(2);

    /// A crowd for an unlimited house, different for each seed; about three in ten never turn up.
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

    /// Two lanes; three fans in ten have an access code.
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

    /// Finds, by bisection, the share of gone fans with which this share never comes.
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

    /// The share of fans who give up before their turn, by a fluid model of the line.
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
