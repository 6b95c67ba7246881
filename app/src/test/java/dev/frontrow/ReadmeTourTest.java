package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/// Runs the code blocks of the README and of the API tour as a reader would, on a fresh demo, and compares what they
/// print with what stands below them.
@TestPropertySource(properties = {"frontrow.demo=true", "frontrow.rate-limits=on"})
class ReadmeTourTest extends ServerTest {

    private static final String ADDRESS = "http://localhost:8080";
    private static final Pattern TOUR = Pattern.compile("<!-- tour:begin -->\n(.*)<!-- tour:end -->\n", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile(
            "^```sh\n(.*?)^```\n(?:```(?:json|text)\n(.*?)^```\n)?", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String END = "-- end of the block --";
    private static final long SECONDS_MAX = 120;

    /// What differs from run to run, and what stands for it in the comparison.
    private static final Map<Pattern, String> VOLATILE = volatileParts();

    /// @param answer what it prints; empty if the page shows nothing
    private record Block(String commands, String answer) {}

    private static Map<Pattern, String> volatileParts() {
        Map<Pattern, String> parts = new LinkedHashMap<>();
        parts.put(Pattern.compile("\\h*\\R\\z"), "");
        parts.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"), "TIME");
        parts.put(Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"), "ID");
        parts.put(Pattern.compile("\"q1\\.[^\"]+"), "\"TOKEN");
        parts.put(Pattern.compile("\"FR[0-9A-Z]{30,}"), "\"BARCODE");
        parts.put(Pattern.compile("\\d+"), "0");
        return parts;
    }

    @Test
    void takesTheReaderFromSignUpToTheTicket(@TempDir Path folder) throws Exception {
        List<Block> blocks = blocks("docs/api-tour.md");

        List<String> printed = run(blocks, folder);

        assertThat(printed).hasSameSizeAs(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            assertPrints(blocks.get(i), printed.get(i));
        }
        try (var files = Files.walk(folder)) {
            Path ticket = files.filter(file -> file.endsWith("ticket.png"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ImageIO.read(ticket.toFile())).isNotNull();
        }
    }

    @Test
    void takesTheReaderOfThreeBlocksToTheTicketToo(@TempDir Path folder) throws Exception {
        List<Block> blocks = blocks("README.md");

        List<String> printed = run(blocks, folder);

        assertThat(blocks).hasSize(3);
        assertThat(String.join("", printed)).contains("\"status\":\"HELD\"", "\"status\":\"PAID\"", "\"barcode\"");
    }

    @Test
    void isTheSameTourInKorean() throws IOException {
        assertThat(blocks("README.ko.md")).isEqualTo(blocks("README.md"));
        assertThat(blocks("docs/api-tour.ko.md")).isEqualTo(blocks("docs/api-tour.md"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":1,"at":"2026-11-22T18:22:17.23Z"} | {"a":22,"at":"2031-01-01T00:00:00Z"}  | true
            {"a":1,"b":"x"}                        | {"a":1,"c":"x"}                       | false
            {"a":1,"b":"x"}                        | {"a":1,"b":"y"}                       | false
            {"a":1,"b":"x"}                        | {"a":1,"b":"x","c":2}                 | false
            {"a":"x","b":{"c":"long"}              | {"a":"x","b":{"c":"long","d":1}}      | false
            {"a":"x","b":{"c":"long…               | {"a":"x","b":{"c":"longer","d":1      | true
            {"a":"x","b":{"c":"long…               | {"a":"x","c":{"c":"longer","d":1      | false
            {"a":"x","b":{"c":"long…               | {"a":"x"                              | false
            """)
    void findsAnswersThatThePageDoesNotShow(String shown, String printed, boolean alike) {
        assertThat(areAlike(shown, printed)).isEqualTo(alike);
    }

    private static void assertPrints(Block block, String printed) {
        assertThat(areAlike(block.answer, printed))
                .as("%s%nprints%n%s%nand the page shows%n%s", block.commands, printed, block.answer)
                .isTrue();
    }

    /// An answer that the page cuts with `…` must begin alike; both may be cut a few characters apart.
    private static boolean areAlike(String shown, String printed) {
        String expected = steady(shown);
        String actual = steady(printed);
        if (!expected.endsWith("…")) {
            return actual.equals(expected);
        }
        int common = Math.min(expected.length() - 1, actual.length());
        return 3 * common > 2 * expected.length() && actual.startsWith(expected.substring(0, common));
    }

    private static String steady(String answer) {
        String steady = answer;
        for (var part : VOLATILE.entrySet()) {
            steady = part.getKey().matcher(steady).replaceAll(part.getValue());
        }
        return steady;
    }

    private static List<Block> blocks(String readme) throws IOException {
        var tour = TOUR.matcher(Files.readString(Path.of("..", readme)));
        assertThat(tour.find()).as("the tour's markers in %s", readme).isTrue();
        return BLOCK.matcher(tour.group(1))
                .results()
                .map(block -> new Block(block.group(1), Objects.requireNonNullElse(block.group(2), "")))
                .toList();
    }

    /// Returns what each block printed.
    private List<String> run(List<Block> blocks, Path folder) throws IOException, InterruptedException {
        String script = blocks.stream()
                .map(block -> block.commands + "echo; echo '" + END + "'\n")
                .collect(Collectors.joining());
        assertThat(script).contains(ADDRESS);
        String printed = run(script.replace(ADDRESS, "http://localhost:" + port()), folder);
        return List.of(printed.split("\n" + END + "\n"));
    }

    private static String run(String script, Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("tour.sh"), script);
        Path output = folder.resolve("output");
        var shell = new ProcessBuilder("sh", "-e", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The tour keeps its files in a folder made by mktemp.
        shell.environment().put("TMPDIR", folder.toString());
        Process process = shell.start();
        boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as("the tour's end; it said: %s", said).isTrue();
        assertThat(process.exitValue()).as("the tour said: %s", said).isZero();
        return said;
    }
}
