package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.PlainJWT;
import dev.frontrow.TestClock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import tools.jackson.databind.json.JsonMapper;

class OidcIssuerTest {

    private static final Instant NOW = Instant.parse("2026-12-24T19:00:00Z");

    private final TestIssuer server = new TestIssuer();
    private final TestClock clock = new TestClock(NOW);
    private final OidcIssuer issuer = issuer("roles");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void acceptsATokenMadeOutToUs() throws OidcIssuer.Unreachable {
        String token = server.sign(server.claims("alice", NOW));

        var identified = issuer.verify(token);
        assertThat(identified.issuer()).isEqualTo(server.uri());
        assertThat(identified.subject()).isEqualTo("alice");
        assertThat(identified.role()).isEqualTo(Role.BUYER);
        issuer.verify(token);
        assertThat(server.metadataFetches).hasValue(1);
        assertThat(server.keyFetches).hasValue(1);
    }

    @Test
    void findsTheOperatorRoleWhereItStands() throws OidcIssuer.Unreachable {
        var flat = server.claims("alice", NOW).claim("roles", List.of("x", "frontrow-operator"));
        var nested = server.claims("alice", NOW).claim("realm_access", Map.of("roles", List.of("frontrow-operator")));
        var single = server.claims("alice", NOW).claim("roles", "frontrow-operator");
        var other = server.claims("alice", NOW).claim("roles", List.of("operator", "frontrow-operator-not"));

        assertThat(issuer.verify(server.sign(flat)).role()).isEqualTo(Role.OPERATOR);
        assertThat(issuer.verify(server.sign(single)).role()).isEqualTo(Role.OPERATOR);
        assertThat(issuer("realm_access.roles").verify(server.sign(nested)).role())
                .isEqualTo(Role.OPERATOR);
        assertThat(issuer.verify(server.sign(nested)).role()).isEqualTo(Role.BUYER);
        assertThat(issuer.verify(server.sign(other)).role()).isEqualTo(Role.BUYER);
    }

    @Test
    void refusesForgedAndForeignTokens() throws JOSEException {
        refuses(server.sign(server.claims("alice", NOW).audience("another")));
        refuses(server.sign(server.claims("alice", NOW).audience((String) null)));
        refuses(server.sign(server.claims("alice", NOW).issuer("http://127.0.0.1:1")));
        refuses(server.sign(server.claims("alice", NOW).issuer(null)));
        refuses(server.sign(server.claims("alice", NOW).expirationTime(Date.from(NOW.minusSeconds(61)))));
        refuses(server.sign(server.claims("alice", NOW).expirationTime(null)));
        refuses(server.sign(server.claims("alice", NOW).notBeforeTime(Date.from(NOW.plusSeconds(61)))));
        refuses(server.sign(server.claims("", NOW)));
        refuses(server.sign(server.claims("alice", NOW).subject(null)));
        refuses(server.sign(server.claims("a".repeat(256), NOW)));
        refuses(server.sign(server.claims("a\0", NOW)));
        refuses(TestIssuer.sign(server.claims("alice", NOW), TestIssuer.rsa("known")));
        refuses(server.signWithPublicKeyAsSecret(server.claims("alice", NOW)));
        refuses(new PlainJWT(server.claims("alice", NOW).build()).serialize());
        refuses("x.y.z");
    }

    @Test
    void doesNotAskTheIssuerAgainForEveryUnknownKey() {
        for (int i = 0; i < 20; i++) {
            refuses(TestIssuer.sign(server.claims("alice", NOW), UNKNOWN));
        }

        assertThat(server.keyFetches).hasValueLessThanOrEqualTo(3);
    }

    private static final com.nimbusds.jose.jwk.RSAKey UNKNOWN = TestIssuer.rsa("unknown");

    @Test
    void saysThatItCannotTellWhileTheIssuerIsAway() throws OidcIssuer.Unreachable {
        String token = server.sign(server.claims("alice", NOW));
        server.close();

        assertThatThrownBy(() -> issuer.verify(token)).isInstanceOf(OidcIssuer.Unreachable.class);

        try (var back = new TestIssuer(server.port())) {
            String tokenOfTheNewKey = back.sign(back.claims("alice", NOW));
            assertThatThrownBy(() -> issuer.verify(tokenOfTheNewKey)).isInstanceOf(OidcIssuer.Unreachable.class);
            assertThat(back.metadataFetches).hasValue(0);

            clock.advance(OidcIssuer.RETRY_AFTER);
            assertThat(issuer.verify(tokenOfTheNewKey).subject()).isEqualTo("alice");
        }
    }

    @Test
    void keepsVerifyingByKnownKeysWhileTheIssuerIsAway() throws OidcIssuer.Unreachable {
        issuer.verify(server.sign(server.claims("alice", NOW)));
        server.close();

        assertThat(issuer.verify(server.sign(server.claims("bob", NOW))).subject())
                .isEqualTo("bob");
    }

    @Test
    void refusesMetadataThatNameAnotherIssuer() {
        var misnamed = new OidcIssuer(
                server.uri() + "/",
                new OidcSettings(server.uri() + "/", TestIssuer.AUDIENCE, "roles", "x"),
                clock,
                JsonMapper.shared());

        assertThatThrownBy(() -> misnamed.verify(server.sign(server.claims("alice", NOW))))
                .isInstanceOf(OidcIssuer.Unreachable.class)
                .hasRootCauseMessage("the metadata names another issuer");
    }

    @Test
    void demandsAnAudience() {
        assertThatThrownBy(() -> new OidcSettings("https://a.example", null, "roles", "x"))
                .hasMessageContaining("frontrow.oidc.audience");
        assertThat(new OidcSettings(" ", null, "roles", "x").issuerUri()).isNull();
    }

    private void refuses(String token) {
        assertThatThrownBy(() -> issuer.verify(token)).isInstanceOf(BadJwtException.class);
    }

    private OidcIssuer issuer(String rolesClaim) {
        var settings = new OidcSettings(server.uri(), TestIssuer.AUDIENCE, rolesClaim, "frontrow-operator");
        return new OidcIssuer(server.uri(), settings, clock, JsonMapper.shared());
    }
}
