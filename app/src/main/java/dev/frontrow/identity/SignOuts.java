package dev.frontrow.identity;

import dev.frontrow.identity.sessions.EndedSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Ends sessions, and tells long answers whether their caller's session goes on. Thread-safe.
@Component
public class SignOuts {

    private final EndedSessions endedSessions;

    SignOuts(EndedSessions endedSessions) {
        this.endedSessions = endedSessions;
    }

    /// Ends the session behind an authentication: from now on none of its tokens is valid, wherever they are.
    public SignOutOutcome signOut(@Nullable Authentication authentication) {
        return !(authentication instanceof CallerAuthentication known) || endedSessions.end(known.session())
                ? new SignOutOutcome.SignedOut()
                : new SignOutOutcome.TooManySigningOut();
    }

    /// Whether the session behind an authentication has been ended since.
    public boolean hasEnded(@Nullable Authentication authentication) {
        return authentication instanceof CallerAuthentication known && endedSessions.isOver(known.session());
    }
}
