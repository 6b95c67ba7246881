package dev.frontrow.waitingroom.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// The key by which push services know this site (VAPID, RFC 8292). Browsers bind each subscription to it, so all
/// nodes have the same one. Thread-safe.
public final class VapidKey {

    /// At most a day by the standard.
    private static final Duration VALID = Duration.ofHours(12);

    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build();

    private final ECKey key;

    private VapidKey(ECKey key) {
        this.key = key;
    }

    static VapidKey made() {
        try {
            return new VapidKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every JDK has P-256", impossible);
        }
    }

    /// The key with these parts in base64url.
    ///
    /// @throws IllegalArgumentException if they are no key, or not of the same one
    static VapidKey of(String publicKey, String privateKey) {
        VapidKey key = stored(publicKey, privateKey);
        if (!belongTogether(key.key)) {
            throw new IllegalArgumentException("the private key is not that of the public key");
        }
        return key;
    }

    /// As [#of], for parts that are known to belong together.
    static VapidKey stored(String publicKey, String privateKey) {
        ECKey point = Points.key(Base64.getUrlDecoder().decode(publicKey))
                .orElseThrow(() -> new IllegalArgumentException("the public key is no point of P-256"));
        return new VapidKey(new ECKey.Builder(Curve.P_256, point.getX(), point.getY())
                .d(new Base64URL(privateKey))
                .build());
    }

    private static boolean belongTogether(ECKey key) {
        try {
            SignedJWT token = new SignedJWT(HEADER, new JWTClaimsSet.Builder().build());
            token.sign(new ECDSASigner(key));
            return token.verify(new ECDSAVerifier(key));
        } catch (JOSEException | IllegalArgumentException | IllegalStateException unfit) {
            return false;
        }
    }

    /// What a browser needs to subscribe.
    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Points.bytes(key));
    }

    String privateKey() {
        return key.getD().toString();
    }

    /// The header by which the push service knows who sends.
    String authorization(URI endpoint, @Nullable String contact, Instant now) {
        var claims = new JWTClaimsSet.Builder()
                .audience(endpoint.getScheme() + "://" + endpoint.getRawAuthority())
                .expirationTime(Date.from(now.plus(VALID)))
                .subject(contact)
                .build();
        SignedJWT token = new SignedJWT(HEADER, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the key has signed before", impossible);
        }
        return "vapid t=" + token.serialize() + ", k=" + publicKey();
    }
}
