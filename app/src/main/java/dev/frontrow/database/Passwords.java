package dev.frontrow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The generated passwords of the embedded database's two roles: `superuser` administers it, `application` owns
/// the application's database and nothing else. Kept in a file that only its owner can read.
record Passwords(String superuser, String application) {

    private static final String FILE = "database.password";
    private static final int RANDOM_BYTES = 24;

    static Passwords keptIn(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Map<String, String> kept = Files.readAllLines(file).stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        String superuser = kept.get(PostgresServer.SUPERUSER);
        String application = kept.get(PostgresServer.APPLICATION);
        if (superuser == null || application == null) {
            throw new IOException(file + " does not hold both passwords");
        }
        return new Passwords(superuser, application);
    }

    static Passwords keptOrMadeIn(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(FILE))) {
            new Passwords(random(), random()).writeTo(folder);
        }
        return keptIn(folder);
    }

    private void writeTo(Path folder) throws IOException {
        Path unfinished = folder.resolve(FILE + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished,
                PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        Files.write(
                unfinished,
                List.of(PostgresServer.SUPERUSER + "=" + superuser, PostgresServer.APPLICATION + "=" + application),
                StandardOpenOption.SYNC);
        Files.move(unfinished, folder.resolve(FILE));
    }

    /// Letters, digits, `-` and `_`: nothing that SQL or a shell would have to quote.
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
