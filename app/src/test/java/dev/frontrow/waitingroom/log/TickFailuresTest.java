package dev.frontrow.waitingroom.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.TestClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;

@ExtendWith(OutputCaptureExtension.class)
class TickFailuresTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-12-01T11:00:00Z"));
    private final TickFailures failures = new TickFailures(clock);

    /// Simulates a thousand rooms without a database for ten minutes.
    @Test
    void missedTicksAreToldOnceAMinuteAndWithoutTraces(CapturedOutput output) {
        var away = new DataAccessResourceFailureException("no", new SQLException("connection refused", "08001"));
        for (int second = 0; second < 600; second++) {
            for (int room = 1; room <= 1_000; room++) {
                failures.add(room, away);
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("missed a tick")))
                .hasSize(10);
        assertThat(output).contains("connection refused").contains("59999 ticks before it");
        assertThat(output.getAll().length()).isLessThan(10_000);
    }

    @Test
    void bugsShowTheirTraceOnceAMinute(CapturedOutput output) {
        for (int second = 0; second < 60; second++) {
            failures.add(1, new IllegalStateException("a bug of ours"));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(output.getAll().split("a bug of ours", -1)).hasSize(2);
        assertThat(output).contains("at dev.frontrow.waitingroom.log.TickFailuresTest");
    }
}
