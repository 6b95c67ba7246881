package dev.frontrow.database;

import dev.frontrow.groupcommit.BatchPermits;
import dev.frontrow.groupcommit.GroupCommitSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Group commit settings, the same for each kind of command.
///
/// @param lanes            batches of one kind that may run at the same time
/// @param batchesAtOnceMax batches of all kinds that may run at the same time; without it one per core, at least 2.
///     More would be smaller, at the same cost each. Half of them only run for crowds
/// @param batchMax         maximum number of commands in one batch
/// @param waitingMax       maximum number of commands waiting in one lane; more get 503 `busy`
/// @param waitMax          how long a command may wait for its batch to begin; then it gets 503 `busy`
@ConfigurationProperties("frontrow.group-commit")
public record GroupCommitProperties(
        @DefaultValue("2") int lanes,
        @Nullable Integer batchesAtOnceMax,
        @DefaultValue("256") int batchMax,
        @DefaultValue("4096") int waitingMax,
        @DefaultValue("PT2S") Duration waitMax) {

    private static final int TURNS_MIN = 2;

    public GroupCommitProperties {
        if (batchesAtOnceMax != null && batchesAtOnceMax < 1) {
            throw new IllegalArgumentException("batches-at-once-max must be at least 1, not " + batchesAtOnceMax);
        }
        // Validates the numbers when the settings are bound, not at the first command.
        new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax);
    }

    /// Turns shared by all kinds of commands; half of them are for crowds.
    BatchPermits turns() {
        int turns = batchesAtOnceMax == null
                ? Math.max(TURNS_MIN, Runtime.getRuntime().availableProcessors())
                : batchesAtOnceMax;
        return new BatchPermits(turns, Math.max(1, turns / 2));
    }

    GroupCommitSettings settings() {
        return new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax);
    }
}
