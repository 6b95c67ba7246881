package dev.frontrow.fastpath;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import java.util.Optional;

/// A plain request without query, by somebody whose access token is good if they sent one.
public interface FastCall {

    Optional<Caller> caller();

    /// What the caller is admitted to by the queue token that they sent, as far as memory alone can tell.
    Optional<SaleScope> scope();

    /// Where the request came from.
    ClientNetwork network();

    /// What it says of how its command is to be run and answered.
    KeyedRequest keyed(Caller caller);

    /// The header's value, if it was sent exactly once.
    Optional<String> header(String name);
}
