package dev.frontrow.identity.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time passwords (RFC 6238) as apps on phones make them: SHA-1, 30 seconds, six digits.
public final class Totp {

    static final int SECRET_BYTES = 20;

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS_BOUND = 1_000_000;

    /// A phone's clock may be this many steps off.
    private static final int DRIFT = 1;

    private Totp() {}

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP.toSeconds());
    }

    /// The code of this moment.
    public static String code(byte[] secret, Instant now) {
        return code(secret, step(now));
    }

    private static String code(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return String.format("%06d", number % DIGITS_BOUND);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA1", impossible);
        }
    }

    /// The step whose code it is; empty if it is none of those around now, or not behind the last one that was used.
    static OptionalLong matching(byte[] secret, String typed, Instant now, long lastUsed) {
        long current = step(now);
        for (long step = Math.max(lastUsed + 1, current - DRIFT); step <= current + DRIFT; step++) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(UTF_8), typed.getBytes(UTF_8))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }
}
