package dev.frontrow.identity.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// bcrypt over a digest of the password, because bcrypt looks at 72 bytes only. The digest is keyed by its purpose, so
/// that digests that leaked elsewhere are of no use here. Thread-safe.
public class PasswordEncoding implements PasswordEncoder {

    /// The binary logarithm of bcrypt's rounds.
    private static final int STRENGTH = 10;

    /// Of hashes that were made of the password itself.
    private static final String PLAIN = "bcrypt";

    private static final int PLAIN_BYTES_MAX = 72;

    private final PasswordEncoder byId;
    private final String ofNobody;

    public PasswordEncoding() {
        this(STRENGTH);
    }

    /// The same at another cost, which doubles with each step, for tests that make many buyers.
    public PasswordEncoding(int strength) {
        var bcrypt = new BCryptPasswordEncoder(strength);
        byId = new DelegatingPasswordEncoder("hmac-bcrypt", Map.of("hmac-bcrypt", new Digested(bcrypt), PLAIN, bcrypt));
        ofNobody = "{hmac-bcrypt}$2a$%02d$%s".formatted(strength, "N".repeat(53));
    }

    /// No password has this hash, and looking at it costs what any other does: an unknown username must cost as much as
    /// a wrong password. Making one would cost each start a hash.
    String ofNobody() {
        return ofNobody;
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return byId.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        boolean cut = hash != null
                && password != null
                && hash.startsWith("{" + PLAIN + "}")
                && password.toString().getBytes(StandardCharsets.UTF_8).length > PLAIN_BYTES_MAX;
        return !cut && byId.matches(password, hash);
    }

    private record Digested(PasswordEncoder bcrypt) implements PasswordEncoder {

        private static final SecretKeySpec PURPOSE =
                new SecretKeySpec("frontrow password".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return bcrypt.encode(digest(password));
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            return bcrypt.matches(digest(password), hash);
        }

        private static String digest(@Nullable CharSequence password) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(PURPOSE);
                return Base64.getEncoder()
                        .encodeToString(mac.doFinal(String.valueOf(password).getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every JDK has HmacSHA256", impossible);
            }
        }
    }
}
