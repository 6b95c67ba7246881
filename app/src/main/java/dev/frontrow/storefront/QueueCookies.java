package dev.frontrow.storefront;

import dev.frontrow.identity.HostCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// Keeps a fan's queue token in their browser, one cookie for each concert, so that the place is found
/// again by every page and every tab, also after a restart of the browser or the server.
final class QueueCookies {

    private static final Duration KEPT = Duration.ofDays(2);

    private QueueCookies() {}

    /// @param start how far the line had come when its fan first saw the place; progress is told from there
    record Kept(String queueToken, long start) {

        private static final Pattern FORM = Pattern.compile("(q1\\.[\\w-]+)(?:~(\\d{1,18}))?");

        static Optional<Kept> of(String cookie) {
            var read = FORM.matcher(cookie);
            return read.matches()
                    ? Optional.of(
                            new Kept(read.group(1), read.group(2) == null ? UNKNOWN : Long.parseLong(read.group(2))))
                    : Optional.empty();
        }

        boolean hasStart() {
            return start != UNKNOWN;
        }

        private String cookie() {
            return hasStart() ? queueToken + "~" + start : queueToken;
        }
    }

    static final long UNKNOWN = -1;

    static Optional<String> read(HttpServletRequest request, long concertId) {
        return kept(request, concertId).map(Kept::queueToken);
    }

    static Optional<Kept> kept(HttpServletRequest request, long concertId) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name(request, concertId)))
                .map(Cookie::getValue)
                .findFirst()
                .flatMap(Kept::of);
    }

    static void keep(HttpServletRequest request, HttpServletResponse response, long concertId, Kept place) {
        add(request, response, concertId, place.cookie(), KEPT);
    }

    static void forget(HttpServletRequest request, HttpServletResponse response, long concertId) {
        add(request, response, concertId, "", Duration.ZERO);
    }

    private static void add(
            HttpServletRequest request, HttpServletResponse response, long concertId, String value, Duration age) {
        var cookie = ResponseCookie.from(name(request, concertId), value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(request.isSecure())
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static String name(HttpServletRequest request, long concertId) {
        return HostCookie.name("frontrow-place-" + concertId, request.isSecure());
    }
}
