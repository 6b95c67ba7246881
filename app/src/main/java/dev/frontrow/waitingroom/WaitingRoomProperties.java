package dev.frontrow.waitingroom;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param admissionTtl how long an admitted buyer may shop
/// @param turnUpTtl    how long a place whose turn has come may be claimed
@ConfigurationProperties("frontrow.waiting-room")
record WaitingRoomProperties(
        @DefaultValue("PT10M") Duration admissionTtl,
        @DefaultValue("PT5M") Duration turnUpTtl) {

    WaitingRoomProperties {
        if (!admissionTtl.isPositive() || !turnUpTtl.isPositive()) {
            throw new IllegalArgumentException(
                    "FRONTROW_ADMISSION_TTL and the turn-up time must be positive durations such as PT10M");
        }
    }
}
