package dev.frontrow.fastpath;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import java.util.Optional;

/// A plain request without query. Its caller's access token, if there is one, has been verified.
public interface FastCall {

    Optional<Caller> caller();

    /// The caller's admission by the queue token of the request, as far as memory knows it.
    Optional<SaleScope> scope();

    /// The client's network.
    ClientNetwork network();

    /// The request's idempotency key and everything else that an idempotent command needs.
    KeyedRequest keyed(Caller caller);

    /// The header's value, if it was sent exactly once.
    Optional<String> header(String name);
}
