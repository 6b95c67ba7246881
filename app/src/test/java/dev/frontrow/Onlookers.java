package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Clients at another address during an attack. They send requests repeatedly and record the slowest answer of
/// each kind.
final class Onlookers {

    /// A server must meet the bars on an idle machine. On one that is busy with the build it has this many times
    /// as long.
    private static final int LENIENCE = 3;

    private static final Duration PAUSE = Duration.ofMillis(50);

    enum Bar {
        LIVENESS(Duration.ofSeconds(1)),
        POLL(Duration.ofSeconds(1)),
        HOLD(Duration.ofSeconds(3)),
        /// Until every connection of the attack is closed or answered.
        GONE(Duration.ofSeconds(15));

        private final Duration max;

        Bar(Duration max) {
            this.max = max;
        }
    }

    private final Map<Bar, Callable<?>> calls;
    private final Map<Bar, Duration> worst = new EnumMap<>(Bar.class);
    private CompletableFuture<Duration> hold = CompletableFuture.completedFuture(Duration.ZERO);

    /// @param calls throw if their answer is not one that a fan should see
    Onlookers(Map<Bar, Callable<?>> calls) {
        this.calls = calls;
    }

    /// Sends requests until the attack is over.
    void lookOnUntil(BooleanSupplier gone) {
        long began = System.nanoTime();
        await().atMost(Bar.GONE.max.multipliedBy(LENIENCE)).pollInterval(PAUSE).until(() -> {
            look();
            return gone.getAsBoolean();
        });
        note(Bar.GONE, Duration.ofNanos(System.nanoTime() - began));
        note(Bar.HOLD, hold.join());
    }

    private void look() throws Exception {
        note(Bar.LIVENESS, timed(Bar.LIVENESS));
        note(Bar.POLL, timed(Bar.POLL));
        if (hold.isDone()) {
            note(Bar.HOLD, hold.join());
            hold = holding();
        }
    }

    /// On a separate thread, because a hold may wait.
    private CompletableFuture<Duration> holding() {
        var result = new CompletableFuture<Duration>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(timed(Bar.HOLD));
            } catch (Exception | AssertionError failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    private Duration timed(Bar bar) throws Exception {
        long began = System.nanoTime();
        Objects.requireNonNull(calls.get(bar)).call();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void note(Bar bar, Duration took) {
        worst.merge(bar, took, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    void areServedInTime() {
        assertThat(worst)
                .allSatisfy((bar, took) ->
                        assertThat(took).as("the slowest of %s", bar).isLessThan(bar.max.multipliedBy(LENIENCE)));
    }

    static String head() {
        return row(
                "attack",
                "connections",
                Stream.of(Bar.values())
                        .map(bar -> "%s, at most %d s"
                                .formatted(bar.name().toLowerCase(Locale.ROOT), bar.max.toSeconds())));
    }

    String row(String attack, int connections) {
        return row(attack, "%,d".formatted(connections), Stream.of(Bar.values()).map(this::figure));
    }

    private String figure(Bar bar) {
        Duration took = worst.getOrDefault(bar, Duration.ZERO);
        return "%.2f s%s".formatted(took.toMillis() / 1_000.0, took.compareTo(bar.max) > 0 ? " MISSED" : "");
    }

    private static String row(String attack, String connections, Stream<String> figures) {
        return figures.collect(Collectors.joining(" | ", "| %s | %s | ".formatted(attack, connections), " |\n"));
    }
}
