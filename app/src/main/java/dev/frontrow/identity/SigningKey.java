package dev.frontrow.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The server's one secret. Nothing is signed with it directly: every purpose has its own key derived from it, so that
/// what was signed for one purpose can never pass for another. Thread-safe.
public final class SigningKey {

    static final int BYTES_MIN = 32;

    /// A file of this length can only be somebody's mistake.
    private static final int FILE_BYTES_MAX = 1024;

    private static final Set<OpenOption> OPEN_OR_CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    private final byte[] master;

    private SigningKey(byte[] master) {
        this.master = master;
    }

    /// The configured key, or else the one in the data folder, which is made on first use.
    static SigningKey load(@Nullable String configured, Path dataDir) {
        if (configured != null && !configured.isBlank()) {
            return configured(configured);
        }
        Path file = dataDir.resolve("token.key");
        try {
            return parse(readOrCreate(file), file.toString());
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read or make the signing key " + file, broken);
        }
    }

    static SigningKey configured(String base64) {
        return parse(base64, "frontrow.identity.token-key");
    }

    /// A key of 32 bytes for one purpose, always the same for the same name.
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static SigningKey parse(String base64, String source) {
        byte[] master;
        try {
            master = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("the signing key in " + source + " is not base64", notBase64);
        }
        if (master.length < BYTES_MIN) {
            throw new IllegalStateException("the signing key in %s has %d bytes; it needs at least %d"
                    .formatted(source, master.length, BYTES_MIN));
        }
        return new SigningKey(master);
    }

    /// The lock of the open file decides between two processes that start at the same moment: the second one waits and
    /// finds the key of the first.
    private static String readOrCreate(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, OPEN_OR_CREATE, ownerOnly);
                var lock = channel.lock()) {
            if (channel.size() == 0) {
                byte[] fresh = new byte[BYTES_MIN];
                new SecureRandom().nextBytes(fresh);
                channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(fresh)));
                channel.force(true);
                channel.position(0);
            }
            var bytes = ByteBuffer.allocate((int) Math.min(channel.size(), FILE_BYTES_MAX));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        }
    }
}
