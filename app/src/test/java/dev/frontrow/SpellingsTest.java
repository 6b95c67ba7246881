package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// The server's memory does not grow with the variety of client input: no cache keeps an entry for each spelling
/// that clients, or the trusted proxy, can send.
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class SpellingsTest extends ServerTest {

    /// Use `-Dfrontrow.spellings=200000` for a longer run.
    private static final int REQUESTS = Integer.getInteger("frontrow.spellings", 20_000);

    private static final int WARM_UP = 4_000;
    private static final int AT_ONCE = 100;
    private static final int WAIT_MILLIS_MAX = 60_000;
    private static final double GROWTH_MAX = 0.05;

    /// For some requests the server closes the connection before it has read the rest.
    private static final double ANSWERED_MIN = 0.9;

    @Test
    void theHeapStaysAsItIsHoweverOftenTheyAreSpeltAnew() {
        Stage stage = Stage.open(api(), clock());
        String token = newAccessToken();
        send(0, WARM_UP, number -> request(stage, token, number));
        long before = liveHeap();

        int answered = send(WARM_UP, REQUESTS, number -> request(stage, token, number));

        long after = liveHeap();
        assertThat(answered).isGreaterThan((int) (REQUESTS * ANSWERED_MIN));
        assertThat(after)
                .as("live bytes after %,d requests, %,d before", REQUESTS, before)
                .isLessThan((long) (before * (1 + GROWTH_MAX)));
    }

    private static String request(Stage stage, String token, int number) {
        String room = "/api/v1/concerts/" + stage.concertId() + "/queue-tokens/current";
        return switch (number % 31) {
            case 0 -> get(room, "Authorization: Bearer " + token + "~" + number);
            case 1 -> get(room, "Authorization: Bearer " + number + "x".repeat(6_000) + "." + token);
            case 2 -> get("/wallet", "Cookie: frontrow-session=" + token + number);
            case 3 -> get(room, "Authorization: Bearer " + token + "\r\nQueue-Token: q1." + number + "x".repeat(2_000));
            case 4 -> get("/time", "Accept-Language: " + language(number));
            case 5 -> get("/", "Accept-Language: " + language(number) + "\r\nAccept: text/html");
            case 6 -> get("/nothing/" + number + "x".repeat(2_000), "Cookie: frontrow-language=x" + number);
            case 7 -> get("/api/v1/concerts/" + (1_000_000_000L + number), "X-" + number + ": " + number);
            case 8 -> get("/time?x" + number + "=" + "y".repeat(2_000), "If-None-Match: \"" + number + "\"");
            case 9 -> join(stage, token, "{\"" + number + "n".repeat(40_000) + "\":1}", number);
            case 10 -> join(stage, token, "{\"accessCode\":\"" + number + "-AAAA-AAAA\"}", number);
            case 11 -> "BREW" + number + " /time HTTP/1.1\r\nHost: a\r\n\r\n";
            case 12 -> get("/time", "Accept: a" + number + "/" + "b".repeat(2_000));
            case 13 -> get("/time", "Host: h" + number + ".example");
            case 14 -> get("/assets/" + number + ".css", "Range: bytes=" + number + "-");
            case 15 -> get("/assets/" + number + "/base.css", "Accept-Encoding: gzip, x" + number);
            case 16 -> get("/swagger-ui/" + number + "/" + "x".repeat(2_000) + ".js", "Accept-Charset: x" + number);
            case 17 -> get("/webjars/" + number + "/x.js", "If-Modified-Since: " + number);
            case 18 -> get("/time", "User-Agent: agent " + number + "x".repeat(2_000));
            case 19 -> get("/", "Cookie: c" + number + "=" + number + "; d" + number + "=" + "x".repeat(2_000));
            case 20 -> get("/time", "X-Forwarded-For: 198.18.%d.%d".formatted(number >> 8 & 255, number & 255));
            case 21 -> get("/time", "Forwarded: for=\"[2001:db8:%x::1]\";host=h%d".formatted(number & 0xffff, number));
            case 22 -> get("/api/v1/concerts", "X-Forwarded-Host: h" + number + ".example");
            case 23 -> get("/assets/base.css", "If-None-Match: W/\"" + number + "x".repeat(2_000) + "\"");
            case 24 -> get("/time", "Origin: https://o" + number + ".example\r\nReferer: https://r" + number);
            case 25 -> join(stage, token, "{\"challenge\":\"" + number + "x".repeat(1_500) + "\"}", number);
            case 26 -> post("/api/v1/concerts/" + (2_000_000_000L + number) + "/queue-tokens", token, "{}");
            case 27 -> post("/api/v1/password-resets", token, "{\"username\":\"nobody-" + number + "\"}");
            case 28 -> post("/api/v1/password-resets/redemptions", token, redemption(number));
            case 29 -> get("/reset-password?token=" + number + "x".repeat(60), "Cookie: frontrow-device=" + number);
            default -> get("/v3/api-docs?x=" + number, "Accept-Language: " + language(number));
        };
    }

    private static String redemption(int number) {
        return "{\"token\":\"%d%s\",\"newPassword\":\"correct horse %d\"}".formatted(number, "x".repeat(60), number);
    }

    /// `aaaa-bb`, `aaab-bb` …
    private static String language(int number) {
        StringBuilder letters = new StringBuilder();
        for (int left = number, i = 0; i < 5; i++, left /= 26) {
            letters.append((char) ('a' + left % 26));
        }
        return letters + "-KR";
    }

    private static String get(String target, String header) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
    }

    private static String join(Stage stage, String token, String body, int number) {
        String address = "/api/v1/concerts/" + stage.concertId() + "/queue-tokens";
        return post(address, token + "\r\nIdempotency-Key: " + number, body);
    }

    private static String post(String address, String token, String body) {
        return "POST " + address + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// Pipelines many requests over one connection. If the server closes it, the remaining requests are sent one
    /// by one.
    ///
    /// @return how many were answered
    private int send(int from, int count, IntFunction<String> requests) {
        int sent = from;
        int answered = 0;
        while (sent < from + count) {
            int more = together(sent, Math.min(AT_ONCE, from + count - sent), requests);
            sent += Math.max(1, more);
            answered += more;
        }
        return answered;
    }

    private int together(int from, int count, IntFunction<String> requests) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(WAIT_MILLIS_MAX);
            var writer = Thread.ofVirtual().start(() -> write(socket, from, count, requests));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            writer.join();
            return answers.split("HTTP/1\\.1 \\d{3} ", -1).length - 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (IOException hungUp) {
            return 0;
        }
    }

    private static void write(Socket socket, int from, int count, IntFunction<String> requests) {
        try {
            for (int i = 0; i < count; i++) {
                socket.getOutputStream().write(requests.apply(from + i).getBytes(StandardCharsets.ISO_8859_1));
            }
            socket.shutdownOutput();
        } catch (IOException hungUp) {
            // The reading side sees the same failure.
        }
    }

    private static long liveHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
