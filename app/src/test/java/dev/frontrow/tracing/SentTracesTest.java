package dev.frontrow.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.frontrow.tracing.SpanCounts.Fate;
import dev.frontrow.tracing.TraceCollector.Mood;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentTracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private final SpanCounts counts = new SpanCounts();
    private final TraceCollector collector = new TraceCollector();

    SentTracesTest() throws IOException {}

    @AfterEach
    void close() {
        collector.close();
    }

    private SentTraces oneFanIn(int fans) {
        return new SentTraces(collector.address() + "/v1/traces", fans, "", InstantSource::system, counts);
    }

    private static void call(Traces traces) {
        traces.begin("POST", null).end(201);
    }

    @Test
    void followsACallWithTheBatchThatItWaitedFor() throws Exception {
        String id;
        try (var traces = oneFanIn(1)) {
            TracedCall call = traces.begin("POST", UUID.randomUUID());
            call.routed("/api/v1/holds/{holdId}");
            call.batched("holds", System.nanoTime(), System.nanoTime(), 7);
            call.hashed(System.nanoTime());
            call.end(503);
            id = call.id();
        }

        var spans = collector.trace(id);

        assertThat(spans)
                .extracting(span -> span.getName())
                .containsExactlyInAnyOrder("POST /api/v1/holds/{holdId}", "wait for a batch", "batch", "password hash");
        assertThat(spans)
                .allSatisfy(span ->
                        assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano()));
        assertThat(counts.of(Fate.SENT)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void followsNoReadAndSoNoPoll(String method) {
        try (var traces = oneFanIn(1)) {
            assertThat(traces.begin(method, UUID.randomUUID())).isSameAs(TracedCall.NOT_FOLLOWED);
        }
    }

    @Test
    void followsAFanInAllCallsOrInNone() {
        try (var traces = oneFanIn(10)) {
            long followed = Stream.generate(UUID::randomUUID)
                    .limit(1_000)
                    .filter(fan -> {
                        boolean first = isFollowed(traces.begin("POST", fan));
                        assertThat(isFollowed(traces.begin("DELETE", fan))).isEqualTo(first);
                        return first;
                    })
                    .count();
            assertThat(followed).isBetween(40L, 200L);
        }
    }

    private static boolean isFollowed(TracedCall call) {
        return !call.id().isEmpty();
    }

    /// What a client writes into a trace must not become a name in somebody's list of names.
    @Test
    void namesNoMethodThatOnlyAClientKnows() {
        String id;
        try (var traces = oneFanIn(1)) {
            TracedCall call = traces.begin("SECRET", null);
            call.end(405);
            id = call.id();
        }

        assertThat(collector.trace(id))
                .singleElement()
                .satisfies(span -> assertThat(span.getName()).isEqualTo("_OTHER"));
    }

    @Test
    void dropsAndCountsWhatAHangingCollectorLeavesWaiting() {
        collector.that(Mood.HANGS);
        try (var traces = oneFanIn(1)) {
            long since = System.nanoTime();
            IntStream.range(0, SpanQueue.WAITING_MAX + 1_000).forEach(_ -> call(traces));

            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(AT_ONCE);
            assertThat(counts.of(Fate.DROPPED)).isEqualTo(1_000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HANGS"})
    void goesOnWhenTheCollectorTakesTracesAgain(Mood bad) {
        collector.that(bad);
        try (var traces = oneFanIn(1)) {
            call(traces);
            await().atMost(PATIENCE).until(() -> counts.of(Fate.FAILED) == 1);

            collector.that(Mood.TAKES);
            call(traces);

            await().atMost(PATIENCE).until(() -> counts.of(Fate.SENT) == 1);
        }
    }

    @Test
    void endsThoughTheCollectorHangs() {
        collector.that(Mood.HANGS);
        var traces = oneFanIn(1);
        call(traces);
        long since = System.nanoTime();

        traces.close();

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(AT_ONCE);
    }

    @Test
    void nothingSharedRunsInTheTraceOfOne() throws Exception {
        try (var traces = oneFanIn(1)) {
            TracedCall call = traces.begin("POST", null);
            call.run(() -> {
                assertThat(TracedCall.current()).isSameAs(call);
                assertThat(TracedCall.apart(TracedCall::current)).isSameAs(TracedCall.NOT_FOLLOWED);
                assertThat(TracedCall.current()).isSameAs(call);
            });
            assertThat(TracedCall.current()).isSameAs(TracedCall.NOT_FOLLOWED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector:4318, http://collector:4318/v1/traces",
        "http://collector:4318/, http://collector:4318/v1/traces",
        "https://otlp.example/own/v1/traces, https://otlp.example/own/v1/traces",
        "'  ', ",
    })
    void addsThePathOfOtlp(String given, String endpoint) {
        assertThat(new TracesSettings(given, 1).endpoint()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"collector:4318", "grpc://collector:4317", "http://", "http://me:secret@collector", "not one"})
    void refusesAnEndpointThatIsNoneAndRepeatsNoPassword(String endpoint) {
        assertThatThrownBy(() -> new TracesSettings(endpoint, 1))
                .hasMessage("endpoint must be an address such as http://collector:4318/v1/traces");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void refusesSharesThatAreNone(int oneFanIn) {
        assertThatThrownBy(() -> new TracesSettings(null, oneFanIn)).hasMessage("one-fan-in must be from 1 to 1000000");
    }
}
