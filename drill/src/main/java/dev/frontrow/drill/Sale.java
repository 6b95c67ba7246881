package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One concert on sale for the length of a drill. Its rate is such that the line lasts for most of that time.
final class Sale {

    private static final String OPENED_AT = "2026-01-01T00:00:00Z";
    private static final long PRICE_MINOR = 70_000;
    private static final String STARTS_AT = "2099-01-01T00:00:00Z";
    /// After the end, this long for answers that are still open.
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);
    private static final int THINKING_MILLIS = 4_000;

    private final long concertId;
    private final long performanceId;
    private final int seats;
    private final long perMinute;
    private final Duration length;
    private final long endsAt;

    private Sale(Answer made, int seats, long perMinute, Duration length) {
        concertId = made.body().path("concertId").asLong();
        performanceId =
                made.body().path("performances").path(0).path("performanceId").asLong();
        this.seats = seats;
        this.perMinute = perMinute;
        this.length = length;
        endsAt = System.nanoTime() + length.toNanos();
    }

    static Sale open(Shop shop, int fans, int seats, Duration length) throws InterruptedException, DrillFailure {
        // Nobody who is called finds the room full, so the rate alone decides who is in before whom.
        return openAt(perMinute(fans, length), fans, shop, seats, length);
    }

    /// @param capacity how many may be inside at once
    static Sale openAt(long perMinute, long capacity, Shop shop, int seats, Duration length)
            throws InterruptedException, DrillFailure {
        return new Sale(concert(shop, capacity, perMinute, seats), seats, perMinute, length);
    }

    /// Makes a concert on sale with one performance.
    static Answer concert(Shop shop, long capacity, long perMinute, int seats)
            throws InterruptedException, DrillFailure {
        Map<String, Object> concert = Map.of(
                "title",
                "The drill",
                "venue",
                "One machine",
                "opensAt",
                OPENED_AT,
                "capacity",
                capacity,
                "admitPerMinute",
                perMinute,
                "priceLevels",
                List.of(Map.of("name", "One price", "amountMinor", PRICE_MINOR)),
                "performances",
                List.of(Map.of("startsAt", STARTS_AT, "seatCount", seats)));
        String operator = "Bearer " + operatorToken(shop);
        return must(shop, Request.post("/api/v1/operator/concerts", concert, "Authorization", operator));
    }

    /// All are called within five sixths of the time.
    private static long perMinute(int fans, Duration length) {
        return Math.max(1, fans * 72L / length.toSeconds());
    }

    private static String operatorToken(Shop shop) throws InterruptedException, DrillFailure {
        return must(
                        shop,
                        Request.post(
                                "/api/v1/sessions",
                                Map.of("username", "operator", "password", DrillCluster.OPERATOR_PASSWORD)))
                .text("accessToken");
    }

    private static Answer must(Shop shop, Request request) throws InterruptedException, DrillFailure {
        Answer answer = shop.ask(0, request);
        if (!answer.isSuccess()) {
            throw new DrillFailure(request.path() + " was answered by " + answer);
        }
        return answer;
    }

    /// Nobody is called any more, so that all stand still.
    void pause(Shop shop) throws InterruptedException, DrillFailure {
        String operator = "Bearer " + operatorToken(shop);
        must(
                shop,
                Request.patch(
                        "/api/v1/operator/concerts/" + concertId + "/waiting-room",
                        Map.of("phase", "PAUSED"),
                        "Authorization",
                        operator));
    }

    String room() {
        return "/api/v1/concerts/" + concertId;
    }

    long concertId() {
        return concertId;
    }

    /// The rate of admissions.
    long perMinute() {
        return perMinute;
    }

    long performanceId() {
        return performanceId;
    }

    int seats() {
        return seats;
    }

    /// Fans arrive within this time.
    long arrivalMillis() {
        return Math.max(1, length.toMillis() / 4);
    }

    long thinkingMillis() {
        return THINKING_MILLIS;
    }

    /// Nobody begins anything new.
    boolean isOver() {
        return System.nanoTime() - endsAt > 0;
    }

    /// When even open questions are given up, by [System#nanoTime].
    long lastAnswerAt() {
        return endsAt + LAST_ANSWERS.toNanos();
    }
}
