package dev.frontrow.identity;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.identity.recovery.LinkTokens;
import dev.frontrow.identity.recovery.ResetLink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Links that the box office hands to a buyer who stands before it, so that they can set a new password.
@Component
public class BoxOfficeLinks {

    private final Credentials credentials;
    private final AuditLog audit;
    private final InstantSource time;

    BoxOfficeLinks(Credentials credentials, AuditLog audit, InstantSource time) {
        this.credentials = credentials;
        this.audit = audit;
        this.time = time;
    }

    /// Empty if there is no such buyer. Operators have no link.
    @Transactional
    public Optional<ResetLink> give(String username) {
        return credentials
                .find(username)
                .filter(found -> found.role() == Role.BUYER)
                .map(this::link);
    }

    private ResetLink link(Credentials.Account account) {
        ResetLink link = newLink(credentials, account, time.instant());
        audit.record(
                Action.RESET_LINK_GIVEN, "buyer " + account.buyerId(), null, Map.of("expiresAt", link.expiresAt()));
        return link;
    }

    /// Makes a link that sets the password of an account.
    static ResetLink newLink(Credentials credentials, Credentials.Account account, Instant now) {
        String token = LinkTokens.random();
        Instant expiresAt = now.plus(ResetLink.TTL);
        credentials.addLink(LinkTokens.digest(token), account.buyerId(), expiresAt);
        return new ResetLink(token, expiresAt);
    }
}
