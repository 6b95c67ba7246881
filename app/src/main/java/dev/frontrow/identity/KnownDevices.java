package dev.frontrow.identity;

import dev.frontrow.identity.keys.SigningKey;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// Browsers in which an account was signed in before. They prove it by a cookie that only this server can make,
/// so that somebody who guesses the account's password elsewhere cannot keep its owner out. The cookie alone
/// signs nobody in. Thread-safe.
@Component
public class KnownDevices {

    private static final String NAME = "frontrow-device";
    private static final Duration KEPT = Duration.ofDays(180);
    private static final int RANDOM_BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    /// The first one signs.
    private final List<SecretKeySpec> keys;

    KnownDevices(SigningKey signingKey) {
        keys = signingKey.deriveAll("known-device").stream()
                .map(key -> new SecretKeySpec(key, "HmacSHA256"))
                .toList();
    }

    /// The cookie of a browser in which this account has just been signed in.
    public ResponseCookie remember(String username, HttpServletRequest request) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String value = id + "." + mark(keys.getFirst(), username, id);
        return HostCookie.of(HostCookie.name(NAME, request.isSecure()), value, KEPT, request.isSecure());
    }

    boolean isKnown(String username, @Nullable String device) {
        if (device == null) {
            return false;
        }
        int dot = device.indexOf('.');
        return dot > 0
                && keys.stream()
                        .anyMatch(key -> MessageDigest.isEqual(
                                device.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
                                mark(key, username, device.substring(0, dot)).getBytes(StandardCharsets.UTF_8)));
    }

    private static String mark(SecretKeySpec key, String username, String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String account = Username.normalized(username).toLowerCase(Locale.ROOT);
            byte[] mark = mac.doFinal((id + "\0" + account).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    static @Nullable String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        String name = HostCookie.name(NAME, request.isSecure());
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }
}
