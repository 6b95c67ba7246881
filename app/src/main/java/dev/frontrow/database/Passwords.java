package dev.frontrow.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The generated passwords of the embedded database's three roles: `superuser` administers it, `owner` owns the
/// application's database and tables, `server` uses them. Stored in a file that only the file's owner can read.
record Passwords(String superuser, String owner, String server) {

    static final String FILE = "database.password";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int RANDOM_BYTES = 24;

    /// Upper bound of the password file's size.
    private static final int FILE_BYTES_MAX = 1024;

    private static final Pattern CONTENT = Pattern.compile("%s=([\\w-]{32})\\R%s=([\\w-]{32})\\R%s=([\\w-]{32})\\R?"
            .formatted(RoleNames.SUPERUSER, RoleNames.OWNER, RoleNames.SERVER));

    /// The passwords in the folder's file; empty if the file is missing or malformed. Whether they are right,
    /// only the database knows.
    static Optional<Passwords> keptIn(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > FILE_BYTES_MAX) {
            return Optional.empty();
        }
        Matcher content = CONTENT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        return content.matches()
                ? Optional.of(new Passwords(content.group(1), content.group(2), content.group(3)))
                : Optional.empty();
    }

    /// Generates passwords and atomically replaces the folder's file.
    static Passwords renewedIn(Path folder) throws IOException {
        var renewed = new Passwords(random(), random(), random());
        Path unfinished = folder.resolve(FILE + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(
                unfinished,
                List.of(
                        RoleNames.SUPERUSER + "=" + renewed.superuser,
                        RoleNames.OWNER + "=" + renewed.owner,
                        RoleNames.SERVER + "=" + renewed.server),
                StandardOpenOption.SYNC);
        Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        return renewed;
    }

    /// Consists of letters, digits, `-` and `_`, so neither SQL nor a shell needs quoting.
    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Passwords[hidden]";
    }
}
