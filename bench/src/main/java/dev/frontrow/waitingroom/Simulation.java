package dev.frontrow.waitingroom;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Plays an on-sale in virtual time against the real [Room], one second a step.
final class Simulation {

    private static final Instant OPENING = Instant.parse("2026-12-01T11:00:00Z");
    private static final Duration TURN_UP = Duration.ofMinutes(5);
    private static final Duration ADMISSION = Duration.ofMinutes(10);
    private static final Duration LATENCY_TARGET = Duration.ofSeconds(1);
    private static final int SECONDS_MAX = 6 * 3_600;
    private static final int PRE_QUEUE_SECONDS = 30;
    private static final int SAMPLES = 10;

    /// What one fan was told at one poll.
    record Told(int second, long position, long ahead, int low, int high) {}

    private final World world;
    private final SplittableRandom dice;
    private final Fans fans;
    private final Wheel wheel;
    private final SimulatedShop shop;
    private final Room room;
    private final int lateJoiners;

    private final int[] turnOf;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<List<Told>> samples = new ArrayList<>();
    private final long[] tickNanos = new long[SECONDS_MAX];
    private int admitted;
    private int inside;
    private int outOfTurn;
    private long furthestTurn;
    private int second;
    private long heapBytes;

    Simulation(World world) {
        this.world = world;
        dice = new SplittableRandom(world.seed());
        fans = new Fans(world.fans());
        wheel = new Wheel(world.fans(), SECONDS_MAX);
        shop = new SimulatedShop(world, dice.split());
        var terms = new RoomTerms(world.capacity(), world.admitPerMinute(), 70, TURN_UP, ADMISSION, LATENCY_TARGET);
        room = new Room(terms, OPENING.minusSeconds(PRE_QUEUE_SECONDS));
        lateJoiners = (int) (world.fans() * (1 - world.preQueueShare()));
        turnOf = new int[world.fans() + 1];
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(new ArrayList<>());
        }
    }

    /// Runs until everybody who was to come has come or gone.
    void run(@Nullable Progress progress) {
        gather();
        planArrivals();
        while (second < SECONDS_MAX && !isOver()) {
            tick();
            wheel.run(second, this::act);
            if (progress != null) {
                progress.at(room.servingPosition(Lane.GENERAL), world.fans());
            }
            second++;
        }
    }

    private boolean isOver() {
        boolean allHaveCome = second > world.arrivals().toSeconds();
        return allHaveCome && inside == 0 && room.servingPosition(Lane.GENERAL) == room.lastNumber(Lane.GENERAL);
    }

    /// Tells somebody who watches how far it is.
    interface Progress {
        void at(long done, long of);
    }

    private void gather() {
        int early = world.fans() - lateJoiners;
        Instant before = OPENING.minusSeconds(1);
        for (int fan = 0; fan < early; fan++) {
            join(fan, before);
            fans.joinedAt[fan] = 0;
            boolean gone = dice.nextDouble() < world.goneShare();
            fans.quitsAt[fan] = gone ? 0 : quitsAt(0);
            if (!gone) {
                wheel.at((int) (Polling.spread(fan) * 10), fan);
            }
        }
        room.draw(Lane.GENERAL, drawn(early), OPENING);
        heapBytes = usedHeap();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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

    /// Most come soon after the opening.
    private void planArrivals() {
        int early = world.fans() - lateJoiners;
        double window = world.arrivals().toSeconds();
        for (int i = 0; i < lateJoiners; i++) {
            double share = (i + 0.5) / lateJoiners;
            int at = (int) (window * (1 - Math.sqrt(1 - share)));
            fans.joinedAt[early + i] = at;
            fans.quitsAt[early + i] = quitsAt(at);
            wheel.at(at, early + i);
        }
    }

    private int quitsAt(int joined) {
        double halfLives = -Math.log(1 - dice.nextDouble()) / Math.log(2);
        return joined + (int) (halfLives * world.patience().toSeconds());
    }

    private void join(int fan, Instant now) {
        fans.number[fan] = (int) room.takeNumber(Lane.GENERAL, now).number();
        fans.sleeper[fan] = dice.nextDouble() < world.sleeperShare();
    }

    private void tick() {
        long called = room.servingPosition(Lane.GENERAL);
        Shop seen = shop.seen(second, inside);
        long began = System.nanoTime();
        decisions.add(room.tick(now(), true, seen));
        tickNanos[second] = System.nanoTime() - began;
        long serving = room.servingPosition(Lane.GENERAL);
        for (long position = called + 1; position <= serving; position++) {
            turnOf[(int) position] = second;
        }
    }

    private void act(int fan) {
        if (fans.cameAt[fan] != Fans.NEVER) {
            shopping(fan);
        } else if (second < fans.quitsAt[fan]) {
            if (fans.number[fan] == 0) {
                join(fan, now());
            }
            poll(fan);
        }
    }

    private void shopping(int fan) {
        int next = shop.act(fan, second);
        if (next > 0) {
            wheel.at(second + next, fan);
        } else {
            inside--;
            room.ended(place(fan), PlaceState.FINISHED);
        }
    }

    private void poll(int fan) {
        PlaceNumber place = place(fan);
        fans.polls[fan]++;
        Standing standing = room.look(place, now());
        switch (standing.state()) {
            case WAITING -> {
                if (standing.due()) {
                    claim(fan, place);
                } else {
                    wait(fan, place);
                }
            }
            case EXPIRED -> fans.turnAt[fan] = turn(fan);
            case PRE_QUEUE, ADMITTED, FINISHED, LEFT -> throw new IllegalStateException("a waiting fan is " + standing);
        }
    }

    private void claim(int fan, PlaceNumber place) {
        fans.turnAt[fan] = turn(fan);
        furthestTurn = Math.max(furthestTurn, room.positionOf(place));
        if (!room.mayEnter(place)) {
            wheel.at(second + 1, fan);
            return;
        }
        room.admitted(place, now().plus(ADMISSION));
        fans.cameAt[fan] = second;
        admitted++;
        inside++;
        wheel.at(second + shop.enter(fan, second), fan);
    }

    private void wait(int fan, PlaceNumber place) {
        if (room.positionOf(place) < furthestTurn) {
            outOfTurn++;
        }
        Outlook outlook = room.ask(place, now());
        remember(fan, place, outlook);
        int after = fans.sleeper[fan]
                ? dice.nextInt(60, 600)
                : (int) Math.ceil(outlook.pollAfter().toMillis() / 1000.0);
        wheel.at(second + after, fan);
    }

    private void remember(int fan, PlaceNumber place, Outlook outlook) {
        int low = second + (int) outlook.low().toSeconds();
        int high = second + (int) outlook.high().toSeconds();
        if (fans.firstHigh[fan] == Fans.NEVER) {
            fans.firstLow[fan] = low;
            fans.firstHigh[fan] = high;
        }
        // One look for each fan, each as likely as any other.
        if (dice.nextInt(fans.polls[fan]) == 0) {
            fans.lookLow[fan] = low;
            fans.lookHigh[fan] = high;
        }
        int apart = world.fans() / SAMPLES;
        if (fan % apart == apart / 2 && !fans.sleeper[fan]) {
            samples.get(fan / apart).add(new Told(second, room.positionOf(place), outlook.ahead(), low, high));
        }
    }

    private int turn(int fan) {
        return turnOf[(int) room.positionOf(place(fan))];
    }

    private PlaceNumber place(int fan) {
        return new PlaceNumber(Lane.GENERAL, fans.number[fan]);
    }

    private Instant now() {
        return OPENING.plusSeconds(second);
    }

    World world() {
        return world;
    }

    Fans fans() {
        return fans;
    }

    SimulatedShop shop() {
        return shop;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<List<Told>> samples() {
        return samples;
    }

    long[] tickNanos() {
        return java.util.Arrays.copyOf(tickNanos, decisions.size());
    }

    int turnOf(long position) {
        return turnOf[(int) position];
    }

    int admitted() {
        return admitted;
    }

    int outOfTurn() {
        return outOfTurn;
    }

    int seconds() {
        return second;
    }

    long heapBytes() {
        return heapBytes;
    }

    Room room() {
        return room;
    }
}
