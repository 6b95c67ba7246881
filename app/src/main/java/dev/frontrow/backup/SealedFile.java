package dev.frontrow.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The seal of a backup: the last bytes of the file are the hash of all others, in the comment with which a zip file
/// ends. So each byte that is changed, lost or added shows, and any tool for zip files opens it.
final class SealedFile {

    private static final String NAME = "Frontrow's backup. SHA-256 of all bytes before this hash: ";

    private static final int HASH_CHARS = 64;

    /// The comment of a file that is not sealed yet.
    static final String OPEN = NAME + "0".repeat(HASH_CHARS);

    private static final int PIECE_BYTES = 1 << 16;

    private SealedFile() {}

    /// Seals a file that ends with [#OPEN]. Returns once it is on the disk.
    static void seal(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size() - HASH_CHARS;
            ByteBuffer hash = ByteBuffer.wrap(hash(channel, end).getBytes(StandardCharsets.US_ASCII));
            while (hash.hasRemaining()) {
                channel.write(hash, end + hash.position());
            }
            channel.force(true);
        }
    }

    /// Refuses a file whose seal is missing or broken.
    static void check(Path file) throws IOException, BackupRefused {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long begin = channel.size() - OPEN.length();
            String seal = begin < 0 ? "" : text(channel, begin);
            if (!seal.startsWith(NAME)) {
                throw new BackupRefused(file + " is no whole backup of Frontrow: it was cut off, or is another file.");
            }
            if (!seal.substring(NAME.length()).equals(hash(channel, channel.size() - HASH_CHARS))) {
                throw new BackupRefused(file + " was changed or damaged since it was made: use another copy of it.");
            }
        }
    }

    private static String text(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(OPEN.length());
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // goes on until all is read
        }
        return new String(bytes.array(), StandardCharsets.US_ASCII);
    }

    private static String hash(FileChannel channel, long end) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        for (long at = 0; at < end; ) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, end - at));
            int read = channel.read(piece, at);
            if (read < 0) {
                throw new IOException("the file became shorter");
            }
            digest.update(piece.flip());
            at += read;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }
}
