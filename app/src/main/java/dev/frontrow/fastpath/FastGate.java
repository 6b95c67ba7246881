package dev.frontrow.fastpath;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import java.time.Duration;
import java.util.Optional;

/// The door between the line and the shop, for those whom it need not look up.
public interface FastGate {

    /// What the caller is admitted to by their queue token. Empty where they are not, or where only the database knows;
    /// never waits.
    Optional<SaleScope> scope(Caller caller, String queueToken);

    /// To be told how long a command took that was done by somebody so admitted.
    void took(SaleScope scope, Duration time);
}
