package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import dev.frontrow.figures.ProgressLine;
import dev.frontrow.hotpath.Contest.Rival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs all contests side by side: each round runs every workload right after its baseline, so that other load on
/// the machine affects both.
final class HotPath {

    /// The name of the contest without HTTP.
    static final String IN_PROCESS = "in-process";

    static final List<String> NAMES = List.of(
            "poll",
            "status",
            "refusal",
            "seats",
            "seats-304",
            "join",
            "hold",
            "area",
            "payment",
            "journey",
            IN_PROCESS);

    /// Those that can be measured beside operators who look on.
    static final List<String> WATCHED = List.of("join", "hold", "payment", "journey");

    /// Those that can be measured beside another server.
    static final List<String> AGAINST =
            NAMES.stream().filter(name -> !name.equals(IN_PROCESS)).toList();

    /// Leaves room for the differences between two measurements of the same code.
    private static final Bar NO_SLOWER = Bar.atLeast(0.97);

    private static final int FEW_BUYERS = 8;
    private static final int MANY_BUYERS = 800;
    private static final int WARM_UP_ROUNDS = 2;
    /// A round may be faster than those before it, and then needs more requests.
    private static final double RESERVE = 1.4;

    private final Bench bench;
    private final Works works;
    private final Rival constant;
    private final Duration time;
    private final ProgressLine line;
    private final List<Contest> contests = new ArrayList<>();
    private final List<LatencyContest> latencyContests = new ArrayList<>();
    private final List<Stops> stops = new ArrayList<>();
    private @Nullable LoneHold loneHold;

    HotPath(Bench bench, Rival constant, Duration time, ProgressLine line) {
        this.bench = bench;
        this.works = new Works(bench);
        this.constant = constant;
        this.time = time;
        this.line = line;
    }

    void prepare(Set<String> names) throws Exception {
        if (names.contains("poll")) {
            read("poll", "poll", 0.6);
        }
        if (names.contains("status")) {
            read("public status", "status", 0.6);
        }
        if (names.contains("refusal")) {
            read("refusal of a held seat", "refusal", 0.3);
        }
        if (names.contains("seats")) {
            read("seat list of 50", "seats", 0.4);
        }
        if (names.contains("seats-304")) {
            read("seat list of 50, unchanged", "seats-304", 0.4);
        }
        prepareCommands(names);
        if (names.contains("journey")) {
            contests.add(new Contest("whole journey: sold seats", works.of("journey"), null, Bar.atLeast(1_000)));
        }
    }

    private void read(String name, String work, double ofConstant) throws Exception {
        contests.add(new Contest(name, works.of(work), constant, Bar.atLeast(ofConstant)));
    }

    /// Compares each with itself while operators look on. They may cost a little.
    void prepareWatched(Set<String> names, Onlookers onlookers) throws Exception {
        for (String name : names) {
            contests.add(new Contest(
                    name + ", " + Onlookers.COUNT + " operators look on",
                    new WatchedWork(works.of(name), bench, onlookers),
                    new Rival("nobody looks on", works.of(name)),
                    NO_SLOWER));
        }
    }

    /// Compares each with the same at another server.
    ///
    /// @param called what is told about that server
    void prepareAgainst(Works other, String called, Set<String> names, Map<String, Double> least) throws Exception {
        for (String name : names) {
            Double wanted = least.get(name);
            contests.add(new Contest(
                    name,
                    works.of(name),
                    new Rival(called, other.of(name)),
                    wanted == null ? NO_SLOWER : Bar.atLeast(wanted)));
        }
    }

    private void prepareCommands(Set<String> names) throws Exception {
        FrontrowServer server = bench.server();
        if (names.contains("join")) {
            contests.add(new Contest(
                    "durable join",
                    works.of("join"),
                    new Rival("bare INSERT", new BareJoin(server)),
                    Bar.atLeast(1.5)));
        }
        if (names.contains("hold")) {
            prepare("hold", UsingUp.holds(bench), new Rival("bare UPDATE", new BareHold(server)), Bar.atLeast(1.5));
        }
        if (names.contains("area")) {
            prepareAreas();
        }
        if (names.contains("payment")) {
            var rival = new Rival("bare transaction", new BarePayment(server));
            prepare("payment", UsingUp.payments(bench), rival, Bar.atLeast(2));
        }
    }

    /// All buyers of a performance want places of one area. Many of them must not slow it down.
    private void prepareAreas() {
        contests.add(new Contest("durable hold in one area", UsingUp.areas(bench), null, Bar.atLeast(5_000)));
        contests.add(new Contest(
                "one area, %d buyers at once".formatted(MANY_BUYERS),
                UsingUp.areas(bench.withBuyers(MANY_BUYERS)),
                new Rival("%d buyers at once".formatted(FEW_BUYERS), UsingUp.areas(bench.withBuyers(FEW_BUYERS))),
                Bar.atLeast(0.8)));
    }

    /// The rate, and the latency at half of it.
    private void prepare(String name, UsingUp work, Rival rival, Bar bar) {
        var contest = new Contest("durable " + name, work, rival, bar);
        contests.add(contest);
        latencyContests.add(new LatencyContest(name + " at half of its rate", contest, work));
    }

    /// Runs long enough for the JVM to compile the code. The figures only serve to estimate how many requests a
    /// round needs.
    void warmUp() throws Exception {
        for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
            play("warm-up %d of %d".formatted(round, WARM_UP_ROUNDS), round, Contest::warmedUp);
        }
    }

    void round(int round, int rounds) throws Exception {
        play("round %d of %d".formatted(round, rounds), round, Contest::add);
    }

    private interface Finish {
        void of(Contest contest, Run run, @Nullable Run rivalRun);
    }

    private void play(String name, int round, Finish finish) throws Exception {
        for (int i = 0; i < contests.size(); i++) {
            String at = name + ", " + contests.get(i).name();
            double share = (double) i / contests.size();
            play(contests.get(i), round, () -> line.at(at, share), finish);
        }
    }

    /// Which of the two runs first changes with each round: the second finds the server warmer, and more in its
    /// database.
    private void play(Contest contest, int round, Runnable begun, Finish finish) throws Exception {
        Rival rival = contest.rival();
        if (rival != null) {
            rival.work().stock(needed(contest.rivalGuess()));
        }
        contest.work().stock(needed(contest.guess()));
        begun.run();
        if (round % 2 == 0) {
            Run run = contest.work().run(time);
            finish.of(contest, run, rival == null ? null : rival.work().run(time));
        } else {
            Run rivalRun = rival == null ? null : rival.work().run(time);
            finish.of(contest, contest.work().run(time), rivalRun);
        }
    }

    /// Runs after the rounds, because half of the rate is unknown before.
    void warmUpLatencies() throws Exception {
        for (LatencyContest contest : latencyContests) {
            line.at("warm-up, " + contest.name(), 0);
            contest.warmUp(time);
        }
    }

    void latencyRound(int round, int rounds) throws Exception {
        for (LatencyContest contest : latencyContests) {
            contest.prepare(time);
            line.at("round %d of %d, %s".formatted(round, rounds, contest.name()), 0);
            contest.run(time);
        }
        line.at("round %d of %d, the machine by itself".formatted(round, rounds), 0);
        stops.add(Stops.watch(time));
    }

    /// Returns the worst stops of all rounds.
    Optional<Stops> stops() {
        return stops.stream().max(Comparator.comparing(Stops::longest));
    }

    /// Must run last, because a second server on the same database would disturb other measurements.
    void inProcess(HoldingServer holding, int rounds) throws Exception {
        var contest = new Contest(
                "hold in process, %d callers".formatted(InProcessHolds.CALLERS),
                new InProcessHolds(bench, holding),
                new Rival("bare UPDATE", new BareHold(bench.server())),
                Bar.atLeast(8));
        var lone = new LoneHold(bench, holding);
        for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
            String at = "warm-up %d of %d, %s".formatted(round, WARM_UP_ROUNDS, contest.name());
            play(contest, round, () -> line.at(at, 0), Contest::warmedUp);
            lone.warmUp();
        }
        for (int round = 1; round <= rounds; round++) {
            String at = "round %d of %d, %s".formatted(round, rounds, contest.name());
            play(contest, round, () -> line.at(at, 0), Contest::add);
            lone.round();
        }
        contests.add(contest);
        loneHold = lone;
    }

    private int needed(double perSecond) {
        return (int) (RESERVE * perSecond * time.toSeconds()) + bench.wrk().buyers();
    }

    List<Contest> contests() {
        return contests;
    }

    Optional<LoneHold> loneHold() {
        return Optional.ofNullable(loneHold);
    }

    List<LatencyContest> latencyContests() {
        return latencyContests;
    }
}
