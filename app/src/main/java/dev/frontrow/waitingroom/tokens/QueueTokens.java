package dev.frontrow.waitingroom.tokens;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.ToldWait;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes and reads queue tokens: `q1.` and 96 characters of base64url over a record of 48 bytes and the first 24
/// bytes of its HMAC-SHA-256. These lengths leave no spare bits in the encoding, so each token has exactly one
/// spelling. The signature also covers the version. In a cluster, 16 characters may follow: what the bearer was told at
/// last ([QueueToken#told]), without a signature. Thread-safe.
@Component
public class QueueTokens {

    private static final String PREFIX = "q1.";
    private static final int RECORD_BYTES = 48;
    private static final int MAC_BYTES = 24;
    private static final int TEXT_LENGTH = PREFIX.length() + (RECORD_BYTES + MAC_BYTES) / 3 * 4;

    private static final byte[] NOTHING = {};
    private static final int TOLD_BYTES = 12;
    private static final int TOLD_LENGTH = TOLD_BYTES / 3 * 4;

    private static final int LANE_SHIFT = 56;
    private static final long NUMBER_MASK = (1L << LANE_SHIFT) - 1;
    private static final Lane[] LANES = Lane.values();

    /// Initialised with key and version; the first one signs. Cloned for each use, which is much cheaper than
    /// looking up the algorithm.
    private final Mac[] begun;

    QueueTokens(SigningKey signingKey) {
        begun = signingKey.deriveAll("queue-token").stream()
                .map(QueueTokens::begun)
                .toArray(Mac[]::new);
    }

    private static Mac begun(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    public String write(QueueToken token) {
        byte[] record = ByteBuffer.allocate(RECORD_BYTES)
                .putLong(token.concertId())
                .putLong(token.buyerId().getMostSignificantBits())
                .putLong(token.buyerId().getLeastSignificantBits())
                .putLong(packed(token.place()))
                .putLong(token.joinedAt().toEpochMilli())
                .putLong(
                        token.admittedUntil() == null
                                ? 0
                                : token.admittedUntil().toEpochMilli())
                .array();
        byte[] signed = Arrays.copyOf(record, RECORD_BYTES + MAC_BYTES);
        System.arraycopy(mac(begun[0], record), 0, signed, RECORD_BYTES, MAC_BYTES);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(signed) + written(token.told());
    }

    /// The text of the same token, telling this. Costs no signature.
    public static String telling(String text, ToldWait told) {
        return untold(text) + written(told);
    }

    /// The text without what it tells.
    public static String untold(String text) {
        return text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text;
    }

    private static String written(@Nullable ToldWait told) {
        if (told == null) {
            return "";
        }
        Instant latest = told.latest();
        byte[] bytes = ByteBuffer.allocate(TOLD_BYTES)
                .putInt((int) told.at().getEpochSecond())
                .putInt(latest == null ? 0 : (int) latest.getEpochSecond())
                .putInt((int) told.ahead())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The token's contents; empty unless [#write] wrote the text with one of the keys.
    public Optional<QueueToken> read(@Nullable String text) {
        if (text == null || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        if (text.length() == TEXT_LENGTH + TOLD_LENGTH) {
            Optional<ToldWait> told = decoded(text.substring(TEXT_LENGTH)).map(QueueTokens::told);
            return told.flatMap(wait -> readUntold(untold(text)).map(token -> token.telling(wait)));
        }
        return text.length() == TEXT_LENGTH ? readUntold(text) : Optional.empty();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ToldWait told(byte[] bytes) {
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        Instant at = Instant.ofEpochSecond(Integer.toUnsignedLong(fields.getInt()));
        long latest = Integer.toUnsignedLong(fields.getInt());
        return new ToldWait(
                at, latest == 0 ? null : Instant.ofEpochSecond(latest), Integer.toUnsignedLong(fields.getInt()));
    }

    private Optional<QueueToken> readUntold(String text) {
        byte[] signed = decoded(text.substring(PREFIX.length())).orElse(NOTHING);
        if (signed.length != RECORD_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] record = Arrays.copyOf(signed, RECORD_BYTES);
        byte[] claimed = Arrays.copyOfRange(signed, RECORD_BYTES, signed.length);
        for (Mac key : begun) {
            if (MessageDigest.isEqual(mac(key, record), claimed)) {
                return Optional.of(token(record));
            }
        }
        return Optional.empty();
    }

    /// As [#read(String)], but empty unless the token is of that concert and belongs to that caller.
    public Optional<QueueToken> read(@Nullable String text, long concertId, Caller owner) {
        return read(text).filter(token -> token.concertId() == concertId && token.isOf(owner));
    }

    private static QueueToken token(byte[] record) {
        ByteBuffer fields = ByteBuffer.wrap(record);
        long concertId = fields.getLong();
        UUID buyerId = new UUID(fields.getLong(), fields.getLong());
        PlaceNumber place = unpacked(fields.getLong());
        Instant joinedAt = Instant.ofEpochMilli(fields.getLong());
        long admittedUntil = fields.getLong();
        return new QueueToken(
                concertId, buyerId, place, joinedAt, admittedUntil == 0 ? null : Instant.ofEpochMilli(admittedUntil));
    }

    /// The lane is the highest byte, the number the other seven.
    private static long packed(PlaceNumber place) {
        return (long) place.lane().ordinal() << LANE_SHIFT | place.number();
    }

    private static PlaceNumber unpacked(long packed) {
        return new PlaceNumber(LANES[(int) (packed >>> LANE_SHIFT)], packed & NUMBER_MASK);
    }

    private static byte[] mac(Mac key, byte[] record) {
        try {
            Mac mac = (Mac) key.clone();
            return Arrays.copyOf(mac.doFinal(record), MAC_BYTES);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", impossible);
        }
    }
}
