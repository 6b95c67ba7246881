package dev.frontrow.fastpath;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import java.util.Optional;

/// A plain GET without body or query, by somebody whose access token is good if they sent one.
public interface FastCall {

    Optional<Caller> caller();

    /// What the caller is admitted to by the queue token that they sent, as far as memory alone can tell.
    Optional<SaleScope> scope();

    /// The header's value, if it was sent exactly once.
    Optional<String> header(String name);
}
