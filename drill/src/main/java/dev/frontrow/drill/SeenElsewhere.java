package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How long it takes until a hold at one node shows at another: a fan at the first node holds a seat and releases it
/// again and again, and a fan at the last node watches the stream of the seats.
final class SeenElsewhere {

    private static final int HOLDS = 25;
    private static final long SEEN_MILLIS_MAX = 500;
    private static final int PATIENCE_SECONDS = 10;
    /// So quick that both are admitted at once.
    private static final int FANS = 60_000;

    private record Line(String text, long readNanos) {}

    private final Shop shop;
    private final Random random;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final List<Long> millis = new ArrayList<>();

    SeenElsewhere(Shop shop, Random random) {
        this.shop = shop;
        this.random = random;
    }

    /// @param tokens of two fans at least
    /// @return what was seen, in words
    String measure(List<String> tokens, Findings findings) throws InterruptedException, DrillFailure {
        Sale sale = Sale.open(shop, FANS, 1, Duration.ofMinutes(2));
        String[] holder = admitted(tokens.get(0), sale);
        String[] watcher = admitted(tokens.get(1), sale);
        String seats = "/api/v1/performances/" + sale.performanceId() + "/seats/stream";
        try (Stream<String> stream = shop.lines(shop.nodes() - 1, Request.get(seats, watcher))) {
            Thread.ofVirtual().start(() -> read(stream));
            awaitLine("FREE");
            for (int hold = 0; hold < HOLDS; hold++) {
                holdAndRelease(sale, holder);
            }
        }
        List<Long> sorted = millis.stream().sorted().toList();
        // One may have met a pause of the machine, which is busy with the start of all nodes.
        long secondLast = sorted.get(sorted.size() - 2);
        findings.rule(
                "a hold shows at another node within 500 ms",
                secondLast <= SEEN_MILLIS_MAX
                        ? List.of()
                        : List.of("the last but one took %,d ms".formatted(secondLast)));
        return "a hold showed at another node after %,d ms in the median, %,d ms at most"
                .formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    private String[] admitted(String token, Sale sale) throws InterruptedException, DrillFailure {
        var way = new WayThroughLine(token, sale, shop, random, new Story(AccessTokens.buyerOf(token)));
        String queueToken =
                way.untilAdmitted().orElseThrow(() -> new DrillFailure("nobody was let in to watch the seats"));
        return new String[] {"Authorization", "Bearer " + token, "Queue-Token", queueToken};
    }

    private void read(Stream<String> stream) {
        try {
            stream.forEach(line -> lines.add(new Line(line, System.nanoTime())));
        } catch (RuntimeException closed) {
            // The measurement is over.
        }
    }

    private void holdAndRelease(Sale sale, String[] holder) throws InterruptedException, DrillFailure {
        Answer held = shop.ask(
                0,
                Request.post(
                        "/api/v1/holds", Map.of("performanceId", sale.performanceId(), "seats", List.of("1")), holder));
        seen("HELD", held);
        seen("FREE", shop.ask(0, Request.delete("/api/v1/holds/" + held.text("holdId"), holder)));
    }

    private void seen(String status, Answer answer) throws InterruptedException, DrillFailure {
        long answered = System.nanoTime();
        if (!answer.isSuccess()) {
            throw new DrillFailure("a hold or its release was answered by " + answer);
        }
        millis.add(Math.max(0, TimeUnit.NANOSECONDS.toMillis(awaitLine(status) - answered)));
    }

    /// Waits for a line with this status; returns when it was read.
    private long awaitLine(String status) throws InterruptedException, DrillFailure {
        while (true) {
            Line line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new DrillFailure("the stream of seats has not told that a seat is " + status);
            }
            if (line.text().contains("\"" + status + "\"")) {
                return line.readNanos();
            }
        }
    }
}
