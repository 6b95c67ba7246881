package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class CpuMeterTest {

    private static final int SERVER = 10;
    private static final int POSTMASTER = 20;

    @TempDir
    Path proc;

    private CpuMeter meter;

    @BeforeEach
    void someProcesses() throws IOException {
        process(SERVER, "java", 1, 700, 0);
        process(POSTMASTER, "postgres", 1, 5, 40);
        process(21, "postgres: fr) (x", POSTMASTER, 100, 0);
        process(22, "postgres", POSTMASTER, 200, 0);
        process(30, "wrk", 1, 9_999, 0);
        meter = new CpuMeter(proc, SERVER, POSTMASTER);
    }

    @Test
    void countsTheServerAndAllOfPostgresAndNothingElse() throws IOException {
        assertThat(meter.server()).isEqualTo(Duration.ofMillis(7_000));
        assertThat(meter.postgres()).isEqualTo(Duration.ofMillis(3_450));
        assertThat(meter.all()).isEqualTo(Duration.ofMillis(10_450));
    }

    @Test
    void forgetsNoConnectionThatWasClosed() throws IOException {
        Duration before = meter.postgres();

        FileSystemUtils.deleteRecursively(proc.resolve("22"));
        process(POSTMASTER, "postgres", 1, 5, 240);

        assertThat(meter.postgres()).isEqualTo(before);
    }

    /// Splits each time between its two fields, user and system.
    private void process(int pid, String name, int parent, int ticks, int ofChildren) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) S %d 0 0 0 -1 4194304 1 2 3 4 %d %d %d %d 20 0 1 0 12345 1 2 3\n"
                        .formatted(
                                pid,
                                name,
                                parent,
                                ticks / 2,
                                ticks - ticks / 2,
                                ofChildren / 2,
                                ofChildren - ofChildren / 2));
    }
}
