package dev.frontrow.waitingroom.terms;

import dev.frontrow.line.LineTerms;
import dev.frontrow.waitingroom.store.RoomSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of all waiting rooms.
///
/// @param admissionTtl  how long an admitted buyer may shop
/// @param turnUpTtl     how long a called place may be claimed
/// @param latencyTarget the rate is lowered while the 99th percentile of holds and payments is above this
@ConfigurationProperties("frontrow.waiting-room")
public record WaitingRoomProperties(
        @DefaultValue("PT10M") Duration admissionTtl,
        @DefaultValue("PT5M") Duration turnUpTtl,
        @DefaultValue("PT1S") Duration latencyTarget) {

    public WaitingRoomProperties {
        if (!admissionTtl.isPositive() || !turnUpTtl.isPositive() || !latencyTarget.isPositive()) {
            throw new IllegalArgumentException("FRONTROW_ADMISSION_TTL, the turn-up time and the latency target must be"
                    + " positive durations such as PT10M");
        }
    }

    /// The terms of a line with these settings.
    public LineTerms terms(RoomSettings row) {
        return new LineTerms(
                row.capacity(), row.admitPerMinute(), row.priorityPercent(), turnUpTtl, admissionTtl, latencyTarget);
    }
}
