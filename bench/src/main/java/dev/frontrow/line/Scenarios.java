package dev.frontrow.line;

import dev.frontrow.draw.DrawCost;
import dev.frontrow.figures.Bar;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/// The simulated on-sales, each with every seed, and the tables of their figures.
final class Scenarios {

    private static final Bar IN_ORDER = Bar.exactly(1);
    private static final Bar NEVER = Bar.exactly(0);
    private static final Bar FOUR_OF_FIVE = Bar.between(0.75, 0.92);
    private static final Bar TICK = Bar.atMost(10);
    private static final long HEAP_MAX = 256L << 20;
    private static final int SMALLER = 10;
    private static final int WARM_UP_FANS = 50_000;

    private final int fans;
    private final List<Long> seeds;
    private final ProgressLine line;
    private List<Samples.Story> stories = List.of();

    Scenarios(int fans, List<Long> seeds, ProgressLine line) {
        this.fans = fans;
        this.seeds = seeds;
        this.line = line;
    }

    /// Runs before the measurements, because ticks are slow until the JVM has compiled the code.
    void warmUp() {
        play(World.rush(0, Math.min(fans, WARM_UP_FANS)), "warm-up");
    }

    Table memory() {
        long room = LineHeap.of(fans);
        return new Table("Memory: %s in line".formatted(counted(fans)), List.of("used"))
                .row(
                        "heap of the whole process, all simulated fans included",
                        Unit.MEBIBYTES,
                        Bar.atMost(HEAP_MAX),
                        Runtime.getRuntime().maxMemory())
                .row("of that used by the room", Unit.MEBIBYTES, Bar.atMost(HEAP_MAX), room);
    }

    /// The cost of a position in a short line, in a long one, and just above a power of two, where the
    /// permutation walks longest.
    Table draw() {
        Table table = new Table("Draw", List.of("a position"));
        for (long size : new long[] {1_000, 1_000_000, (1 << 20) + 1}) {
            table = table.row(
                    "%,d registrations".formatted(size), Unit.MICROSECONDS, Bar.atMost(10), DrawCost.micros(size));
        }
        return table;
    }

    Table rush() {
        List<Findings> found = playRushes();
        Table table = table("Rush: %s fans, seats for all".formatted(counted(fans)))
                .row("never turned up", Unit.PERCENT, Bar.between(0.28, 0.32), each(found, Findings::neverCame))
                .row(
                        "admitted, of the wanted rate",
                        Unit.PERCENT,
                        Bar.atLeast(0.97),
                        each(found, Findings::admittedOfWanted))
                .row(
                        "most admitted in any 60 s, of a minute's rate",
                        Unit.PERCENT,
                        budget(found.getFirst().world()),
                        each(found, Findings::busiestMinute))
                .row("order: Kendall's tau of standing and turn", Unit.TAU, IN_ORDER, each(found, Findings::tau))
                .row(
                        "somebody waited behind whom another was let in",
                        Unit.COUNT,
                        NEVER,
                        each(found, Findings::outOfTurn))
                .row(
                        "polls, of asking every 5 s",
                        Unit.PERCENT,
                        Bar.atMost(1.0 / 3),
                        each(found, Findings::pollsOfFixed));
        return withTicks(withWaits(table, "", found, Lane.GENERAL), found);
    }

    private static Table withTicks(Table table, List<Findings> found) {
        return table.row(
                        "tick, time on a core: median",
                        Unit.MILLISECONDS,
                        each(found, f -> f.ticks().median()))
                .row(
                        "one tick in a thousand longer than",
                        Unit.MILLISECONDS,
                        each(found, f -> f.ticks().p999()))
                .row(
                        "longest tick",
                        Unit.MILLISECONDS,
                        TICK,
                        each(found, f -> f.ticks().longest()))
                .row(
                        "longest tick on the wall clock",
                        Unit.MILLISECONDS,
                        each(found, f -> f.ticks().longestOnTheWall()))
                .row("the line was served after", Unit.MINUTES, each(found, Findings::minutes));
    }

    private List<Findings> playRushes() {
        List<Findings> found = new ArrayList<>();
        for (long seed : seeds) {
            Simulation played = play(World.rush(seed, fans), "rush, seed " + seed);
            found.add(Findings.of(played));
            if (stories.isEmpty()) {
                stories = played.stories();
            }
        }
        return found;
    }

    Table sellingOut() {
        List<Findings> aware = new ArrayList<>();
        List<Findings> blind = new ArrayList<>();
        for (long seed : seeds) {
            aware.add(Findings.of(play(World.sellingOut(seed, fans / SMALLER, true), "selling out, seed " + seed)));
            blind.add(Findings.of(
                    play(World.sellingOut(seed, fans / SMALLER, false), "selling out, uncounted, seed " + seed)));
        }
        World world = aware.getFirst().world();
        Table table = table("Selling out: %s fans, %s seats".formatted(counted(world.fans()), counted(world.seats())))
                .row(
                        "admitted in vain, of all admitted",
                        Unit.PERCENT,
                        Bar.atMost(0.02),
                        each(aware, Findings::foundNothingOfAdmitted))
                .row("if nobody counted the seats", Unit.PERCENT, each(blind, Findings::foundNothingOfAdmitted))
                .row("admitted in vain", Unit.COUNT, each(aware, Findings::foundNothing))
                .row("if nobody counted the seats", Unit.COUNT, each(blind, Findings::foundNothing))
                .row("sold out after", Unit.MINUTES, Bar.reached(), each(aware, Findings::soldOutAfter))
                .row("if nobody counted the seats", Unit.MINUTES, each(blind, Findings::soldOutAfter))
                .row("order: Kendall's tau of standing and turn", Unit.TAU, IN_ORDER, each(aware, Findings::tau));
        return withWaits(table, "", aware, Lane.GENERAL);
    }

    Table slowShop() {
        List<Findings> found = new ArrayList<>();
        List<Overload> overloads = new ArrayList<>();
        for (long seed : seeds) {
            Simulation played = play(World.slowShop(seed, fans / SMALLER), "slow shop, seed " + seed);
            found.add(Findings.of(played));
            overloads.add(Overload.of(played.world(), played.reports()));
        }
        return withWaits(slowShop(found, overloads), "", found, Lane.GENERAL);
    }

    private Table slowShop(List<Findings> found, List<Overload> overloads) {
        return table("Slow shop: %s fans, three times the latency from minute 10 to 20"
                        .formatted(counted(fans / SMALLER)))
                .row(
                        "windows of 5 s until the rate fell",
                        Unit.COUNT,
                        Bar.between(1, 3),
                        each(overloads, Overload::windowsToFall))
                .row("lowest rate, of the wanted one", Unit.PERCENT, each(overloads, Overload::lowest))
                .row(
                        "whole rate back, after the shop was",
                        Unit.MINUTES,
                        Bar.reached(),
                        each(overloads, Overload::minutesToRecover))
                .row(
                        "busiest 60 s after that, over the wanted rate",
                        Unit.PERCENT,
                        Bar.atMost(0.10),
                        each(overloads, Overload::overshoot))
                .row(
                        "rate lowered again, though the shop was fast",
                        Unit.COUNT,
                        NEVER,
                        each(overloads, Overload::decreasesAfterwards))
                .row(
                        "most admitted in any 60 s, of a minute's rate",
                        Unit.PERCENT,
                        budget(found.getFirst().world()),
                        each(found, Findings::busiestMinute))
                .row("order: Kendall's tau of standing and turn", Unit.TAU, IN_ORDER, each(found, Findings::tau));
    }

    Table twoLanes() {
        List<Findings> found = new ArrayList<>();
        List<LaneShares> shares = new ArrayList<>();
        for (long seed : seeds) {
            Simulation played = play(World.twoLanes(seed, fans / SMALLER), "two lanes, seed " + seed);
            found.add(Findings.of(played));
            shares.add(LaneShares.of(played));
        }
        Table general = withWaits(twoLanes(found, shares), "general lane: ", found, Lane.GENERAL);
        return withWaits(general, "priority lane: ", found, Lane.PRIORITY);
    }

    private Table twoLanes(List<Findings> found, List<LaneShares> shares) {
        double wanted = Simulation.PRIORITY_PERCENT / 100.0;
        return table("Two lanes: %s fans, three in ten with an access code".formatted(counted(fans / SMALLER)))
                .row("both lanes waited for", Unit.MINUTES, each(shares, LaneShares::minutes))
                .row(
                        "admitted from the priority lane meanwhile",
                        Unit.PERCENT,
                        Bar.between(wanted - 0.01, wanted + 0.01),
                        each(shares, LaneShares::priority))
                .row(
                        "longest pause of the general lane",
                        Unit.SECONDS,
                        hardlyAnyPause(found.getFirst().world()),
                        each(shares, LaneShares::longestPause))
                .row("order in the general lane: Kendall's tau", Unit.TAU, IN_ORDER, each(found, Findings::tau))
                .row(
                        "order in the priority lane: Kendall's tau",
                        Unit.TAU,
                        IN_ORDER,
                        each(found, Findings::priorityTau))
                .row(
                        "somebody waited behind whom another was let in",
                        Unit.COUNT,
                        NEVER,
                        each(found, Findings::outOfTurn));
    }

    /// Smaller crowds in every scenario, for which quoted waits must be as accurate.
    Table waits(int crowd) {
        Table table = table("Told waits: %s fans".formatted(counted(crowd)));
        table = withWaits(table, "rush: ", played(seed -> World.rush(seed, crowd)), Lane.GENERAL);
        table = withWaits(table, "selling out: ", played(seed -> World.sellingOut(seed, crowd, true)), Lane.GENERAL);
        table = withWaits(table, "slow shop: ", played(seed -> World.slowShop(seed, crowd)), Lane.GENERAL);
        List<Findings> lanes = played(seed -> World.twoLanes(seed, crowd));
        table = withWaits(table, "two lanes, general: ", lanes, Lane.GENERAL);
        return withWaits(table, "two lanes, priority: ", lanes, Lane.PRIORITY);
    }

    private List<Findings> played(LongFunction<World> worlds) {
        return seeds.stream()
                .map(worlds::apply)
                .map(world -> Findings.of(play(world, world.name() + ", seed " + world.seed())))
                .toList();
    }

    private static Table withWaits(Table table, String of, List<Findings> found, Lane lane) {
        return table.row(
                        of + "true wait in the first range told",
                        Unit.PERCENT,
                        FOUR_OF_FIVE,
                        each(found, f -> f.told(lane).first().share()))
                .row(
                        of + "true wait in the range of a random poll",
                        Unit.PERCENT,
                        FOUR_OF_FIVE,
                        each(found, f -> f.told(lane).look().share()))
                .row(
                        of + "width of the first range, of the wait",
                        Unit.PERCENT,
                        each(found, f -> f.told(lane).width()));
    }

    /// The most that the budget may admit in a minute: sixty seconds' worth, one in twenty more for no-shows, and
    /// the two seconds' worth that it may have saved. The budget relies on the probability that a called fan
    /// comes. So three standard deviations are added for the number who really come.
    private static Bar budget(World world) {
        double most = (60 * 1.05 + AdmissionBudget.BURST.toSeconds()) / 60;
        return Bar.atMost(most + 3 * 0.5 / Math.sqrt(world.admitPerMinute()));
    }

    /// A small crowd is called one by one. Its longest pause may be four times the lane's average time between
    /// calls.
    private static Bar hardlyAnyPause(World world) {
        double perSecond = world.admitPerMinute() / 60.0 * (100 - Simulation.PRIORITY_PERCENT) / 100;
        return Bar.atMost(Math.max(2, Math.ceil(4 / perSecond)));
    }

    /// Ten fans from the first rush scenario.
    List<Samples.Story> stories() {
        return stories;
    }

    private Simulation play(World world, String what) {
        Simulation simulation = new Simulation(world);
        simulation.run(share -> line.at(what, share));
        line.clear();
        return simulation;
    }

    private Table table(String title) {
        return new Table(title, seeds.stream().map(seed -> "seed " + seed).toList());
    }

    private static <F> double[] each(List<F> found, ToDoubleFunction<F> figure) {
        return found.stream().mapToDouble(figure).toArray();
    }

    private static String counted(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
