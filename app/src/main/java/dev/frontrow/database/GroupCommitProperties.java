package dev.frontrow.database;

import dev.frontrow.groupcommit.GroupCommitSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How commands are committed together; the same for each kind of command.
///
/// @param lanes      batches of one kind that may run at the same time
/// @param batchesAtOnceMax batches of all kinds that may run at the same time
/// @param batchMax   commands in one batch
/// @param waitingMax commands that may wait in one lane; more are told 503 `busy`
/// @param waitMax    for so long a command may wait for its batch to begin; then it is told 503 `busy`
@ConfigurationProperties("frontrow.group-commit")
public record GroupCommitProperties(
        @DefaultValue("2") int lanes,
        @DefaultValue("3") int batchesAtOnceMax,
        @DefaultValue("256") int batchMax,
        @DefaultValue("4096") int waitingMax,
        @DefaultValue("PT2S") Duration waitMax) {

    public GroupCommitProperties {
        // Says what is wrong with the numbers while the settings are bound, and not at the first command.
        new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax);
    }

    GroupCommitSettings settings() {
        return new GroupCommitSettings(lanes, batchMax, waitingMax, waitMax);
    }
}
