package dev.frontrow.hotpath;

import dev.frontrow.figures.Table;
import dev.frontrow.figures.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Formats the measurements for readers and for programs.
final class HotPathReport {

    private static final Unit RATE = Unit.PER_SECOND;

    private final List<Contest> contests;
    private final List<LatencyContest> latencies;
    private final Optional<LoneHold> loneHold;
    private final Optional<Stops> stops;

    HotPathReport(HotPath hotPath) {
        contests = hotPath.contests();
        latencies = hotPath.latencyContests();
        loneHold = hotPath.loneHold();
        stops = hotPath.stops();
    }

    Table rates() {
        var table = new Table(
                "Hot path, over HTTP",
                List.of("rate", "CPU each", "compared with", "rate", "CPU each", "ratio, or rate"));
        for (Contest contest : contests) {
            var rival = contest.rival();
            table.rowOf(
                    contest.name(),
                    contest.unit(),
                    contest.bar(),
                    contest.judged(),
                    RATE.show(contest.rate()),
                    cpu(contest.runs()),
                    rival == null ? "" : rival.name(),
                    rival == null ? "" : RATE.show(contest.rivalRate()),
                    cpu(contest.rivalRuns()),
                    contest.unit().show(contest.judged()));
        }
        return table;
    }

    /// The median CPU time per answer; empty if it was not measured.
    private static String cpu(List<Run> runs) {
        double micros = Medians.of(runs, Run::cpuMicros);
        return micros > 0 ? Unit.MICROSECONDS.show(micros) : "";
    }

    Table latencies() {
        var table = new Table(
                "Time to answer at half of the rate, from the moment at which a request was due",
                List.of("rate", "half of them", "longest", "99 of 100"));
        for (LatencyContest contest : latencies) {
            Unit unit = Unit.MILLISECONDS;
            table.rowOf(
                    contest.name(),
                    unit,
                    LatencyContest.BAR,
                    contest.p99(),
                    RATE.show(contest.perSecond()),
                    unit.show(contest.p50()),
                    unit.show(Medians.of(contest.rounds(), Latencies::most)),
                    unit.show(contest.p99()));
        }
        return table;
    }

    private static Table lone(LoneHold lone) {
        var table = new Table(
                "One caller on an idle server, in process: half of the calls take at most",
                List.of("group commit", "plain path", "ratio"));
        table.rowOf(
                "lone hold",
                Unit.TIMES,
                LoneHold.BAR,
                lone.judged(),
                Unit.MICROSECONDS.show(lone.grouped()),
                Unit.MICROSECONDS.show(lone.plain()),
                Unit.TIMES.show(lone.judged()));
        return table;
    }

    /// A remark on the machine's stops, which add to the times to answer.
    Optional<String> remark() {
        return stops.map(Stops::told);
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        tables.add(rates());
        if (!latencies.isEmpty()) {
            tables.add(latencies());
        }
        loneHold.map(HotPathReport::lone).ifPresent(tables::add);
        return tables;
    }

    void write(Path folder, String machine) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("contests", contests.stream().map(HotPathReport::json).toList());
        all.put("latencies", latencies.stream().map(HotPathReport::json).toList());
        stops.ifPresent(machineStops -> all.put(
                "machineStops",
                Map.of("longestMillis", machineStops.longest().toNanos() / 1e6, "shareOfTime", machineStops.share())));
        loneHold.ifPresent(lone -> all.put("loneHoldMicros", lone.rounds()));
        Files.writeString(
                folder.resolve("hot-path.json"),
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        Files.writeString(folder.resolve("hot-path.svg"), new RateChart(contests, latencies).svg());
    }

    private static Map<String, Object> json(Contest contest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", contest.name());
        json.put("unit", contest.unit().name());
        json.put("judged", contest.judged());
        json.put("atLeast", contest.bar().least());
        json.put("met", contest.bar().isMetBy(contest.judged()));
        json.put("rounds", contest.runs().stream().map(HotPathReport::json).toList());
        var rival = contest.rival();
        if (rival != null) {
            json.put("rival", rival.name());
            json.put(
                    "rivalRounds",
                    contest.rivalRuns().stream().map(HotPathReport::json).toList());
        }
        return json;
    }

    private static Map<String, Object> json(Run run) {
        return Map.of("answers", run.answers(), "perSecond", run.perSecond(), "cpuMicrosEach", run.cpuMicros());
    }

    private static Map<String, Object> json(LatencyContest contest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", contest.name());
        json.put("p99Millis", contest.p99());
        json.put("atMost", LatencyContest.BAR.most());
        json.put("met", LatencyContest.BAR.isMetBy(contest.p99()));
        json.put("rounds", contest.rounds());
        return json;
    }
}
