package dev.frontrow.database;

import dev.frontrow.groupcommit.GroupCommitSettings;
import dev.frontrow.groupcommit.Turns;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How commands are committed together; the same for each kind of command.
///
/// @param lanes      batches of one kind that may run at the same time
/// @param batchesAtOnceMax batches of all kinds that may run at the same time; by default as many as there are cores,
///                   and at least 2: more would be smaller, and each costs the same however many share it.
///                   Half of them only run where a crowd waits
/// @param batchMax   commands in one batch
/// @param waitingMax commands that may wait in one lane; more are told 503 `busy`
/// @param waitMax    for so long a command may wait for its batch to begin; then it is told 503 `busy`
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
        // Says what is wrong with the numbers while the settings are bound, and not at the first command.
        new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax);
    }

    /// Each batch takes one of them while it runs. Half of them are for crowds.
    Turns turns() {
        int turns = batchesAtOnceMax == null
                ? Math.max(TURNS_MIN, Runtime.getRuntime().availableProcessors())
                : batchesAtOnceMax;
        return new Turns(turns, Math.max(1, turns / 2));
    }

    GroupCommitSettings settings() {
        return new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax);
    }
}
