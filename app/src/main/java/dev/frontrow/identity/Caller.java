package dev.frontrow.identity;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/// Who sent the request, once their access token has been verified. Controllers take it as
/// `@AuthenticationPrincipal Caller caller`, filters read it with [#of].
public record Caller(UUID buyerId, Role role) {

    /// The caller behind an authentication of Spring Security; empty for anonymous requests.
    public static Optional<Caller> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }
}
