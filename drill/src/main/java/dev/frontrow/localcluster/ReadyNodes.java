package dev.frontrow.localcluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The nodes behind the front, and which of them are ready: each is asked five times a second. Thread-safe.
final class ReadyNodes implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

    /// A node under load may be late once. One that is stopped stays silent.
    private static final int SILENCES_MAX = 3;

    private static final String READINESS = "/actuator/health/readiness";
    private static final int OK = 200;

    private static final class Node {

        private final URI address;
        private final HttpRequest question;
        private volatile boolean ready;
        private volatile boolean asked;
        private volatile int silences;
        private final AtomicInteger unanswered = new AtomicInteger();

        Node(URI address) {
            this.address = address;
            this.question = HttpRequest.newBuilder(address.resolve(READINESS))
                    .timeout(ANSWER_MAX)
                    .build();
        }

        void hear(@Nullable HttpResponse<?> answer, @Nullable Throwable failure) {
            silences = isSilence(failure) ? silences + 1 : 0;
            if (silences == 0 || silences >= SILENCES_MAX) {
                ready = answer != null && answer.statusCode() == OK;
            }
            asked = false;
        }

        private static boolean isSilence(@Nullable Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof HttpTimeoutException;
        }
    }

    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_MAX)
            .build();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("front-readiness").daemon().factory());

    void add(URI address) {
        nodes.add(new Node(address));
    }

    void start() {
        var _ = rounds.scheduleWithFixedDelay(this::askAll, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askAll() {
        for (Node node : nodes) {
            var _ = askOnce(node);
        }
    }

    /// Asks each node that has answered the last time. What is returned ends with the last answer.
    CompletableFuture<Void> ask() {
        return CompletableFuture.allOf(nodes.stream().map(this::askOnce).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> askOnce(Node node) {
        if (node.asked) {
            return CompletableFuture.completedFuture(null);
        }
        node.asked = true;
        return http.sendAsync(node.question, BodyHandlers.discarding()).handle((answer, failure) -> {
            node.hear(answer, failure);
            return answer;
        });
    }

    /// The ready node with the fewest unanswered requests, apart from those that were tried already; of several, the
    /// one whose turn it is. So a node that has just started gets no more than it can answer.
    Optional<URI> next(Set<URI> tried) {
        List<Node> ready = nodes.stream()
                .filter(node -> node.ready && !tried.contains(node.address))
                .toList();
        int first = turn.getAndIncrement();
        return IntStream.range(0, ready.size())
                .mapToObj(i -> ready.get(Math.floorMod(first + i, ready.size())))
                .min(Comparator.comparingInt(node -> node.unanswered.get()))
                .map(node -> node.address);
    }

    /// A request is sent to this node. Run what is returned when its answer begins or when it fails; only the first
    /// time counts.
    Runnable sent(URI address) {
        AtomicInteger unanswered = nodes.stream()
                .filter(node -> node.address.equals(address))
                .findFirst()
                .orElseThrow()
                .unanswered;
        unanswered.incrementAndGet();
        var answered = new AtomicBoolean();
        return () -> {
            if (answered.compareAndSet(false, true)) {
                unanswered.decrementAndGet();
            }
        };
    }

    /// It takes no connections: nothing is sent to it until it says that it is ready.
    void isLost(URI address) {
        nodes.stream().filter(node -> node.address.equals(address)).forEach(node -> node.ready = false);
    }

    int ready() {
        return (int) nodes.stream().filter(node -> node.ready).count();
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        http.shutdownNow();
    }
}
