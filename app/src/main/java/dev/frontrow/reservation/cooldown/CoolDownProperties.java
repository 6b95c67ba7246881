package dev.frontrow.reservation.cooldown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether buyers wait who return holds again and again; set it to `true` where a proxy limits the
///     rates
/// @param returnedMax returned holds of one performance that start the first cool-down, 1 to 1000
/// @param first the first wait; it doubles with each further returned hold
/// @param longest     upper bound of the wait
/// @param window      how long a returned hold counts
@ConfigurationProperties("frontrow.reservation.cool-down")
record CoolDownProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("4") int returnedMax,
        @DefaultValue("PT2M") Duration first,
        @DefaultValue("PT32M") Duration longest,
        @DefaultValue("PT2H") Duration window) {

    private static final int DOUBLINGS_MAX = 30;

    CoolDownProperties {
        if (returnedMax < 1 || returnedMax > 1000) {
            throw new IllegalArgumentException("frontrow.reservation.cool-down.returned-max must be 1 to 1000");
        }
        if (!first.isPositive() || longest.compareTo(first) < 0 || window.compareTo(longest) < 0) {
            throw new IllegalArgumentException("frontrow.reservation.cool-down wants 0 < first <= longest <= window");
        }
    }

    /// The wait of a buyer with this many returned holds beyond [#returnedMax], 0 or more.
    Duration after(int tooMany) {
        Duration wait = first.multipliedBy(1L << Math.min(tooMany, DOUBLINGS_MAX));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
