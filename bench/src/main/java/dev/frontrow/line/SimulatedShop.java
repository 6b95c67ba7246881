package dev.frontrow.line;

import dev.frontrow.catalog.Stock;
import dev.frontrow.catalog.Stock.LevelStock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// The actions of admitted buyers: look around, hold some seats, pay or not. Seats are only counted.
final class SimulatedShop {

    private static final double BROWSING_SECONDS = 60;
    private static final double PAYING_SECONDS = 90;
    private static final double JUST_LOOKING = 0.2;
    private static final double NOT_PAYING = 0.2;
    private static final int HOLD_SECONDS = 300;
    private static final int ADMISSION_SECONDS = 600;
    private static final int RETRY_SECONDS = 5;
    private static final int SEATS_MAX = 4;
    private static final Duration LATENCY = Duration.ofMillis(400);

    private enum Step {
        BROWSING,
        LOOKING_FOR_SEATS,
        PAYING,
        LETTING_GO,
        DONE
    }

    private final World world;
    private final SplittableRandom dice;
    private final Step[] step;
    private final byte[] heldBy;
    private final int[] leavesAt;
    private long free;
    private long held;
    private long sold;
    private long holds;
    private double holdsEnded = 10;
    private double holdsReturned = 3;
    private int calls;
    private int foundNothing;

    SimulatedShop(World world, SplittableRandom dice) {
        this.world = world;
        this.dice = dice;
        step = new Step[world.fans()];
        heldBy = new byte[world.fans()];
        leavesAt = new int[world.fans()];
        free = world.seats();
    }

    /// Admits the buyer. Returns the seconds until the first action.
    int enter(int fan, int second) {
        step[fan] = Step.BROWSING;
        leavesAt[fan] = second + ADMISSION_SECONDS - 1;
        return exponential(BROWSING_SECONDS);
    }

    /// Runs the buyer's next action. Returns the seconds until the one after, or 0 if the buyer leaves.
    int act(int fan, int second) {
        calls++;
        return switch (step[fan]) {
            case BROWSING -> {
                if (dice.nextDouble() < JUST_LOOKING) {
                    yield leave(fan);
                }
                step[fan] = Step.LOOKING_FOR_SEATS;
                yield look(fan, second);
            }
            case LOOKING_FOR_SEATS -> look(fan, second);
            case PAYING -> {
                sold += heldBy[fan];
                yield endHold(fan, false);
            }
            case LETTING_GO -> {
                free += heldBy[fan];
                yield endHold(fan, true);
            }
            case DONE -> 0;
        };
    }

    private int look(int fan, int second) {
        if (world.seats() == 0) {
            step[fan] = Step.PAYING;
            return exponential(PAYING_SECONDS);
        }
        if (free > 0) {
            return hold(fan);
        }
        if (held > 0 && second + RETRY_SECONDS < leavesAt[fan]) {
            return RETRY_SECONDS;
        }
        foundNothing++;
        return leave(fan);
    }

    private int hold(int fan) {
        byte seats = (byte) Math.min(free, 1 + dice.nextInt(SEATS_MAX));
        free -= seats;
        held += seats;
        holds++;
        heldBy[fan] = seats;
        boolean pays = dice.nextDouble() >= NOT_PAYING;
        step[fan] = pays ? Step.PAYING : Step.LETTING_GO;
        return pays ? Math.min(HOLD_SECONDS - 1, exponential(PAYING_SECONDS)) : dice.nextInt(30, HOLD_SECONDS);
    }

    private int endHold(int fan, boolean returned) {
        if (world.seats() > 0) {
            held -= heldBy[fan];
            holds--;
            holdsEnded++;
            holdsReturned += returned ? 1 : 0;
        }
        return leave(fan);
    }

    private int leave(int fan) {
        step[fan] = Step.DONE;
        return 0;
    }

    /// The state of the shop that the room sees once per second.
    Shop seen(int second, int inside) {
        int called = calls;
        calls = 0;
        Stock stock = !world.seatsAreCounted()
                ? null
                : new Stock(holds, holdsReturned / holdsEnded, List.of(new LevelStock("All", free, held, sold)));
        return new Shop(stock, called, latency(second, inside));
    }

    /// Grows with the number of buyers inside; an incident triples it.
    private Duration latency(int second, int inside) {
        boolean slow = second >= world.slowFrom().toSeconds()
                && second < world.slowTo().toSeconds();
        double usual = world.admitPerMinute() * 2.5;
        double load = 0.7 + 0.3 * inside / usual;
        double noise = 0.9 + 0.2 * dice.nextDouble();
        return Duration.ofNanos((long) (LATENCY.toNanos() * load * noise * (slow ? 3 : 1)));
    }

    /// Whether the house has a limit and all seats are finally sold.
    boolean isSoldOut() {
        return world.seats() > 0 && free == 0 && held == 0;
    }

    /// The number of buyers who wanted seats but found none while they were inside.
    int foundNothing() {
        return foundNothing;
    }

    long sold() {
        return sold;
    }

    private int exponential(double mean) {
        return 1 + (int) (-Math.log(1 - dice.nextDouble()) * mean);
    }
}
