package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import dev.frontrow.drill.Story.End;
import dev.frontrow.drill.Story.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// One fan on one thread: joins, polls, holds, tops up and pays, on any node, until there is a ticket or no seat
/// is left. Repeats what was not answered, with the same key, until it is.
final class Fan implements Runnable {

    private static final int TRIES_MAX = 12;

    private final String accessToken;
    private final Sale sale;
    private final Shop shop;
    private final Random random;
    private final Story story;

    Fan(String accessToken, Sale sale, Shop shop, Random random) {
        this.accessToken = accessToken;
        this.sale = sale;
        this.shop = shop;
        this.random = random;
        this.story = new Story(AccessTokens.buyerOf(accessToken));
    }

    Story story() {
        return story;
    }

    @Override
    public void run() {
        try {
            Thread.sleep(random.nextLong(sale.arrivalMillis()));
            while (!sale.isOver()) {
                End end = standInLineAndBuy();
                if (end != End.OUT_OF_TIME) {
                    story.ended(end);
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            story.complain("the drill's own fault: " + bug);
        }
    }

    /// One place in line, from the join to its end. Out of time if the admission was over too early.
    private End standInLineAndBuy() throws InterruptedException {
        var admitted = new WayThroughLine(accessToken, sale, shop, random, story).untilAdmitted();
        return admitted.isPresent() ? buys(admitted.get()) : End.OUT_OF_TIME;
    }

    private End buys(String queueToken) throws InterruptedException {
        for (int tries = 0; tries < TRIES_MAX && !sale.isOver(); tries++) {
            Answer hold = answered(Request.post(
                    "/api/v1/holds",
                    wanted(tries),
                    withKey(queueToken, UUID.randomUUID().toString())));
            switch (hold.code()) {
                case "admission-over" -> {
                    return End.OUT_OF_TIME;
                }
                case "seat-taken", "no-seats-together" -> Thread.sleep(random.nextLong(200, 1_500));
                default -> {
                    if (!hold.isSuccess()) {
                        return hold.isOpen() ? End.OUT_OF_TIME : complains("a hold was refused: " + hold);
                    }
                    End end = goesOnWith(hold.body(), queueToken);
                    if (end != End.OUT_OF_TIME) {
                        return end;
                    }
                }
            }
        }
        leaves(queueToken);
        return End.SOLD_OUT;
    }

    private End complains(String what) {
        story.complain(what);
        return End.LEFT;
    }

    /// One of a few seats that others want too, or the best.
    private Map<String, ?> wanted(int tries) {
        return tries < 2 && random.nextBoolean()
                ? Map.of(
                        "performanceId",
                        sale.performanceId(),
                        "seats",
                        List.of(Integer.toString(1 + random.nextInt(sale.seats()))))
                : Map.of("performanceId", sale.performanceId(), "bestAvailable", Map.of("count", 1));
    }

    private End goesOnWith(JsonNode hold, String queueToken) throws InterruptedException {
        String holdId = hold.path("holdId").asString();
        long total = hold.path("totalMinor").asLong();
        story.promised(Kind.HOLD, holdId, total);
        int mood = random.nextInt(100);
        if (mood < 6) {
            return End.WENT_AWAY;
        }
        Thread.sleep(random.nextLong(sale.thinkingMillis()));
        if (mood < 14) {
            releases(holdId);
            leaves(queueToken);
            return End.LEFT;
        }
        return topsUp(total) ? pays(holdId, total, queueToken) : End.OUT_OF_TIME;
    }

    private void releases(String holdId) throws InterruptedException {
        Answer released = answered(Request.delete("/api/v1/holds/" + holdId, authorised()));
        if (released.isSuccess()) {
            story.promised(Kind.RELEASE, holdId, 0);
        } else if (!released.isOpen() && released.status() != 404 && released.status() != 409) {
            story.complain("a release was refused: " + released);
        }
    }

    private void leaves(String queueToken) throws InterruptedException {
        answered(Request.delete(sale.room() + "/queue-tokens/current", withToken(queueToken)));
    }

    private boolean topsUp(long amountMinor) throws InterruptedException {
        Answer topUp = answered(Request.post(
                "/api/v1/buyers/me/top-ups",
                Map.of("amountMinor", amountMinor),
                "Authorization",
                bearer(),
                "Idempotency-Key",
                UUID.randomUUID().toString()));
        if (topUp.isSuccess()) {
            story.promised(Kind.TOP_UP, topUp.text("topUpId"), amountMinor);
        } else if (topUp.isOpen()) {
            story.complain("nobody could tell whether a top-up was made: " + topUp);
        } else {
            story.complain("a top-up was refused: " + topUp);
        }
        return topUp.isSuccess();
    }

    private End pays(String holdId, long total, String queueToken) throws InterruptedException {
        Answer payment = answered(
                Request.post("/api/v1/payments", Map.of("holdId", holdId), withKey(queueToken, "pay " + holdId)));
        if (payment.isSuccess()) {
            story.promised(Kind.PAYMENT, payment.text("paymentId"), total);
            return End.BOUGHT;
        }
        if (payment.isOpen()) {
            story.complain("nobody could tell whether a payment was made: " + payment);
        } else if (!List.of("hold-expired", "admission-over").contains(payment.code())) {
            story.complain("a payment was refused: " + payment);
        }
        return End.OUT_OF_TIME;
    }

    private Answer answered(Request request) throws InterruptedException {
        return shop.askUntilAnswered(request, sale.lastAnswerAt());
    }

    private String bearer() {
        return "Bearer " + accessToken;
    }

    private String[] authorised() {
        return new String[] {"Authorization", bearer()};
    }

    private String[] withToken(String queueToken) {
        return new String[] {"Authorization", bearer(), "Queue-Token", queueToken};
    }

    private String[] withKey(String queueToken, String key) {
        return new String[] {"Authorization", bearer(), "Queue-Token", queueToken, "Idempotency-Key", key};
    }
}
