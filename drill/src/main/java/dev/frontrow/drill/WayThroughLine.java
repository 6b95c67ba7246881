package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A fan's way through the line: joins and polls, mostly at the same node, as a load balancer with sticky
/// sessions has it, and sometimes at another one.
final class WayThroughLine {

    private static final int MOVES_PERCENT = 20;
    private static final int POLL_MILLIS_MAX = 5_000;

    private final String accessToken;
    private final Sale sale;
    private final Shop shop;
    private final Random random;
    private final Story story;
    private int node;

    WayThroughLine(String accessToken, Sale sale, Shop shop, Random random, Story story) {
        this.accessToken = accessToken;
        this.sale = sale;
        this.shop = shop;
        this.random = random;
        this.story = story;
        node = random.nextInt(shop.nodes());
    }

    /// Takes one place and waits for its turn.
    ///
    /// @return the queue token of an admitted place; empty if the sale was over first
    Optional<String> untilAdmitted() throws InterruptedException {
        Answer joined = shop.askUntilAnswered(
                Request.post(sale.room() + "/queue-tokens", Map.of(), "Authorization", "Bearer " + accessToken),
                sale.lastAnswerAt());
        if (joined.isOpen()) {
            return Optional.empty();
        }
        if (!joined.isSuccess()) {
            story.complain("not let into the line: " + joined);
            return Optional.empty();
        }
        return polledUntilAdmitted(new PlaceTold(joined.body(), node, story));
    }

    private Optional<String> polledUntilAdmitted(PlaceTold place) throws InterruptedException {
        while (!place.isAdmitted()) {
            if (sale.isOver() || place.isOver()) {
                return Optional.empty();
            }
            Thread.sleep(Math.min(place.pollAfterMillis(), POLL_MILLIS_MAX));
            if (random.nextInt(100) < MOVES_PERCENT || !shop.isTrusted(node)) {
                node = shop.anyNode();
            }
            long asked = System.nanoTime();
            Answer poll = shop.ask(node, poll(place.queueToken()));
            if (poll.isSuccess()) {
                place.told(poll.body(), node, asked);
            } else if (!poll.isOpen()) {
                story.complain("a poll was refused: " + poll);
                return Optional.empty();
            }
        }
        return Optional.of(place.queueToken());
    }

    /// Gives up the place.
    void leave(String queueToken) throws InterruptedException {
        shop.askUntilAnswered(Request.delete(path(), withToken(queueToken)), sale.lastAnswerAt());
    }

    private Request poll(String queueToken) {
        return Request.get(path(), withToken(queueToken));
    }

    private String path() {
        return sale.room() + "/queue-tokens/current";
    }

    private String[] withToken(String queueToken) {
        return new String[] {"Authorization", "Bearer " + accessToken, "Queue-Token", queueToken};
    }
}
