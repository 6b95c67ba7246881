package dev.frontrow.fastpath;

import dev.frontrow.identity.Caller;
import java.util.Optional;

/// A plain GET without body or query, by somebody whose access token is good if they sent one.
public interface FastCall {

    Optional<Caller> caller();

    /// The header's value, if it was sent exactly once.
    Optional<String> header(String name);
}
