package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.frontrow.TestClock;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.identity.keys.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.jwt.BadJwtException;

class AccessTokensTest {

    private static final UUID BUYER = UUID.fromString("01a2045b-c7de-7f08-a36e-f81c48c40b8e");
    private static final Instant START = Instant.parse("2026-12-24T19:00:00.9Z");

    private final TestClock clock = new TestClock(START);
    private final SigningKey key = SigningKey.configured(Base64.getEncoder().encodeToString(new byte[32]));
    private final AccessTokens accessTokens = new AccessTokens(key, Duration.ofHours(1), clock);

    @ParameterizedTest
    @EnumSource
    void recognizesItsOwnTokens(Role role) {
        var issued = accessTokens.issue(BUYER, role);

        assertThat(accessTokens.verify(issued.value())).isEqualTo(new Caller(BUYER, role));
        assertThat(issued.expiresAt()).isEqualTo("2026-12-24T20:00:00Z");
    }

    @Test
    void endsATokenAtTheSecondItPromised() {
        var issued = accessTokens.issue(BUYER, Role.BUYER);

        clock.advance(Duration.between(START, issued.expiresAt()).minusNanos(1));
        accessTokens.verify(issued.value());
        clock.advance(Duration.ofNanos(1));
        refuses(issued.value());
    }

    @Test
    void refusesATokenOfAnotherServer() {
        var otherKey = SigningKey.configured(
                Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes()));

        refuses(new AccessTokens(otherKey, Duration.ofHours(1), clock)
                .issue(BUYER, Role.BUYER)
                .value());
    }

    @Test
    void takesTokensOfEitherKeyAndSignsWithTheFirst() {
        var before = tokens(1);
        var rotated = tokens(2, 1);
        var otherWayRound = tokens(1, 2);
        var third = tokens(3, 2);

        assertThat(rotated.verify(issue(before)).buyerId()).isEqualTo(BUYER);
        assertThat(otherWayRound.verify(issue(rotated)).buyerId()).isEqualTo(BUYER);
        assertThat(rotated.verify(issue(otherWayRound)).buyerId()).isEqualTo(BUYER);
        assertThat(third.verify(issue(rotated)).buyerId()).isEqualTo(BUYER);
        assertThatThrownBy(() -> before.verify(issue(rotated))).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> rotated.verify(issue(third))).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> third.verify(issue(before))).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aTokenOfTheKeyBeforeEndsWhenItPromised() {
        String token = issue(tokens(1));
        clock.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> tokens(2, 1).verify(token)).isInstanceOf(BadJwtException.class);
    }

    private AccessTokens tokens(int... keys) {
        return new AccessTokens(TestKeys.of(keys), Duration.ofHours(1), clock);
    }

    private static String issue(AccessTokens tokens) {
        return tokens.issue(BUYER, Role.BUYER).value();
    }

    @Test
    void refusesATamperedToken() {
        String token = accessTokens.issue(BUYER, Role.BUYER).value();
        String[] parts = token.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]));
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(payload.replace("BUYER", "OPERATOR").getBytes());

        refuses(parts[0] + "." + forged + "." + parts[2]);
        refuses(parts[0] + "." + parts[1] + ".");
        refuses(parts[0] + "." + parts[1]);
    }

    @Test
    void refusesATokenSignedForAnotherPurpose() throws JOSEException {
        refuses(signed(key.derive("queue-token"), JWSAlgorithm.HS256, claims -> claims));
    }

    @Test
    void refusesATokenWithoutSignature() {
        refuses(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void refusesAnotherAlgorithmEvenUnderOurKey() throws JOSEException {
        byte[] ours = key.derive("access-token");
        byte[] stretched = Arrays.copyOf(ours, 64);

        refuses(signed(stretched, JWSAlgorithm.HS512, claims -> claims));
    }

    @Test
    void refusesClaimsThatWeNeverMake() throws JOSEException {
        byte[] ours = key.derive("access-token");
        accessTokens.verify(signed(ours, JWSAlgorithm.HS256, claims -> claims));

        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.issuer("someone else")));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.issuer(null)));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.expirationTime(null)));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.subject(null)));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.subject("1-1-1-1-1")));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.subject("mina")));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.claim("role", null)));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.claim("role", "ADMIN")));
        refuses(signed(ours, JWSAlgorithm.HS256, claims -> claims.claim("role", 1)));
    }

    private void refuses(String token) {
        assertThatThrownBy(() -> accessTokens.verify(token)).isInstanceOf(BadJwtException.class);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("frontrow")
                .subject(BUYER.toString())
                .claim("role", "BUYER")
                .expirationTime(Date.from(START.plusSeconds(60)));
    }

    private static String signed(byte[] secret, JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader(algorithm), change.apply(claims()).build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }
}
