package dev.frontrow.groupcommit;

import java.time.Duration;

/// @param lanes      batches that may run at the same time; commands of one key always share a lane
/// @param batchMax   maximum number of commands in one batch
/// @param waitingMax maximum number of commands waiting in one lane; more are refused
/// @param waitMax    how long a command may wait for its batch to begin; then it is refused
public record GroupCommitSettings(int lanes, int batchMax, int waitingMax, Duration waitMax) {

    public GroupCommitSettings {
        if (lanes < 1 || batchMax < 1 || waitingMax < 1 || !waitMax.isPositive()) {
            throw new IllegalArgumentException(
                    "a group commit needs at least 1 lane, 1 command in a batch, 1 waiting, and a time to wait");
        }
    }
}
