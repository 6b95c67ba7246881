package dev.frontrow.web.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How long a client may take to send a request and to read the answer, in total. An idle timeout does not stop a
/// client that sends a byte now and then.
///
/// @param headTimeMax how long the head of a request may take, from its first byte
/// @param bodyTimeMax how long its body may take, from beginning to end; an operator's import gets more, by `rateMin`
/// @param answerTimeMax how long a client may read more slowly than `rateMin`
/// @param rateMin       bytes per second that a client must reach for large bodies and answers
/// @param bodiesMax     memory for incomplete bodies; one network never gets more than is free
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

    /// The total time for a body of this length.
    Duration bodyTimeMax(long bytes) {
        return bodyTimeMax.plusSeconds(bytes / rateMin.toBytes());
    }
}
