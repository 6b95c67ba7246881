package dev.frontrow.storefront;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.PlaceDocument;
import dev.frontrow.waitingroom.RoomStatus;
import dev.frontrow.waitingroom.challenge.Challenge;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place in line as the waiting room's page shows it. The page's script keeps to the same rules.
///
/// @param likely from the soonest to the latest likely wait, in words' units; none where nobody can tell
/// @param start   how far the line had come when the fan first saw the place
/// @param percent how much of the way is behind them
/// @param cause   under which name the words for it stand
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

        /// Rounded away from promises: the soonest down, the latest up.
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

    /// How far the place's lane has been called; it only ever grows.
    static long servingPosition(PlaceDocument place, RoomStatus room) {
        var priority = room.priority();
        return place.lane() == Lane.PRIORITY && priority != null ? priority.servingPosition() : room.servingPosition();
    }

    /// How much of the way from where the fan started is behind them. Never runs backward, since the line
    /// does not.
    private static int percent(PlaceDocument place, RoomStatus room, long start) {
        Long position = place.position();
        if (place.state() == PlaceState.ADMITTED) {
            return 100;
        }
        if (position == null || start == QueueCookies.UNKNOWN || position <= start) {
            return 0;
        }
        long come = servingPosition(place, room) - start;
        return (int) Math.clamp(100 * come / (position - start), 0, 99);
    }
}
