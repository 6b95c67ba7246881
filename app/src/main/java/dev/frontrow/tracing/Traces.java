package dev.frontrow.tracing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chooses the calls that are followed. Reads never are, so no poll of a line is: a rush has thousands of them a
/// second, and they wait for nothing. Thread-safe.
@FunctionalInterface
public interface Traces {

    /// Follows nobody.
    Traces OFF = (_, _) -> TracedCall.NOT_FOLLOWED;

    /// Begins to follow a call if it was chosen. Of a fan either all commands are followed or none.
    ///
    /// @param method the call's HTTP method
    /// @param fan    who calls; null if that is not known
    TracedCall begin(String method, @Nullable UUID fan);
}
