package dev.frontrow.identity;

import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.roles.OperatorRoles;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.identity.sessions.Session;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// A verified caller as Spring Security wants to see it, and the session that they are in. It keeps no copy of the
/// access token.
public final class CallerAuthentication extends AbstractAuthenticationToken {

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

    public boolean isOperator() {
        return caller.role() == Role.OPERATOR;
    }

    /// The same with the role that they have now; without one if they are no operator any more. An outside issuer that
    /// names somebody an operator names them an owner, unless they have another role here.
    public CallerAuthentication withRole(OperatorRoles roles) {
        OperatorRole ofIssuer = session.generation() == Session.OUTSIDE ? OperatorRole.OWNER : null;
        OperatorRole role = roles.of(caller.buyerId()).orElse(ofIssuer);
        Set<Right> rights = role == null ? Set.of() : role.rights();
        return new CallerAuthentication(new Caller(caller.buyerId(), caller.role(), role, rights), session);
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
