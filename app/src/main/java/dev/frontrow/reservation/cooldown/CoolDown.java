package dev.frontrow.reservation.cooldown;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes buyers wait if their holds of one performance expire or are released again and again, because other
/// buyers cannot have those seats meanwhile. The first few are free: people change their minds. Each further one
/// doubles the wait, which starts when the last hold came back. A refused hold does not count.
@Component
public class CoolDown {

    private final CoolDownProperties properties;

    CoolDown(CoolDownProperties properties) {
        this.properties = properties;
    }

    /// Holds that came back before this time do not count.
    public Instant countsSince(Instant now) {
        return properties.enabled() ? now.minus(properties.window()) : now;
    }

    /// Until when the buyer may not hold seats; null if they need not wait.
    ///
    /// @param returnedAt when the buyer's holds of the performance came back, since [#countsSince]
    public @Nullable Instant until(Collection<Instant> returnedAt) {
        int tooMany = returnedAt.size() - properties.returnedMax();
        if (!properties.enabled() || tooMany < 0) {
            return null;
        }
        return returnedAt.stream().max(Comparator.naturalOrder()).orElseThrow().plus(properties.after(tooMany));
    }
}
