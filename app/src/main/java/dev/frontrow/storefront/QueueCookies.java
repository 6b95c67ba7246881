package dev.frontrow.storefront;

import dev.frontrow.identity.HostCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Keeps a fan's queue token in one cookie for each concert, so that every page and tab finds the place again,
/// even after a restart of browser or server. A browser sends all of them with every request, so their number is
/// bounded: each expires at the concert's last performance or after two days, and only those seen last are kept.
/// Without its cookie a place is found by its owner.
final class QueueCookies {

    static final Duration KEPT = Duration.ofDays(2);

    /// Some 3 KB in total; a request's head may have 8 KB.
    private static final int COOKIES_MAX = 20;

    private static final String PREFIX = "frontrow-place-";

    private QueueCookies() {}

    /// @param start serving position when the fan first saw the place; the progress bar starts there
    /// @param seen  when the fan last saw it
    record Kept(String queueToken, long start, Instant seen) {

        private static final Pattern FORM = Pattern.compile("(q1\\.[\\w-]+)(?:~(\\d{0,18}))?(?:~(\\d{1,11}))?");

        static Optional<Kept> of(String cookie) {
            var read = FORM.matcher(cookie);
            return read.matches()
                    ? Optional.of(new Kept(
                            read.group(1),
                            number(read.group(2), UNKNOWN),
                            Instant.ofEpochSecond(number(read.group(3), 0))))
                    : Optional.empty();
        }

        private static long number(@Nullable String digits, long otherwise) {
            return digits == null || digits.isEmpty() ? otherwise : Long.parseLong(digits);
        }

        boolean hasStart() {
            return start != UNKNOWN;
        }

        private String cookie() {
            return queueToken + "~" + (hasStart() ? start : "") + "~" + seen.getEpochSecond();
        }
    }

    static final long UNKNOWN = -1;

    static Optional<String> read(HttpServletRequest request, long concertId) {
        return kept(request, concertId).map(Kept::queueToken);
    }

    static Optional<Kept> kept(HttpServletRequest request, long concertId) {
        String name = name(request, concertId);
        return cookies(request)
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .map(Cookie::getValue)
                .flatMap(Kept::of);
    }

    /// @param lasting how long the place may be of interest; the cookie lasts as long, but at most [#KEPT]
    static void keep(
            HttpServletRequest request, HttpServletResponse response, long concertId, Kept place, Duration lasting) {
        String name = name(request, concertId);
        add(request, response, name, place.cookie(), lasting.compareTo(KEPT) < 0 ? lasting : KEPT);
        cookies(request)
                .filter(cookie -> !cookie.getName().equals(name))
                .sorted(Comparator.comparing(QueueCookies::seen).reversed())
                .skip(COOKIES_MAX - 1)
                .forEach(cookie -> add(request, response, cookie.getName(), "", Duration.ZERO));
    }

    static void forget(HttpServletRequest request, HttpServletResponse response, long concertId) {
        add(request, response, name(request, concertId), "", Duration.ZERO);
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        Pattern ours = Pattern.compile(HostCookie.name(PREFIX, request.isSecure()) + "\\d{1,19}");
        Cookie[] all = request.getCookies();
        return all == null
                ? Stream.empty()
                : Arrays.stream(all)
                        .filter(cookie -> ours.matcher(cookie.getName()).matches());
    }

    private static String name(HttpServletRequest request, long concertId) {
        return HostCookie.name(PREFIX + concertId, request.isSecure());
    }

    private static Instant seen(Cookie cookie) {
        return Kept.of(cookie.getValue()).map(Kept::seen).orElse(Instant.EPOCH);
    }

    private static void add(
            HttpServletRequest request, HttpServletResponse response, String name, String value, Duration age) {
        var cookie = HostCookie.of(name, value, age, request.isSecure());
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
