package dev.frontrow.cluster;

import org.jspecify.annotations.Nullable;

/// This server cannot serve beside those that already do, or with these settings. The message is one line, is shown as
/// it is, and says what to do.
public final class ClusterStartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterStartFailure(String message) {
        this(message, null);
    }

    ClusterStartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
