package dev.frontrow.waitingroom.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.waitingroom.latency.ShopLatency.Window;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopLatencyTest {

    private static final long CONCERT = 7;

    private final ShopLatency latency = new ShopLatency(new SimpleMeterRegistry());

    @Test
    void nothingRecordedIsAnEmptyWindow() {
        assertThat(latency.drain(CONCERT)).isEqualTo(Window.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "17", "250", "999", "1000", "4321", "30000", "60000"})
    void tellsOneValueToTheHundredth(long millis) {
        latency.record(CONCERT, Duration.ofMillis(millis));

        Window window = latency.drain(CONCERT);

        assertThat(window.count()).isEqualTo(1);
        assertWithinTheHundredth(window.p99(), millis);
    }

    @Test
    void p99IsWhatOneInAHundredExceeds() {
        for (int millis = 1; millis <= 1_000; millis++) {
            latency.record(CONCERT, Duration.ofMillis(millis));
        }

        Window window = latency.drain(CONCERT);

        assertThat(window.count()).isEqualTo(1_000);
        assertWithinTheHundredth(window.p99(), 990);
    }

    @Test
    void oneSlowRequestInAThousandDoesNotMoveIt() {
        for (int i = 0; i < 999; i++) {
            latency.record(CONCERT, Duration.ofMillis(20));
        }
        latency.record(CONCERT, Duration.ofSeconds(30));

        assertWithinTheHundredth(latency.drain(CONCERT).p99(), 20);
    }

    @Test
    void twoSlowRequestsInAHundredDo() {
        for (int i = 0; i < 98; i++) {
            latency.record(CONCERT, Duration.ofMillis(20));
        }
        latency.record(CONCERT, Duration.ofSeconds(30));
        latency.record(CONCERT, Duration.ofSeconds(30));

        assertWithinTheHundredth(latency.drain(CONCERT).p99(), 30_000);
    }

    @ParameterizedTest
    @CsvSource({"PT1M0.001S", "PT24H", "P10000D"})
    void whatTakesLongerThanTheLongestCountsAsTheLongest(Duration took) {
        latency.record(CONCERT, took);

        assertWithinTheHundredth(latency.drain(CONCERT).p99(), ShopLatency.LONGEST.toMillis());
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT0.000000001S", "PT-1S"})
    void whatTakesNoTimeIsCountedToo(Duration took) {
        latency.record(CONCERT, took);

        assertThat(latency.drain(CONCERT)).isEqualTo(new Window(1, Duration.ZERO));
    }

    @Test
    void drainingForgetsWhatWasRecorded() {
        latency.record(CONCERT, Duration.ofMillis(900));
        latency.drain(CONCERT);
        assertThat(latency.drain(CONCERT)).isEqualTo(Window.EMPTY);

        latency.record(CONCERT, Duration.ofMillis(10));

        Window window = latency.drain(CONCERT);
        assertThat(window.count()).isEqualTo(1);
        assertWithinTheHundredth(window.p99(), 10);
    }

    @Test
    void windowsThatWereTakenDoNotChange() {
        latency.record(CONCERT, Duration.ofMillis(10));
        Window first = latency.drain(CONCERT);
        latency.record(CONCERT, Duration.ofMillis(500));
        latency.drain(CONCERT);

        assertThat(first.count()).isEqualTo(1);
        assertWithinTheHundredth(first.p99(), 10);
    }

    @Test
    void concertsAreMeasuredApart() {
        latency.record(1, Duration.ofMillis(10));
        latency.record(2, Duration.ofMillis(500));
        latency.record(2, Duration.ofMillis(500));

        assertThat(latency.drain(1).count()).isEqualTo(1);
        Window second = latency.drain(2);
        assertThat(second.count()).isEqualTo(2);
        assertWithinTheHundredth(second.p99(), 500);
    }

    @Test
    void losesNothingWhileManyRecordAndOneDrains() throws InterruptedException, ExecutionException {
        int threads = 8;
        int each = 50_000;
        var start = new CountDownLatch(1);
        long drained = 0;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    start.await();
                    for (int n = 0; n < each; n++) {
                        latency.record(CONCERT, Duration.ofMillis(n % 100));
                    }
                    return null;
                }));
            }
            start.countDown();
            while (running.stream().anyMatch(recording -> !recording.isDone())) {
                drained += latency.drain(CONCERT).count();
            }
            for (Future<?> recording : running) {
                recording.get();
            }
        }
        drained += latency.drain(CONCERT).count();

        assertThat(drained).isEqualTo((long) threads * each);
    }

    private static void assertWithinTheHundredth(Duration actual, long millis) {
        assertThat(actual.toNanos() / 1e6).isBetween(millis * 0.99, millis * 1.01);
    }
}
