package dev.frontrow.hotpath;

import java.nio.charset.StandardCharsets;

/// The calls as HTTP/1.1 text, which wrk and [HttpConnection] send unchanged.
final class Requests {

    private Requests() {}

    static String constant() {
        return get("/", "");
    }

    static String status(long concertId) {
        return get("/api/v1/concerts/" + concertId + "/waiting-room", "");
    }

    static String join(long concertId, String accessToken) {
        return post("/api/v1/concerts/" + concertId + "/queue-tokens", bearer(accessToken), "");
    }

    static String poll(Shopper waiting) {
        return get("/api/v1/concerts/" + waiting.concertId() + "/queue-tokens/current", tokens(waiting));
    }

    static String seats(Shopper shopper, long performanceId) {
        return get("/api/v1/performances/" + performanceId + "/seats", tokens(shopper));
    }

    static String seatsUnless(Shopper shopper, long performanceId, String etag) {
        return get(
                "/api/v1/performances/" + performanceId + "/seats",
                tokens(shopper) + "If-None-Match: " + etag + "\r\n");
    }

    static String hold(Shopper shopper, long performanceId, int seat) {
        return post(
                "/api/v1/holds",
                tokens(shopper),
                "{\"performanceId\":" + performanceId + ",\"seats\":[\"" + seat + "\"]}");
    }

    static String holdInArea(Shopper shopper, long performanceId) {
        return post(
                "/api/v1/holds",
                tokens(shopper),
                "{\"performanceId\":" + performanceId + ",\"areas\":[{\"area\":\"" + Stage.AREA
                        + "\",\"quantity\":1}]}");
    }

    static String topUp(String accessToken, long amountMinor) {
        return post(
                "/api/v1/buyers/me/top-ups",
                bearer(accessToken) + "Idempotency-Key: top-up\r\n",
                "{\"amountMinor\":" + amountMinor + "}");
    }

    static String pay(Shopper shopper, String holdId) {
        return post(
                "/api/v1/payments",
                tokens(shopper) + "Idempotency-Key: pay-" + holdId + "\r\n",
                "{\"holdId\":\"" + holdId + "\"}");
    }

    static String signIn(String username, String password) {
        return post("/api/v1/sessions", "", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }

    static String operatorPost(String path, String accessToken, String body) {
        return post(path, bearer(accessToken), body);
    }

    static String operatorPatch(String path, String accessToken, String body) {
        return withBody("PATCH", path, bearer(accessToken), body);
    }

    private static String bearer(String accessToken) {
        return "Authorization: Bearer " + accessToken + "\r\n";
    }

    private static String tokens(Shopper shopper) {
        return bearer(shopper.accessToken()) + "Queue-Token: " + shopper.queueToken() + "\r\n";
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private static String post(String path, String headers, String body) {
        return withBody("POST", path, headers, body);
    }

    private static String withBody(String method, String path, String headers, String body) {
        String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + type + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
