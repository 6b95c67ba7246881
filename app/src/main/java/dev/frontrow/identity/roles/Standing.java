package dev.frontrow.identity.roles;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operator is, and what they may do in the session that they are in.
///
/// @param role null for somebody who is no operator any more
public record Standing(@Nullable OperatorRole role, Set<Right> rights) {

    private static final Set<Right> SEEING = Set.of(Right.SEE_SALE);

    public static final Standing NONE = new Standing(null, Set.of());

    /// Of somebody whom an outside issuer names an operator. Their second factor is the issuer's concern.
    public static final Standing OF_OUTSIDE = new Standing(OperatorRole.OWNER, OperatorRole.OWNER.rights());

    /// What is left of it while the role cannot be read: it may be another one by now.
    Standing whileUnread() {
        return new Standing(role, rights.contains(Right.SEE_SALE) ? SEEING : Set.of());
    }

    /// @param proven false where a second factor is still to be shown, or to be set up
    static Standing of(OperatorRole role, boolean proven) {
        return new Standing(role, proven ? role.rights() : Set.of(Right.OWN_ACCOUNT));
    }
}
