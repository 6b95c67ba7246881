package dev.frontrow.identity.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.NamedInterface;

/// The server's secret, and perhaps a second one while it is replaced: the first signs, and what either has
/// signed counts. Nothing is signed with a secret directly: every purpose has its own key derived from it, so
/// that what was signed for one purpose can never pass for another. Thread-safe.
@NamedInterface("keys")
public final class SigningKey {

    static final int BYTES_MIN = 32;

    /// A key file is never this long.
    private static final int FILE_BYTES_MAX = 1024;

    private static final String FILE = "token.key";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);

    private static final int CONFIGURED_MAX = 2;

    /// The first one signs.
    private final List<byte[]> masters;

    private SigningKey(byte[]... masters) {
        this.masters = List.of(masters);
    }

    static Path fileIn(Path dataDir) {
        return dataDir.resolve(FILE).toAbsolutePath().normalize();
    }

    /// The key in the data folder; empty if there is no such file.
    ///
    /// @throws UnfitSigningKey if the file is anything else
    public static Optional<SigningKey> keptIn(Path dataDir) {
        Path file = fileIn(dataDir);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw UnfitSigningKey.because(file, "is not a file");
        }
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw UnfitSigningKey.because(file, "is damaged: it has " + Files.size(file) + " bytes");
            }
            byte[] master = decoded(Files.readString(file, StandardCharsets.ISO_8859_1), file);
            closeToOthers(file);
            return Optional.of(new SigningKey(master));
        } catch (IOException unreadable) {
            throw UnfitSigningKey.because(file, "cannot be read");
        }
    }

    private static byte[] decoded(String kept, Path file) {
        byte[] master;
        try {
            master = Base64.getDecoder().decode(kept.strip());
        } catch (IllegalArgumentException notBase64) {
            throw UnfitSigningKey.because(file, "is damaged: it is not base64");
        }
        if (master.length == 0) {
            throw UnfitSigningKey.because(file, "is empty");
        }
        if (master.length < BYTES_MIN) {
            throw UnfitSigningKey.because(
                    file,
                    "is damaged: it holds %d bytes, and a key has at least %d".formatted(master.length, BYTES_MIN));
        }
        return master;
    }

    /// A new key in the data folder, whatever was there. It appears whole or not at all.
    public static SigningKey madeIn(Path dataDir) {
        Path file = fileIn(dataDir);
        byte[] master = new byte[BYTES_MIN];
        new SecureRandom().nextBytes(master);
        try {
            Files.createDirectories(dataDir);
            Path unfinished = file.resolveSibling(FILE + ".new");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(unfinished, Base64.getEncoder().encode(master), StandardOpenOption.SYNC);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UnfitSigningKey.because(file, "cannot be written: " + e.getMessage());
        }
        return new SigningKey(master);
    }

    /// The file may be mounted and belong to another user.
    private static void closeToOthers(Path file) {
        try {
            if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        } catch (IOException e) {
            LOG.debug("The permissions of {} stay as they are", file, e);
        }
    }

    /// The key in a setting, or two with a comma between them.
    ///
    /// @throws IllegalStateException if one is not base64 or too short
    public static SigningKey configured(String base64) {
        String[] keys = base64.split(",", -1);
        if (keys.length > CONFIGURED_MAX) {
            throw new IllegalStateException(
                    "frontrow.identity.token-key has %d keys; at most two count at a time".formatted(keys.length));
        }
        return new SigningKey(Stream.of(keys)
                .map(key -> parse(key, "frontrow.identity.token-key"))
                .toArray(byte[][]::new));
    }

    /// A key of 32 bytes for one purpose, always the same for the same name.
    public byte[] derive(String purpose) {
        return derive(masters.getFirst(), purpose);
    }

    /// The keys for one purpose whose signatures count. The first one signs.
    public List<byte[]> deriveAll(String purpose) {
        return masters.stream().map(master -> derive(master, purpose)).toList();
    }

    private static byte[] derive(byte[] master, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] parse(String base64, String source) {
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
        return master;
    }
}
