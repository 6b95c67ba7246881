package dev.frontrow.storefront.held;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.HostCookie;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Reservations;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Finds the holds that a reader may still pay. Only readers who may have one cost a look-up: a cookie marks a
/// browser whose reader has signed in, chosen seats or come to a checkout lately.
@Component
public class RunningHolds {

    private static final String COOKIE = "frontrow-holding";

    /// Longer than any hold, also where the operator has frozen it for a while.
    private static final Duration LATELY = Duration.ofHours(6);

    private final Reservations reservations;
    private final Catalog catalog;

    RunningHolds(Reservations reservations, Catalog catalog) {
        this.reservations = reservations;
        this.catalog = catalog;
    }

    /// From now on this browser's pages look for holds.
    public static void expect(HttpServletRequest request, HttpServletResponse response) {
        mark(request, response, "1", LATELY);
    }

    /// Ends what [#expect] began.
    public static void forget(HttpServletRequest request, HttpServletResponse response) {
        mark(request, response, "", Duration.ZERO);
    }

    /// The reader's hold that ends first. Null if there is none, and while the database is away: a page does
    /// without.
    ///
    /// @param except a hold whose own page it is
    public @Nullable HeldSeats of(HttpServletRequest request, @Nullable Caller caller, @Nullable UUID except) {
        if (caller == null || !isExpected(request)) {
            return null;
        }
        try {
            List<Hold> running = reservations.running(caller.buyerId()).stream()
                    .filter(hold -> !hold.holdId().equals(except))
                    .toList();
            return running.isEmpty() ? null : held(running.getFirst(), running.size() - 1);
        } catch (DataAccessException away) {
            return null;
        }
    }

    private HeldSeats held(Hold hold, int more) {
        ZoneId zone = catalog.concert(hold.concertId()).map(Concert::timeZone).orElse(ZoneOffset.UTC);
        return new HeldSeats(hold.holdId(), hold.places().size(), hold.expiresAt(), zone, more);
    }

    private static boolean isExpected(HttpServletRequest request) {
        String name = HostCookie.name(COOKIE, request.isSecure());
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies).anyMatch(cookie -> cookie.getName().equals(name));
    }

    private static void mark(HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        String name = HostCookie.name(COOKIE, request.isSecure());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                HostCookie.of(name, value, age, request.isSecure()).toString());
    }
}
