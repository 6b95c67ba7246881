package dev.frontrow.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How long a client may take over what it sends and reads, from beginning to end. An idle time-out cannot stop anybody
/// who sends a byte now and then.
///
/// @param headTimeMax   for the head of a request, from its first byte
/// @param bodyTimeMax   for its body; an operator's import has more, by `rateMin`
/// @param answerTimeMax for which a client may read more slowly than `rateMin`
/// @param rateMin       bytes a second that a client must manage where there is much to send or to read
/// @param bodiesMax     memory for bodies that have not come to their end; one network never has more than is free
@ConfigurationProperties("frontrow.web.slow")
record SlowClientSettings(
        @DefaultValue("PT10S") Duration headTimeMax,
        @DefaultValue("PT10S") Duration bodyTimeMax,
        @DefaultValue("PT10S") Duration answerTimeMax,
        @DefaultValue("8KB") DataSize rateMin,
        @DefaultValue("32MB") DataSize bodiesMax) {

    private static final Duration TIME_MIN = Duration.ofSeconds(1);

    SlowClientSettings {
        atLeastASecond("head-time-max", headTimeMax);
        atLeastASecond("body-time-max", bodyTimeMax);
        atLeastASecond("answer-time-max", answerTimeMax);
        if (rateMin.toBytes() < 1 || bodiesMax.toBytes() < 1) {
            throw new IllegalArgumentException("frontrow.web.slow.rate-min and bodies-max must be at least 1 byte");
        }
    }

    private static void atLeastASecond(String name, Duration value) {
        if (value.compareTo(TIME_MIN) < 0) {
            throw new IllegalArgumentException(
                    "frontrow.web.slow.%s must be at least one second, not %s".formatted(name, value));
        }
    }

    /// For a body of which so much may come.
    Duration bodyTimeMax(long bytes) {
        return bodyTimeMax.plusSeconds(bytes / rateMin.toBytes());
    }
}
