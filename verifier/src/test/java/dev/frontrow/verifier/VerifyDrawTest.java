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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The draw of docs/draw.md passes; any change to it is detected.
class VerifyDrawTest {

    private static final String LEAVES = """
            "906a067c0903902c3fff7a7655c2df86838edb569f48d4f9a176adb309d2d145",
            "736af633567518b702e88c2650ec250962d2331809f28823e7b125e6b8b70dde",
            "0241a25abfa05fc20a250f14dae579e5d0da315c38ea6597baca216499438bce",
            "75b90d589e6c49687f1ed081bf4ee047a838c3fcf8ebb87985449b6c2689a5e3",
            "63e6d7be10ad77fa853bab0020d1e8538205f59d9b7ceccc49719d74756ba6e2",
            "ab85935991ea8af43d6f150a12b4bc657cb7c8f350cd5cb0e47052b2c0a05109",
            "4c6250e09c6e7b18e5ce8ab3f6424a89a9b0894861184c4ff87b1543799dab14\"""";

    private static final String HEAD = """
            {"algorithm": "frontrow-draw-1", "concertId": 42, "registrations": 7,
             "commitment": "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
             "root": "a87a77e774a7c66e3113d626cfb6b63bb9a1af9a48076bed2ef39212aac9736a",
             "seed": "2a26fbb3e6f52772eb830eb681b752065f16b6b7682cbbd9b57ecf8b3115b98e",
             "secret": "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
             "lanes": [{"lane": "GENERAL", "registrations": 5}, {"lane": "PRIORITY", "registrations": 2}],
            """;

    private static final String DRAW = HEAD + "\"leaves\": [" + LEAVES + "]}";

    private static final String WITH_BEACON = DRAW.replace(
                    "2a26fbb3e6f52772eb830eb681b752065f16b6b7682cbbd9b57ecf8b3115b98e",
                    "01bad456ac12a889a836024b5e73dce8c4c7dd52aae68ff2e9eedc08d5b93219")
            .replace(
                    "\"leaves\"",
                    "\"beaconSource\": \"a public lottery\", \"beacon\": \"drand quicknet 9123456: 5f3c\", \"leaves\"");

    private static final String RECEIPT = """
            {"algorithm": "frontrow-draw-1", "concertId": 42, "lane": "PRIORITY", "number": 2, "index": 6,
             "commitment": "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
             "buyerId": "00000000-0000-0000-0000-000000000001",
             "nonce": "f740cf5e22a8c23fea883ede6e9f8d83",
             "leaf": "4c6250e09c6e7b18e5ce8ab3f6424a89a9b0894861184c4ff87b1543799dab14",
             "registrations": 7,
             "path": ["61f8a82451c9a6b0a39b67f8bc948bd4062a362aa214448266a6f67196d0e058",
                      "f6c31be1367027e1be03a603fa6e18f7e4b848dba3975e1892a9ac3210ae086f"],
             "root": "a87a77e774a7c66e3113d626cfb6b63bb9a1af9a48076bed2ef39212aac9736a",
             "position": 1}""";

    @TempDir
    Path folder;

    private record Verdict(int exitCode, String output, String errors) {}

    @Test
    void provesTheDraw() throws IOException {
        Verdict verdict = verify(DRAW);

        assertThat(verdict.output())
                .contains("7, of which 1 are of numbers that came to nobody")
                .contains("Verified.")
                .contains("no beacon was mixed in")
                .doesNotContain("FAIL");
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void provesReceipts() throws IOException {
        Verdict verdict = verify(DRAW, "--receipt", saved("receipt", RECEIPT));

        assertThat(verdict.output())
                .contains("its position in the lane is 1 of 2")
                .doesNotContain("FAIL");
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void provesReceiptsFromBeforeTheOpening() throws IOException {
        String early =
                RECEIPT.replaceAll("(?s)\"registrations\".*", "\"index\": 6}").replace("\"index\": 6,", "");

        Verdict verdict = verify(DRAW, "--receipt", saved("receipt", early));

        assertThat(verdict.output())
                .contains("its position in the lane is 1 of 2")
                .doesNotContain("its path");
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void provesDrawsWithBeacon() throws IOException {
        assertThat(verify(WITH_BEACON).output()).contains("give it with --beacon", "a public lottery");
        assertThat(verify(WITH_BEACON).exitCode()).isZero();
        assertThat(verify(WITH_BEACON, "--beacon", "drand quicknet 9123456: 5f3c")
                        .exitCode())
                .isZero();
        assertThat(verify(WITH_BEACON, "--beacon", "another").exitCode()).isEqualTo(1);
        assertThat(verify(DRAW, "--beacon", "another").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "630d                          | "530d                         | the commitment is the hash
            "0001                          | "0002                         | the commitment is the hash
            "a87a                          | "b87a                         | the root follows from the leaves
            "736a                          | "746a                         | the root follows from the leaves
            "2a26                          | "3a26                         | the seed follows
            "registrations": 7             | "registrations": 8            | every registration has a leaf
            "registrations": 5             | "registrations": 4            | every registration has a leaf
            "registrations": 2             | "registrations": 3            | every registration has a leaf
            "registrations": 5             | "registrations": 999999999999 | every registration has a leaf
            "leaves"                       | "beacon": "x", "leaves"       | the seed follows
            "leaves"                       | "beaconSource": "x", "leaves" | there is a beacon's value exactly
            "leaves"                       | "foliage"                     | every registration has a leaf
            """)
    void failsWhenAnythingPublishedIsChanged(String from, String to, String check) throws IOException {
        assertThat(DRAW).contains(from);

        Verdict verdict = verify(DRAW.replace(from, to));

        assertThat(verdict.output()).contains("FAIL  " + check, "Not verified").doesNotContain("Verified.");
        assertThat(verdict.exitCode()).isEqualTo(1);
    }

    @Test
    void failsWhenCountsAreShiftedBetweenLanes() throws IOException {
        String shifted = DRAW.replace("\"registrations\": 5", "\"registrations\": 4")
                .replace("\"registrations\": 2", "\"registrations\": 3");

        assertThat(verify(shifted).output()).contains("FAIL  the seed follows");
    }

    @Test
    void failsWhenLeavesAreSwappedLeftOutOrAdded() throws IOException {
        String first = LEAVES.lines().findFirst().orElseThrow();
        String rest = LEAVES.substring(first.length() + 1);

        for (String leaves : List.of(rest, first + LEAVES, rest + "," + first.substring(0, first.length() - 1))) {
            Verdict verdict = verify(HEAD + "\"leaves\": [" + leaves + "]}");
            assertThat(verdict.output()).contains("FAIL  the root follows");
            assertThat(verdict.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "concertId": 42                   | "concertId": 43                   | is for this draw
            "630d                             | "530d                             | is for this draw
            "PRIORITY"                        | "GENERAL"                         | its leaf follows
            "number": 2                       | "number": 1                       | its leaf follows
            "number": 2                       | "number": 3                       | its leaf follows
            "number": 2                       | "number": 999999999999999999      | its leaf follows
            "index": 6                        | "index": 5                        | published at index 6
            000000000001                      | 000000000002                      | its leaf follows
            "f740                             | "f741                             | its leaf follows
            "4c62                             | "4c63                             | its leaf follows
            "registrations": 7                | "registrations": 8                | no other root or count
            "61f8                             | "61f9                             | its path leads
            "f6c3                             | "f6c4                             | its path leads
            "root": "a87a                     | "root": "a87b                     | no other root or count
            "position": 1                     | "position": 2                     | its position in the lane is 1
            """)
    void failsWhenAnythingInTheReceiptIsChanged(String from, String to, String check) throws IOException {
        assertThat(RECEIPT).contains(from);

        Verdict verdict = verify(DRAW, "--receipt", saved("receipt", RECEIPT.replace(from, to)));

        assertThat(verdict.output().lines().filter(line -> line.startsWith("  FAIL")))
                .anyMatch(line -> line.contains(check));
        assertThat(verdict.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "7", "{}", "null", "{\"algorithm\": 1}", "\u0000", "not json", "{\"a\":1,}"})
    void saysWhatIsWrongWithOddData(String odd) throws IOException {
        for (Verdict verdict : List.of(verify(odd), verify(DRAW, "--receipt", saved("receipt", odd)))) {
            assertThat(verdict.exitCode()).isEqualTo(2);
            assertThat(verdict.errors())
                    .startsWith("verify-draw: ")
                    .doesNotContain("Exception")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frontrow-draw-1    | frontrow-draw-2                | knows the algorithm
            "registrations": 7 | "registrations": -7            | not a whole number
            "registrations": 7 | "registrations": 7.5           | not a whole number
            "registrations": 7 | "registrations": 1e999999999   | not a whole number
            "registrations": 7 | "registrations": "7"           | not a whole number
            "registrations": 7 | "registrations": 12345678901234567890123 | not a whole number
            "registrations": 7 | "registrations": 7, "registrations": 8 | twice
            "registrations": 7,| "x": 7,                        | "registrations" is missing
            "GENERAL"          | "SPECIAL"                      | other lanes
            "root"             | "roots"                        | "root" is missing
            "seed"             | "seeds"                        | "seed" is missing
            "630d              | "63                            | 32 bytes in hexadecimal
            "630d              | "63xd                          | 32 bytes in hexadecimal
            "736a              | "736                           | 32 bytes in hexadecimal
            "leaves": [        | "leaves": [7,                  | 32 bytes in hexadecimal
            "leaves"           | "nextLeaf": 3, "leaves"        | do not follow each other
            """)
    void saysWhatIsWrongWithOddMembers(String from, String to, String sentence) throws IOException {
        assertThat(DRAW).contains(from);

        Verdict verdict = verify(DRAW.replace(from, to));

        assertThat(verdict.errors()).contains(sentence).hasLineCount(1);
        assertThat(verdict.exitCode()).isEqualTo(2);
    }

    @Test
    void givesUpOnDeepNesting() throws IOException {
        assertThat(verify("[".repeat(100_000)).errors()).contains("nested more than");
    }

    @Test
    void letsNothingFromOutsideMoveTheCursor() throws IOException {
        Verdict verdict = verify(WITH_BEACON.replace("a public lottery", "\\u001b[1A\\u001b[2K\\r  ok"));

        assertThat(verdict.output())
                .doesNotContain("\u001b")
                .doesNotContain("\r")
                .contains("?[1A?[2K?  ok");
    }

    @Test
    void saysWhatIsPublishedBeforeTheDraw() throws IOException {
        String commitment = DRAW.substring(DRAW.indexOf("\"commitment\""), DRAW.indexOf(",\n \"root\""));
        Verdict before = verify("{\"algorithm\": \"frontrow-draw-1\", " + commitment + "}");
        Verdict closed = verify(DRAW.replaceAll("(?s)\"seed\".*\"lanes\"", "\"lanes\""));

        assertThat(before.output()).contains("Not drawn yet", "630dcd29").doesNotContain("root");
        assertThat(closed.output()).contains("Not drawn yet", "630dcd29", "a87a77e7");
        assertThat(List.of(before.exitCode(), closed.exitCode())).containsOnly(2);
    }

    @Test
    void readsDrawsSavedInSeveralPages() throws IOException {
        assertThat(verify(pageUpTo3() + "\n" + pageFrom3()).exitCode()).isZero();
        assertThat(verify(pageUpTo3()).output()).contains("FAIL  every registration has a leaf");
        assertThat(verify(pageUpTo3() + pageFrom3().replace("\"concertId\": 42", "\"concertId\": 41"))
                        .output())
                .contains("FAIL  all pages tell the same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--bogus x draw", "draw --receipt", "draw --beacon", "one two"})
    void explainsItselfWhenMisused(String arguments) {
        Verdict verdict = run(List.of(arguments.split(" ")));

        assertThat(verdict.exitCode()).isEqualTo(2);
        assertThat(verdict.errors()).hasLineCount(1);
    }

    @Test
    void readsAllPagesOfServer() throws IOException {
        HttpServer server = server(Map.of("fromLeaf=0", pageUpTo3(), "fromLeaf=3", pageFrom3()));
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(run(List.of(address + "/draw")).exitCode()).isZero();
            assertThat(run(List.of(address + "/moved")).errors())
                    .contains("leads elsewhere")
                    .contains("http://elsewhere.example/draw");
            assertThat(run(List.of(address + "/nowhere")).errors()).contains("answers 404");
            assertThat(run(List.of(address + "/draw?fromLeaf=1")).errors()).contains("not an address");
        } finally {
            server.stop(0);
        }
        assertThat(run(List.of("http://127.0.0.1:1/draw")).errors()).contains("Cannot reach");
    }

    private static String pageUpTo3() {
        List<String> lines = LEAVES.lines().toList();
        String leaves = String.join("", lines.subList(0, 3));
        return HEAD + "\"leaves\": [" + leaves.substring(0, leaves.length() - 1) + "], \"nextLeaf\": 3}";
    }

    private static String pageFrom3() {
        return HEAD + "\"leaves\": [" + String.join("", LEAVES.lines().toList().subList(3, 7)) + "]}";
    }

    private static HttpServer server(Map<String, String> pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/draw", exchange -> {
            byte[] page =
                    pages.getOrDefault(exchange.getRequestURI().getQuery(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://elsewhere.example/draw");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Verdict verify(String draw, String... options) throws IOException {
        var arguments = new java.util.ArrayList<>(List.of(saved("draw", draw)));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    private String saved(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), content).toString();
    }

    private static Verdict run(List<String> arguments) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int exitCode = VerifyDraw.run(
                arguments,
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
        return new Verdict(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
