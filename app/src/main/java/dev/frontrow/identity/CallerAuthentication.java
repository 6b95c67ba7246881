package dev.frontrow.identity;

import dev.frontrow.identity.roles.OperatorRoles;
import dev.frontrow.identity.roles.Standing;
import dev.frontrow.identity.sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
        Standing ofIssuer = session.generation() == Session.OUTSIDE ? Standing.OF_OUTSIDE : Standing.NONE;
        Standing standing =
                roles.of(caller.buyerId(), session.id(), session.generation()).orElse(ofIssuer);
        Caller known = new Caller(caller.buyerId(), caller.role(), standing.role(), standing.rights());
        return new CallerAuthentication(known, session);
    }

    /// The id of the session that they are in.
    public UUID sessionId() {
        return session.id();
    }

    /// When the last token of that session is over.
    public Instant endsAtLatest() {
        return session.endsAtLatest();
    }

    public Session session() {
        return session;
    }

    /// The same session in a newer generation.
    public CallerAuthentication inGeneration(int generation) {
        return new CallerAuthentication(
                caller, new Session(session.id(), session.buyerId(), generation, session.endsAtLatest()));
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
