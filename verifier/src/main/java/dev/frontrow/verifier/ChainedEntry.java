package dev.frontrow.verifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/// An entry of the audit log, as docs/box-office.md specifies it.
record ChainedEntry(long sequence, String at, String action, String previousHash, String hash, String text) {

    static final int HASH_BYTES = 32;

    static final String BEFORE_THE_FIRST = "00".repeat(HASH_BYTES);

    private static final List<String> BEHIND_THE_TIME =
            List.of("action", "subject", "actorId", "actor", "role", "address", "reason", "before", "after");

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static ChainedEntry of(Members members) throws Unreadable {
        long sequence = members.number("sequence");
        String at = time(members.text("at"));
        var text = new StringBuilder(field(Long.toString(sequence))).append(',').append(field(at));
        for (String name : BEHIND_THE_TIME) {
            text.append(',').append(members.has(name) ? field(members.text(name)) : "-");
        }
        return new ChainedEntry(
                sequence,
                at,
                members.text("action"),
                members.hex("previousHash", HASH_BYTES),
                members.hex("hash", HASH_BYTES),
                text.toString());
    }

    private static String time(String written) throws Unreadable {
        try {
            return MICROSECONDS.format(Instant.parse(written));
        } catch (DateTimeException _) {
            throw new Unreadable("The member \"at\" is not a time: " + Json.shortened(written) + ".");
        }
    }

    private static String field(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length + ":" + value;
    }

    /// The hash that it should have.
    String computed() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(previousHash));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// As it is named to the reader.
    String name() {
        return "entry " + sequence + " (" + at + ", " + Json.shortened(action) + ")";
    }
}
