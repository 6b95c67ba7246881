package dev.frontrow.storefront;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.waitingroom.documents.RoomStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place in line as the waiting room's page shows it. The page's script follows the same rules.
///
/// @param likely  range of the likely wait; null if there is no estimate
/// @param start   serving position when the fan first saw the place
/// @param percent of those who were ahead then, how many have gone in
/// @param cause   message key of the cause of the wait
public record PlaceView(
        PlaceState state,
        String queueToken,
        @Nullable Long position,
        @Nullable Long ahead,
        @Nullable WaitView likely,
        String cause,
        long start,
        int percent,
        @Nullable Challenge challenge,
        long pollAfterMs,
        @Nullable Instant admittedUntil) {

    private static final Set<String> CAUSES =
            Set.of("rate", "back-off", "capacity", "stock", "slower", "paused", "pre-queue", "draw");
    private static final int SECONDS = 60;
    private static final int HOUR = 60;

    /// @param unit `soon`, `minutes`, `hours`, or `upToHours` for a low in minutes and a high in hours
    public record WaitView(String unit, long low, long high) {

        /// Rounds the lower end down and the upper end up, so as not to promise too much.
        static WaitView of(long lowSeconds, long highSeconds) {
            if (highSeconds <= SECONDS) {
                return new WaitView("soon", 0, 1);
            }
            long low = Math.max(1, lowSeconds / SECONDS);
            long high = Math.ceilDiv(highSeconds, SECONDS);
            if (high < 2 * HOUR) {
                return new WaitView("minutes", low, high);
            }
            long hours = Math.ceilDiv(high, HOUR);
            return low < HOUR ? new WaitView("upToHours", low, hours) : new WaitView("hours", low / HOUR, hours);
        }
    }

    static PlaceView of(PlaceDocument place, RoomStatus room, long start) {
        var wait = place.waitSeconds();
        String cause = place.waitCause();
        return new PlaceView(
                place.state(),
                place.queueToken(),
                place.position(),
                place.ahead(),
                wait == null ? null : WaitView.of(wait.low(), wait.high()),
                cause != null && CAUSES.contains(cause) ? cause : "rate",
                start,
                percent(place, room, start),
                place.challenge(),
                place.pollAfterMs(),
                place.admittedUntil());
    }

    /// The serving position of the place's lane. It never falls.
    static long servingPosition(PlaceDocument place, RoomStatus room) {
        var priority = room.priority();
        return place.lane() == Lane.PRIORITY && priority != null ? priority.servingPosition() : room.servingPosition();
    }

    /// How many of those who were ahead at the fan's start have gone in, 0 to 100; 100 for who is next. Never falls,
    /// since the serving position does not.
    private static int percent(PlaceDocument place, RoomStatus room, long start) {
        Long position = place.position();
        Long ahead = place.ahead();
        if (place.state() == PlaceState.ADMITTED || (ahead != null && ahead == 0)) {
            return 100;
        }
        if (position == null || start == QueueCookies.UNKNOWN || position <= start) {
            return 0;
        }
        long come = servingPosition(place, room) - start;
        return (int) Math.clamp(100 * come / (position - start), 0, 99);
    }
}
