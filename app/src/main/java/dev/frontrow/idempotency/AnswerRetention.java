package dev.frontrow.idempotency;

import dev.frontrow.cluster.SingleJobs;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes answers older than the retention time.
@Component
class AnswerRetention {

    private static final int ROWS_PER_SWEEP_MAX = 10_000;

    /// @param retention how long a key is remembered; at least 24 hours, as the API promises
    @ConfigurationProperties("frontrow.idempotency")
    record Properties(@DefaultValue("PT48H") Duration retention) {

        Properties {
            if (retention.compareTo(Duration.ofHours(24)) < 0) {
                throw new IllegalArgumentException("frontrow.idempotency.retention must be at least PT24H");
            }
        }
    }

    private final StoredAnswers answers;
    private final Properties properties;
    private final InstantSource clock;
    private final SingleJobs jobs;

    AnswerRetention(StoredAnswers answers, Properties properties, InstantSource clock, SingleJobs jobs) {
        this.answers = answers;
        this.properties = properties;
        this.clock = clock;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "PT10M")
    int sweep() {
        return jobs.areHere()
                ? answers.deleteOlderThan(clock.instant().minus(properties.retention()), ROWS_PER_SWEEP_MAX)
                : 0;
    }
}
