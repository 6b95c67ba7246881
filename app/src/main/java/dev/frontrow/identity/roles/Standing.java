package dev.frontrow.identity.roles;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operator is, and what they may do in the session that they are in.
///
/// @param role null for somebody who is no operator any more
public record Standing(@Nullable OperatorRole role, Set<Right> rights) {

    public static final Standing NONE = new Standing(null, Set.of());

    /// Of somebody whom an outside issuer names an operator. Their second factor is the issuer's concern.
    public static final Standing OF_OUTSIDE = new Standing(OperatorRole.OWNER, OperatorRole.OWNER.rights());

    /// @param proven false where a second factor is still to be shown, or to be set up
    static Standing of(OperatorRole role, boolean proven) {
        return new Standing(role, proven ? role.rights() : Set.of(Right.OWN_ACCOUNT));
    }
}
