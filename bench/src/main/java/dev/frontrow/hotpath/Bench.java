package dev.frontrow.hotpath;

import dev.frontrow.hotpath.Consistency.Counts;
import java.io.IOException;
import java.time.Duration;

/// The server and tools that every workload over HTTP needs.
record Bench(FrontrowServer server, Stage stage, Wrk wrk, Consistency consistency) {

    interface Load {
        WrkReport generate() throws Exception;
    }

    /// The same with this many concurrent clients for durable commands.
    Bench withBuyers(int buyers) {
        return new Bench(server, stage, wrk.withBuyers(buyers), consistency);
    }

    int port() {
        return server.port();
    }

    Run measured(String name, Load load) throws Exception {
        CpuMeter cpu = server.cpu();
        Duration before = cpu.all();
        WrkReport report = load.generate().mustBeClean(name);
        return new Run(report.answers(), report.took(), cpu.all().minus(before));
    }

    /// The same for a load with writes: the effect of each received answer must be found in the database.
    ///
    /// @param each what one answer confirms
    Run measuredAndChecked(String name, Counts each, Load load) throws Exception {
        Counts before = consistency.counts();
        Run run = measured(name, load);
        consistency.check(before, each.times(run.answers()));
        return run;
    }

    void close(Stage.Concert concert) throws IOException {
        stage.close(concert);
    }
}
