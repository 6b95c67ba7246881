package dev.frontrow.identity;

import dev.frontrow.identity.sessions.Session;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// A verified caller as Spring Security wants to see it, and the session that they are in. It keeps no copy of the
/// access token.
class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;
    private final transient Session session;

    CallerAuthentication(Caller caller, Session session) {
        super(List.of(new SimpleGrantedAuthority(caller.role().authority())));
        this.caller = caller;
        this.session = session;
        setAuthenticated(true);
    }

    CallerAuthentication(AccessTokens.Verified read) {
        this(read.caller(), read.session());
    }

    Session session() {
        return session;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }
}
