package dev.frontrow.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Follows some fans, and sends what it has seen to a collector. A trace begins and ends here: what a client says of a
/// trace of its own is not read, because anybody could have everything followed by it.
final class SentTraces implements Traces, AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);
    private static final int END_SECONDS_MAX = 1;
    private static final int SERVER_ERROR = 500;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> REFUSAL = AttributeKey.stringKey("frontrow.refusal");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("frontrow.batch.kind");
    private static final AttributeKey<Long> COMMANDS = AttributeKey.longKey("frontrow.batch.commands");
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final int oneFanIn;
    private final Supplier<InstantSource> clock;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /// @param node  the node's name in a cluster
    /// @param clock asked for at the first call, because it needs the database
    SentTraces(String endpoint, int oneFanIn, String node, Supplier<InstantSource> clock, SpanCounts counts) {
        this.oneFanIn = oneFanIn;
        this.clock = clock;
        // One attempt: what was not taken in time is not worth the memory.
        var collector = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(ANSWER_MAX)
                .setConnectTimeout(CONNECT_MAX)
                .setRetryPolicy(null)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.getDefault().merge(Resource.create(described(node))))
                .addSpanProcessor(new SpanQueue(collector, ANSWER_MAX, counts))
                .build();
        this.tracer = provider.get("dev.frontrow");
    }

    private static Attributes described(String node) {
        var attributes = Attributes.builder().put("service.name", "frontrow");
        return node.isEmpty()
                ? attributes.build()
                : attributes.put("service.instance.id", node).build();
    }

    @Override
    public TracedCall begin(String method, @Nullable UUID fan) {
        return READS.contains(method) || !isChosen(fan) ? TracedCall.NOT_FOLLOWED : new Followed(method);
    }

    /// The low bits of a fan's id are random.
    private boolean isChosen(@Nullable UUID fan) {
        return fan == null
                ? ThreadLocalRandom.current().nextInt(oneFanIn) == 0
                : Long.remainderUnsigned(fan.getLeastSignificantBits(), oneFanIn) == 0;
    }

    /// Sends what is left, but does not keep the end of the server waiting.
    @Override
    public void close() {
        provider.shutdown().join(END_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private final class Followed extends TracedCall {

        private final String method;
        private final Instant begun = clock.get().instant();
        private final long begunNanos = System.nanoTime();
        private final Span span;
        private @Nullable String route;

        Followed(String sent) {
            this.method = METHODS.contains(sent) ? sent : "_OTHER";
            this.span = tracer.spanBuilder(method)
                    .setNoParent()
                    .setSpanKind(SpanKind.SERVER)
                    .setStartTimestamp(begun)
                    .setAttribute(METHOD, method)
                    .startSpan();
        }

        /// By the clock of the database, which all nodes follow.
        private Instant at(long nanos) {
            return begun.plusNanos(nanos - begunNanos);
        }

        @Override
        public String id() {
            return span.getSpanContext().getTraceId();
        }

        @Override
        public void routed(String template) {
            route = template;
        }

        @Override
        public void refused(String code) {
            span.setAttribute(REFUSAL, code);
        }

        @Override
        public void batched(String kind, long sinceNanos, long begunNanos, int commands) {
            if (commands == 0) {
                step("wait for a batch, in vain", kind, sinceNanos).end(at(System.nanoTime()));
                return;
            }
            step("wait for a batch", kind, sinceNanos).end(at(begunNanos));
            step("batch", kind, begunNanos).setAttribute(COMMANDS, commands).end(at(System.nanoTime()));
        }

        @Override
        public void hashed(long begunNanos) {
            step("password hash", begunNanos).end(at(System.nanoTime()));
        }

        private Span step(String name, String kind, long begunNanos) {
            return step(name, begunNanos).setAttribute(KIND, kind);
        }

        private Span step(String name, long begunNanos) {
            return tracer.spanBuilder(name)
                    .setParent(Context.root().with(span))
                    .setStartTimestamp(at(begunNanos))
                    .startSpan();
        }

        @Override
        public void end(int status) {
            if (route != null) {
                span.updateName(method + " " + route);
                span.setAttribute(ROUTE, route);
            }
            span.setAttribute(STATUS, status);
            if (status >= SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end(at(System.nanoTime()));
        }
    }
}
