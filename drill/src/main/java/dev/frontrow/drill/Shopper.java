package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/// A fan who makes single calls of all kinds, in any order. Thread-safe.
final class Shopper {

    /// @see #nextCall
    enum Call {
        POLL,
        STATUS,
        SEATS,
        JOIN,
        HOLD,
        RELEASE,
        TOP_UP,
        PAYMENT
    }

    private static final long TOP_UP_MINOR = 700_000;
    private static final int JOIN_TRIES_MAX = 300;
    private static final int JOIN_PAUSE_MILLIS = 100;

    /// @param room the concert's path
    record Place(String room, long performanceId) {}

    private final String accessToken;
    private final Place place;
    private final Shop shop;
    private final Queue<String> holds = new ConcurrentLinkedQueue<>();
    private volatile String queueToken = "";
    private volatile boolean admitted;

    Shopper(String accessToken, Place place, Shop shop) {
        this.accessToken = accessToken;
        this.place = place;
        this.shop = shop;
    }

    String accessToken() {
        return accessToken;
    }

    String queueToken() {
        return queueToken;
    }

    /// Stands in the line until it is admitted, and has money.
    void getsReady() throws InterruptedException, DrillFailure {
        makes(Call.TOP_UP);
        for (int tries = 0; !admitted; tries++) {
            Answer answer = makes(queueToken.isEmpty() ? Call.JOIN : Call.POLL);
            if (tries == JOIN_TRIES_MAX) {
                throw new DrillFailure("a fan was not admitted: " + answer);
            }
            if (!admitted) {
                Thread.sleep(JOIN_PAUSE_MILLIS);
            }
        }
    }

    /// Mostly what most fans do: ask. What needs an admission or a hold is made only with one.
    Call nextCall() {
        int percent = ThreadLocalRandom.current().nextInt(100);
        if (percent < 40) {
            return Call.POLL;
        } else if (percent < 62) {
            return Call.STATUS;
        } else if (!admitted || percent < 74) {
            return Call.JOIN;
        } else if (percent < 84) {
            return Call.SEATS;
        } else if (percent < 88 || holds.isEmpty()) {
            return percent < 94 ? Call.HOLD : Call.TOP_UP;
        }
        return percent < 97 ? Call.PAYMENT : Call.RELEASE;
    }

    /// One request.
    Answer makes(Call call) throws InterruptedException {
        return switch (call) {
            case POLL -> keepPlace(asks(Request.get(place.room() + "/queue-tokens/current", headers())));
            case STATUS -> asks(Request.get(place.room() + "/waiting-room"));
            case SEATS -> asks(Request.get("/api/v1/performances/" + place.performanceId() + "/seats", headers()));
            case JOIN -> keepPlace(asks(Request.post(place.room() + "/queue-tokens", Map.of(), authorised())));
            case HOLD ->
                keepHold(asks(Request.post(
                        "/api/v1/holds",
                        Map.of("performanceId", place.performanceId(), "bestAvailable", Map.of("count", 1)),
                        withKey(UUID.randomUUID().toString()))));
            case RELEASE -> asks(Request.delete("/api/v1/holds/" + holds.poll(), authorised()));
            case TOP_UP ->
                asks(Request.post(
                        "/api/v1/buyers/me/top-ups",
                        Map.of("amountMinor", TOP_UP_MINOR),
                        withKey(UUID.randomUUID().toString())));
            case PAYMENT -> pays(String.valueOf(holds.poll()));
        };
    }

    private Answer asks(Request request) throws InterruptedException {
        return shop.ask(0, request);
    }

    private Answer pays(String holdId) throws InterruptedException {
        Answer answer = asks(Request.post("/api/v1/payments", Map.of("holdId", holdId), withKey("pay " + holdId)));
        if (answer.isSuccess()) {
            // The place in line has ended with it.
            admitted = false;
            holds.clear();
        }
        return answer;
    }

    private Answer keepPlace(Answer answer) {
        if (answer.isSuccess()) {
            String token = answer.text("queueToken");
            queueToken = token.isEmpty() ? queueToken : token;
            admitted = answer.text("state").equals("ADMITTED");
        }
        return answer;
    }

    private Answer keepHold(Answer answer) {
        if (answer.isSuccess()) {
            holds.add(answer.text("holdId"));
        }
        return answer;
    }

    private String[] authorised() {
        return new String[] {"Authorization", "Bearer " + accessToken};
    }

    private String[] headers() {
        return new String[] {"Authorization", "Bearer " + accessToken, "Queue-Token", queueToken};
    }

    private String[] withKey(String key) {
        return new String[] {"Authorization", "Bearer " + accessToken, "Queue-Token", queueToken, "Idempotency-Key", key
        };
    }
}
