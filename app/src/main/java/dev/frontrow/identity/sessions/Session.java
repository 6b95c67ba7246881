package dev.frontrow.identity.sessions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// One sign-in, and all tokens that were made from it.
///
/// @param generation of the buyer when they signed in; a change of the password begins the next one
/// @param endsAtLatest when the last token that could be made of it is over, however much it is used
public record Session(UUID id, UUID buyerId, int generation, Instant endsAtLatest) {

    /// No token lives longer than this, so nothing older has to be remembered.
    static final Duration TOKEN_LIFE_MAX = Duration.ofDays(31);

    /// The generation of sessions of an outside issuer: no change of a password of ours ends them.
    public static final int OUTSIDE = Integer.MAX_VALUE;

    /// The id for a token that names no session: a digest of its signed part. The signature is left out, because
    /// one token may have several valid signatures.
    public static UUID idOf(String token) {
        int signature = token.lastIndexOf('.');
        byte[] signed = token.substring(0, Math.max(0, signature)).getBytes(StandardCharsets.UTF_8);
        try {
            var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(signed));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
