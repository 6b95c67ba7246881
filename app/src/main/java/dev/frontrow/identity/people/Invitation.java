package dev.frontrow.identity.people;

import dev.frontrow.identity.roles.OperatorRole;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// An invitation that nobody has taken yet.
///
/// @param note      whom it is for
/// @param invitedBy the username of the operator who made it
record Invitation(UUID invitationId, OperatorRole role, String note, String invitedBy, Instant expiresAt) {

    /// How long its link is good.
    static final Duration TTL = Duration.ofHours(72);
}
