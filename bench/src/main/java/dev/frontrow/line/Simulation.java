package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Simulates an on-sale in virtual time against the real [Line]. Each step is one second: first the line's tick,
/// then the fans' actions. Deterministic, except for the measured tick times.
final class Simulation {

    static final int PRIORITY_PERCENT = 70;
    static final Duration LATENCY_TARGET = Duration.ofSeconds(1);

    private static final Instant OPENING = Instant.parse("2026-12-01T11:00:00Z");
    private static final Duration TURN_UP = Duration.ofMinutes(5);
    private static final Duration ADMISSION = Duration.ofMinutes(10);
    private static final int SECONDS_MAX = 6 * 3_600;
    private static final int PRE_QUEUE_SECONDS = 30;
    private static final int SLEEPS_LEAST = 60;
    private static final int SLEEPS_MOST = 600;

    /// Receives the progress, from 0 to 1.
    interface Progress {
        void at(double share);
    }

    /// The calls of one tick, and whether both lanes still had waiting fans.
    record Served(int general, int priority, boolean bothWait) {}

    private final World world;
    private final SplittableRandom dice;
    private final Fans fans;
    private final Wheel wheel;
    private final SimulatedShop shop;
    private final Line line;
    private final Samples samples;
    private final int early;
    /// The fan by lane and rank.
    private final int[][] fanAt;
    private final int[] lastRank = new int[Lane.values().length];
    private final Turns[] turns = {new Turns(), new Turns()};

    private final List<TickReport> reports = new ArrayList<>();
    private final List<Served> served = new ArrayList<>();
    private final Stopwatch ticks = new Stopwatch(SECONDS_MAX);
    private Instant now = OPENING;
    private int second;
    private int admitted;
    private int inside;
    private int soldOutAt = Fans.NEVER;

    Simulation(World world) {
        this.world = world;
        dice = new SplittableRandom(world.seed());
        fans = new Fans(world.fans());
        wheel = new Wheel(world.fans(), SECONDS_MAX);
        shop = new SimulatedShop(world, dice.split());
        samples = new Samples(fans);
        early = (int) (world.fans() * world.preQueueShare());
        fanAt = new int[][] {new int[world.fans() + 1], new int[world.priorityShare() > 0 ? world.fans() + 1 : 0]};
        var terms = new LineTerms(
                world.capacity(), world.admitPerMinute(), PRIORITY_PERCENT, TURN_UP, ADMISSION, LATENCY_TARGET);
        line = new Line(terms, OPENING.minusSeconds(PRE_QUEUE_SECONDS));
    }

    /// Runs until every fan has been admitted or has left, or everything is sold.
    void run(Progress progress) {
        gather();
        planArrivals();
        while (second < SECONDS_MAX && !isOver()) {
            tick();
            wheel.run(second, this::act);
            progress.at((double) countServed() / world.fans());
            second++;
            now = OPENING.plusSeconds(second);
        }
    }

    private boolean isOver() {
        if (inside > 0) {
            return false;
        }
        boolean allHaveCome = second > world.arrivals().toSeconds();
        return soldOutAt != Fans.NEVER || allHaveCome && countServed() == lastRank[0] + lastRank[1];
    }

    private long countServed() {
        return line.servingPosition(Lane.GENERAL) + line.servingPosition(Lane.PRIORITY);
    }

    // ---- before the opening ----

    private void gather() {
        for (int fan = 0; fan < early; fan++) {
            describe(fan, 0);
            fans.number[fan] = takeNumber(fans.lane(fan), OPENING.minusSeconds(1));
            lastRank[fans.lane(fan).ordinal()]++;
        }
        for (Lane lane : Lane.values()) {
            draw(lane);
        }
        for (int fan = 0; fan < early; fan++) {
            if (dice.nextDouble() < world.goneShare()) {
                fans.quitsAt[fan] = 0;
            } else {
                int registrations = lastRank[fans.lane(fan).ordinal()];
                Duration until = Polling.beforeOpening(Duration.ofSeconds(1), registrations, fans.number[fan]);
                wheel.at((int) until.minusSeconds(1).toSeconds(), fan);
                samples.consider(fan);
            }
        }
    }

    private void describe(int fan, int joins) {
        double halfLives = -Math.log(1 - dice.nextDouble()) / Math.log(2);
        fans.joinedAt[fan] = joins;
        fans.quitsAt[fan] = joins + (int) (halfLives * world.patience().toSeconds());
        fans.sleeper[fan] = dice.nextDouble() < world.sleeperShare();
        fans.priority[fan] = dice.nextDouble() < world.priorityShare();
    }

    private void draw(Lane lane) {
        int[] positions = drawn(lastRank[lane.ordinal()]);
        for (int fan = 0; fan < early; fan++) {
            if (fans.lane(fan) == lane) {
                stands(fan, positions[fans.number[fan]]);
            }
        }
        line.draw(lane, positions, OPENING);
    }

    private int[] drawn(int count) {
        int[] positions = new int[count + 1];
        for (int i = 1; i <= count; i++) {
            int j = 1 + dice.nextInt(i);
            positions[i] = positions[j];
            positions[j] = i;
        }
        return positions;
    }

    private void stands(int fan, int rank) {
        fans.rank[fan] = rank;
        fanAt[fans.lane(fan).ordinal()][rank] = fan;
    }

    /// Plans the arrivals; most come soon after the opening.
    private void planArrivals() {
        int late = world.fans() - early;
        double window = world.arrivals().toSeconds();
        for (int i = 0; i < late; i++) {
            double share = (i + 0.5) / late;
            int at = (int) (window * (1 - Math.sqrt(1 - share)));
            describe(early + i, at);
            wheel.at(at, early + i);
        }
    }

    // ---- second by second ----

    private void tick() {
        long general = line.servingPosition(Lane.GENERAL);
        long priority = line.servingPosition(Lane.PRIORITY);
        Shop seen = shop.seen(second, inside);
        if (soldOutAt == Fans.NEVER && shop.isSoldOut()) {
            soldOutAt = second;
        }
        ticks.start();
        TickReport report = line.tick(now, soldOutAt == Fans.NEVER ? Movement.CALLED_HERE : Movement.STANDING, seen);
        ticks.stop();
        reports.add(report);
        served.add(new Served(
                noteTurns(Lane.GENERAL, general),
                noteTurns(Lane.PRIORITY, priority),
                waits(Lane.GENERAL) && waits(Lane.PRIORITY)));
    }

    private boolean waits(Lane lane) {
        return line.servingPosition(lane) < lastRank[lane.ordinal()];
    }

    private int noteTurns(Lane lane, long from) {
        long to = line.servingPosition(lane);
        turns[lane.ordinal()].moved(from, to);
        for (long rank = from + 1; rank <= to; rank++) {
            int fan = fanAt[lane.ordinal()][(int) rank];
            if (line.look(fans.place(fan), now).due()) {
                fans.turnAt[fan] = second;
            }
        }
        return (int) (to - from);
    }

    private void act(int fan) {
        if (fans.hasCome(fan)) {
            shopping(fan);
        } else if (second < fans.quitsAt[fan] && soldOutAt == Fans.NEVER) {
            if (fans.number[fan] == 0) {
                join(fan);
            }
            poll(fan);
        }
    }

    private void join(int fan) {
        Lane lane = fans.lane(fan);
        fans.number[fan] = takeNumber(lane, now);
        stands(fan, ++lastRank[lane.ordinal()]);
        samples.consider(fan);
    }

    private int takeNumber(Lane lane, Instant at) {
        long number = line.lastNumber(lane) + 1;
        line.joined(new PlaceNumber(lane, number), at);
        return (int) number;
    }

    private void shopping(int fan) {
        int next = shop.act(fan, second);
        if (next > 0) {
            wheel.at(second + next, fan);
        } else {
            inside--;
            line.ended(fans.place(fan), PlaceState.FINISHED);
        }
    }

    private void poll(int fan) {
        PlaceNumber place = fans.place(fan);
        fans.polls[fan]++;
        Standing standing = line.look(place, now);
        switch (standing.state()) {
            case WAITING -> {
                if (standing.due()) {
                    claim(fan, place);
                } else {
                    wait(fan, place);
                }
            }
            case EXPIRED -> {
                // The fan polled too late and has lost the place.
            }
            case PRE_QUEUE, ADMITTED, FINISHED, LEFT -> throw new IllegalStateException("a waiting fan is " + standing);
        }
    }

    private void claim(int fan, PlaceNumber place) {
        fans.turnAt[fan] = Math.min(fans.turnAt[fan], second);
        turns[place.lane().ordinal()].letIn(fans.rank[fan]);
        if (!line.reserveEntry(place)) {
            wheel.at(second + 1, fan);
            return;
        }
        line.admitted(place, now.plus(ADMISSION));
        fans.cameAt[fan] = second;
        admitted++;
        inside++;
        wheel.at(second + shop.enter(fan, second), fan);
    }

    private void wait(int fan, PlaceNumber place) {
        turns[place.lane().ordinal()].waits(fans.rank[fan]);
        WaitEstimate estimate = line.ask(place, now, null);
        remember(fan, estimate);
        int after = fans.sleeper[fan]
                ? dice.nextInt(SLEEPS_LEAST, SLEEPS_MOST)
                : (int) Math.ceil(estimate.pollAfter().toMillis() / 1000.0);
        wheel.at(second + after, fan);
    }

    private void remember(int fan, WaitEstimate estimate) {
        int low = second + (int) estimate.low().toSeconds();
        int high = second + (int) estimate.high().toSeconds();
        if (fans.polls[fan] == 1) {
            fans.firstLow[fan] = low;
            fans.firstHigh[fan] = high;
        }
        // Keeps one random poll of each fan; each is equally likely.
        if (dice.nextInt(fans.polls[fan]) == 0) {
            fans.lookLow[fan] = low;
            fans.lookHigh[fan] = high;
        }
        samples.told(fan, new Samples.Told(second, estimate.ahead(), low, high));
    }

    // ---- afterwards ----

    World world() {
        return world;
    }

    Fans fans() {
        return fans;
    }

    SimulatedShop shop() {
        return shop;
    }

    /// Kendall's tau for the fans of the lane who came.
    double tau(Lane lane) {
        int[] ranked = fanAt[lane.ordinal()];
        int[] turnsInOrder = new int[lastRank[lane.ordinal()]];
        int came = 0;
        for (int rank = 1; rank <= turnsInOrder.length; rank++) {
            if (fans.hasCome(ranked[rank])) {
                turnsInOrder[came++] = fans.turnAt[ranked[rank]];
            }
        }
        return Turns.kendallTau(Arrays.copyOf(turnsInOrder, came));
    }

    int outOfTurn() {
        return turns[0].outOfTurn() + turns[1].outOfTurn();
    }

    /// The tick reports, one for each second.
    List<TickReport> reports() {
        return reports;
    }

    List<Served> served() {
        return served;
    }

    Stopwatch ticks() {
        return ticks;
    }

    List<Samples.Story> stories() {
        return samples.stories();
    }

    int admitted() {
        return admitted;
    }

    int seconds() {
        return second;
    }

    /// The second of the sell-out; [Fans#NEVER] if it never happened.
    int soldOutAt() {
        return soldOutAt;
    }
}
