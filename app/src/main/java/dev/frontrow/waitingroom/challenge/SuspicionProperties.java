package dev.frontrow.waitingroom.challenge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When joins from one network become suspicious.
///
/// @param joinsPerNetworkMax new places in one room from one network (an IPv4 address, or an IPv6 network) that are
///     not suspicious
/// @param window             the time within which they are counted
@ConfigurationProperties("frontrow.waiting-room.suspicion")
record SuspicionProperties(
        @DefaultValue("100") int joinsPerNetworkMax,
        @DefaultValue("PT10M") Duration window) {

    SuspicionProperties {
        if (joinsPerNetworkMax < 1 || !window.isPositive()) {
            throw new IllegalArgumentException(
                    "frontrow.waiting-room.suspicion: joins-per-network-max must be at least 1"
                            + " and window a positive duration such as PT10M");
        }
    }
}
