package dev.frontrow.database;

import org.jspecify.annotations.Nullable;

/// The database cannot be started for a reason its operator can fix. The message is one line, is shown as it is,
/// and says what to do.
public final class DatabaseStartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseStartFailure(String message) {
        this(message, null);
    }

    DatabaseStartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
