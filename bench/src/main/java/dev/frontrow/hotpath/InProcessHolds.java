package dev.frontrow.hotpath;

import dev.frontrow.hotpath.Consistency.Counts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds by 512 threads inside the server, without clients.
final class InProcessHolds implements Work {

    static final int CALLERS = 512;

    private final Bench bench;
    private final HoldingServer holding;
    private Stage.@Nullable Concert concert;
    private int seats;

    InProcessHolds(Bench bench, HoldingServer holding) {
        this.bench = bench;
        this.holding = holding;
    }

    @Override
    public void stock(int requests) throws Exception {
        seats = Math.min(requests, Stage.CROWD);
        concert = bench.stage().concert(requests / seats + 1, seats);
    }

    @Override
    public Run run(Duration time) throws Exception {
        if (concert == null) {
            throw new IllegalStateException("no seats were made");
        }
        String performances =
                concert.performances().stream().map(String::valueOf).collect(Collectors.joining(" "));
        CpuMeter cpu = bench.server().cpu(holding.pid());
        Counts counts = bench.consistency().counts();
        Duration before = cpu.all();
        List<Long> heldAndNanos = holding.order(
                "crowd %d %d %d %d %s".formatted(CALLERS, time.toMillis(), seats, concert.concertId(), performances));
        Duration used = cpu.all().minus(before);
        long held = heldAndNanos.getFirst();
        bench.consistency().check(counts, Counts.HOLD.times(held));
        bench.close(concert);
        return new Run(held - concert.performances().size(), Duration.ofNanos(heldAndNanos.getLast()), used);
    }
}
