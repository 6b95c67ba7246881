package dev.frontrow.identity;

import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.roles.Right;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/// Who sent the request, once their access token has been verified. Controllers take it as
/// `@AuthenticationPrincipal Caller caller`, filters read it with [#of].
///
/// @param operatorRole of an operator, on the operators' own calls and pages; otherwise null
/// @param rights       what they may do as an operator now; usually all that their role allows
public record Caller(UUID buyerId, Role role, @Nullable OperatorRole operatorRole, Set<Right> rights) {

    public Caller(UUID buyerId, Role role) {
        this(buyerId, role, null, Set.of());
    }

    /// Whether they are an operator with this right; false on calls of fans.
    public boolean may(Right right) {
        return rights.contains(right);
    }

    /// The caller behind an authentication of Spring Security; empty for anonymous requests.
    public static Optional<Caller> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }
}
