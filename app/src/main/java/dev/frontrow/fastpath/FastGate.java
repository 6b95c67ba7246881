package dev.frontrow.fastpath;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import java.time.Duration;
import java.util.Optional;

/// The gate for callers whose admission is known in memory.
public interface FastGate {

    /// The caller's admission by their queue token. Empty if they are not admitted, or if only the database
    /// knows. Never blocks.
    Optional<SaleScope> scope(Caller caller, String queueToken);

    /// Reports how long a command of an admitted caller took.
    ///
    /// @param path the command's address
    void took(SaleScope scope, String path, Duration time);
}
