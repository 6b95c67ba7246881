package dev.frontrow.reservation;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes buyers wait whose holds of one performance lapse or are given back again and again, since nobody else can buy
/// those seats meanwhile. The first few cost nothing: people change their minds. Each one more doubles the wait, which
/// begins when the last hold came back. A lost race is no hold and does not count.
@Component
class CoolDown {

    private final CoolDownProperties properties;

    CoolDown(CoolDownProperties properties) {
        this.properties = properties;
    }

    /// Holds that came back before then do not count.
    Instant countsSince(Instant now) {
        return properties.enabled() ? now.minus(properties.window()) : now;
    }

    /// Before when the buyer may hold no seats; null where they need not wait.
    ///
    /// @param returnedAt when their holds of the performance came back, since [#countsSince]
    @Nullable
    Instant until(Collection<Instant> returnedAt) {
        int tooMany = returnedAt.size() - properties.returnedMax();
        if (!properties.enabled() || tooMany < 0) {
            return null;
        }
        return returnedAt.stream().max(Comparator.naturalOrder()).orElseThrow().plus(properties.after(tooMany));
    }
}
