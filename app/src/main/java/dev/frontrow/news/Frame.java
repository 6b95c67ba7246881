package dev.frontrow.news;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// News as they go through Redis: a version, a signature over all that follows, then the fields. Thread-safe.
///
/// The signature is needed because other programs may write to the same Redis. Without it, they could send false
/// items, or items with ids that are not given yet, and the real ones would then count as duplicates.
final class Frame {

    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 16;
    private static final int SIGNED_FROM = 1 + MAC_BYTES;
    private static final int HEAD_BYTES = SIGNED_FROM + 2 * Long.BYTES + 4 * Long.BYTES + 1;
    private static final int BYTES_MAX = HEAD_BYTES + Message.TOPIC_BYTES_MAX + Message.BODY_BYTES_MAX;
    private static final int MICROS_PER_SECOND = 1_000_000;

    /// No item has it: a hint is no row.
    private static final long HINT = 0;

    private final Mac begun;

    /// What came.
    ///
    /// @param item an item, or for a hint one without id
    record Received(UUID node, NewsItem item) {

        boolean isHint() {
            return item.id() == HINT;
        }
    }

    Frame(byte[] key) {
        try {
            begun = Mac.getInstance("HmacSHA256");
            begun.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    byte[] write(UUID node, Message hint) {
        return write(node, new NewsItem(HINT, 0, Instant.EPOCH, hint));
    }

    byte[] write(UUID node, NewsItem item) {
        byte[] topic = item.message().topic().getBytes(StandardCharsets.UTF_8);
        byte[] body = item.message().body();
        byte[] frame = new byte[HEAD_BYTES + topic.length + body.length];
        frame[0] = VERSION;
        ByteBuffer.wrap(frame, SIGNED_FROM, frame.length - SIGNED_FROM)
                .putLong(node.getMostSignificantBits())
                .putLong(node.getLeastSignificantBits())
                .putLong(item.id())
                .putLong(item.xid())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, item.madeAt()))
                .putLong(item.message().subject())
                .put((byte) topic.length)
                .put(topic)
                .put(body);
        System.arraycopy(signature(frame), 0, frame, 1, MAC_BYTES);
        return frame;
    }

    /// Whether it has a format that this node does not know, as another version of the server may send.
    static boolean isOfOtherVersion(byte[] frame) {
        return frame.length > 0 && frame[0] != VERSION;
    }

    /// Empty if it is malformed, or not signed by a node of this database.
    Optional<Received> read(byte[] frame) {
        if (frame.length < HEAD_BYTES
                || frame.length > BYTES_MAX
                || frame[0] != VERSION
                || !MessageDigest.isEqual(signature(frame), Arrays.copyOfRange(frame, 1, SIGNED_FROM))) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(frame, SIGNED_FROM, frame.length - SIGNED_FROM);
        UUID node = new UUID(fields.getLong(), fields.getLong());
        long id = fields.getLong();
        long xid = fields.getLong();
        long micros = fields.getLong();
        long subject = fields.getLong();
        int topicBytes = fields.get();
        if (topicBytes < 1 || topicBytes > fields.remaining()) {
            return Optional.empty();
        }
        byte[] topic = new byte[topicBytes];
        fields.get(topic);
        byte[] body = new byte[fields.remaining()];
        fields.get(body);
        Instant madeAt = Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000L);
        var message = new Message(new String(topic, StandardCharsets.UTF_8), subject, body);
        return Optional.of(new Received(node, new NewsItem(id, xid, madeAt, message)));
    }

    private byte[] signature(byte[] frame) {
        try {
            Mac mac = (Mac) begun.clone();
            mac.update(frame, SIGNED_FROM, frame.length - SIGNED_FROM);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", impossible);
        }
    }
}
