package dev.frontrow.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole log passes; each damage is found and named.
class VerifyAuditTest {

    private static final int ENTRIES = 6;

    @TempDir
    Path folder;

    private record Verdict(int exitCode, String output, String errors) {}

    /// One entry as JSON. Its hash is right, unless another one is given.
    private static String entry(int sequence, String reason, String previousHash) throws Unreadable {
        String json = """
                {"sequence": %d, "at": "2026-11-30T10:00:0%dZ", "action": "ROOM_STEERED", "subject": "concert 12",
                 "actorId": "019a0000-0000-7000-8000-000000000001", "actor": "미나", "role": "OWNER",
                 "address": "::1", "reason": "%s", "after": "{\\"capacity\\":%d}",
                 "previousHash": "%s", "hash": "%s"}""";
        String unhashed =
                json.formatted(sequence, sequence, reason, sequence, previousHash, ChainedEntry.BEFORE_THE_FIRST);
        return json.formatted(
                sequence,
                sequence,
                reason,
                sequence,
                previousHash,
                parsed(unhashed).computed());
    }

    private static ChainedEntry parsed(String json) throws Unreadable {
        return ChainedEntry.of(new Json(json).next().orElseThrow());
    }

    private static List<String> log() throws Unreadable {
        List<String> entries = new ArrayList<>();
        String previous = ChainedEntry.BEFORE_THE_FIRST;
        for (int i = 1; i <= ENTRIES; i++) {
            entries.add(entry(i, "reason " + i, previous));
            previous = parsed(entries.getLast()).hash();
        }
        return entries;
    }

    private static String hash(String entry) throws Unreadable {
        return parsed(entry).hash();
    }

    @Test
    void passesAWholeLog() throws Exception {
        Verdict verdict = verify(log());

        assertThat(verdict.output())
                .contains("6 entries", "Verified.", "no head of earlier days was given", hash(log().getLast()));
        assertThat(verdict.exitCode()).isZero();
    }

    /// The hash of docs/box-office.md, computed by hand with sha256sum.
    @Test
    void hashesAsSpecified() throws Exception {
        ChainedEntry job = parsed("""
                {"sequence": 1, "at": "2026-11-30T07:41:32Z", "action": "VENUE_CREATED", "subject": "venue 1",
                 "actor": "demo", "role": "SYSTEM", "after": "{\\"name\\":\\"홀\\"}",
                 "previousHash": "%1$s", "hash": "%1$s"}""".formatted(ChainedEntry.BEFORE_THE_FIRST));

        assertThat(job.text())
                .isEqualTo("1:1,27:2026-11-30T07:41:32.000000Z,13:VENUE_CREATED,7:venue 1,-,4:demo,6:SYSTEM,-,-,-,"
                        + "14:{\"name\":\"홀\"}");
        assertThat(job.computed()).isEqualTo("7b6a7790de2f33ddaab7209c38748c368a28ab5f1c78172958d273312d171394");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, ENTRIES})
    void namesAChangedEntry(int sequence) throws Exception {
        List<String> log = log();
        log.set(sequence - 1, log.get(sequence - 1).replace("reason " + sequence, "another"));

        Verdict verdict = verify(log);

        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.output()).contains("FAIL  entry " + sequence + " ", "was changed", "Not verified.");
        assertThat(verdict.output().lines().filter(line -> line.contains("FAIL")))
                .hasSize(2);
    }

    @Test
    void namesAChangedEntryWhoseHashWasMadeAnew() throws Exception {
        List<String> log = log();
        log.set(2, entry(3, "another", hash(log.get(1))));

        Verdict verdict = verify(log);

        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.output()).contains("entry 3 was changed or put in: entry 4 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void namesARemovedEntry(int sequence) throws Exception {
        List<String> log = log();
        log.remove(sequence - 1);

        Verdict verdict = verify(log);

        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.output()).contains("FAIL  entry " + sequence + " was removed");
    }

    @Test
    void namesSeveralRemovedEntries() throws Exception {
        List<String> log = log();
        log.subList(1, 4).clear();

        assertThat(verify(log).output()).contains("the entries 2 to 4 were removed");
    }

    @Test
    void namesAnInsertedEntry() throws Exception {
        List<String> log = log();
        log.add(3, entry(3, "put in", hash(log.get(1))));

        Verdict verdict = verify(log);

        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.output()).contains("entry 3 (2026-11-30T10:00:03.000000Z, ROOM_STEERED) was put in");
    }

    @Test
    void namesAnInsertedEntryWhereThoseBehindAreNumberedAnew() throws Exception {
        List<String> log = log();
        String putIn = entry(3, "put in", hash(log.get(1)));
        List<String> damaged = new ArrayList<>(log.subList(0, 2));
        damaged.add(putIn);
        for (int i = 2; i < ENTRIES; i++) {
            damaged.add(log.get(i).replace("\"sequence\": " + (i + 1), "\"sequence\": " + (i + 2)));
        }

        Verdict verdict = verify(damaged);

        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.output()).contains("entry 3 was changed or put in");
    }

    /// Only a head that somebody has noted can show it.
    @Test
    void headsShowARewrittenOrShortenedLog() throws Exception {
        List<String> log = log();
        String heads = """
                {"heads": [{"day": "2026-11-30", "sequence": 5, "hash": "%s"}]}""".formatted(hash(log.get(4)));
        List<String> rewritten = new ArrayList<>();
        String previous = ChainedEntry.BEFORE_THE_FIRST;
        for (int i = 1; i <= ENTRIES; i++) {
            rewritten.add(entry(i, i == 2 ? "another" : "reason " + i, previous));
            previous = hash(rewritten.getLast());
        }

        assertThat(verify(rewritten).exitCode()).isZero();
        assertThat(verify(rewritten, "--heads", saved("heads", heads)).output())
                .contains("FAIL  entry 5 ", "published as the head of 2026-11-30");
        assertThat(verify(log.subList(0, 4), "--heads", saved("heads", heads)).output())
                .contains("FAIL  entry 5 was removed, and all behind entry 4");
        Verdict whole = verify(log, "--heads", saved("heads", heads));
        assertThat(whole.output()).contains("1 published heads are those of the log");
        assertThat(whole.exitCode()).isZero();
    }

    @Test
    void namesAnEntryThatIsOlderThanTheOneBefore() throws Exception {
        String first = entry(2, "early", ChainedEntry.BEFORE_THE_FIRST).replace("\"sequence\": 2", "\"sequence\": 1");

        assertThat(verify(List.of(first, entry(2, "late", hash(first)).replace(":02Z", ":01Z")))
                        .output())
                .contains("is older than the entry before it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"entries\": [{}]}", "{\"entries\": [{\"sequence\": -1}]}"})
    void saysThatThereWasNothingToCheck(String content) throws Exception {
        Verdict verdict = run(List.of(saved("odd", content)), Optional.empty());

        assertThat(verdict.exitCode()).isEqualTo(2);
        assertThat(verdict.errors()).hasLineCount(1).startsWith("verify-audit: ");
    }

    @Test
    void readsAllPagesOfServer() throws Exception {
        List<String> log = log();
        HttpServer server = server(log);
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            Verdict verdict = run(List.of(address), Optional.of("token"));
            assertThat(verdict.output()).contains("6 entries", "1 published heads", "Verified.");
            assertThat(run(List.of(address), Optional.empty()).errors()).contains("FRONTROW_TOKEN");
            assertThat(run(List.of(address), Optional.of("another")).errors()).contains("answers 401");
        } finally {
            server.stop(0);
        }
        assertThat(run(List.of("http://127.0.0.1:1"), Optional.of("token")).errors())
                .contains("Cannot reach");
    }

    private static HttpServer server(List<String> log) throws Exception {
        String head = hash(log.get(3));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/operator/audit", exchange -> {
            boolean known = "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int from = Integer.parseInt(exchange.getRequestURI().getQuery().replaceFirst(".*after=", ""));
            int to = Math.min(from + 2, log.size());
            String next = to < log.size() ? ", \"nextAfter\": " + to : "";
            byte[] page = ("{\"entries\": [" + String.join(",", log.subList(from, to)) + "]" + next + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.createContext("/api/v1/audit-heads", exchange -> {
            byte[] page = ("{\"heads\": [{\"day\": \"2026-11-30\", \"sequence\": 4, \"hash\": \"" + head + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Verdict verify(List<String> entries, String... options) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(saved("audit", "{\"entries\": [" + String.join(",", entries) + "]}"));
        arguments.addAll(List.of(options));
        return run(arguments, Optional.empty());
    }

    private String saved(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), content).toString();
    }

    private static Verdict run(List<String> arguments, Optional<String> token) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int exitCode = VerifyAudit.run(
                arguments,
                token,
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
        return new Verdict(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
