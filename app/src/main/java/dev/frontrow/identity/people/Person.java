package dev.frontrow.identity.people;

import dev.frontrow.identity.roles.OperatorRole;
import java.time.Instant;
import java.util.UUID;

/// An operator's account.
///
/// @param active false once they have gone: they can no longer sign in
record Person(UUID operatorId, String username, OperatorRole role, boolean active, Instant since) {}
