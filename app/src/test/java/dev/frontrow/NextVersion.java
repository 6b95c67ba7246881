package dev.frontrow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// Imitates the next version: a jar of further scripts, which change tables as `CONTRIBUTING.md` has it, for the class
/// path of this one. The drill links this file.
public final class NextVersion {

    /// Adds to hot tables what old code does not know.
    private static final Map<String, String> SCRIPTS =
            Map.of("db/migration/reservation/V2__later.sql", """
            alter table reservation.hold add column later text;
            alter table reservation.seat add column later integer not null default 7;
            create index hold_later on reservation.hold (later) where later is not null;
            """, "db/migration/payment/V2__later.sql", """
            alter table payment.payment add column later text;
            create table payment.later (payment_id uuid primary key references payment.payment);
            """);

    /// True once its scripts have run.
    public static final String HAS_ITS_TABLES = "select to_regclass('payment.later') is not null";

    private NextVersion() {}

    /// Writes the jar into this folder.
    public static Path in(Path folder) throws IOException {
        Path file = folder.resolve("next.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
                jar.putNextEntry(new JarEntry(script.getKey().replaceFirst("[^/]*$", "")));
                jar.putNextEntry(new JarEntry(script.getKey()));
                jar.write(script.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
