package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestPropertySource;

/// Runs the code blocks of the README and of the API tour as a reader would, on a fresh demo.
@TestPropertySource(properties = {"frontrow.demo=true", "frontrow.rate-limits=on"})
class ReadmeTourTest extends ServerTest {

    private static final String ADDRESS = "http://localhost:8080";
    private static final Pattern TOUR = Pattern.compile("<!-- tour:begin -->\n(.*)<!-- tour:end -->\n", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("^```sh\n(.*?)^```\n", Pattern.DOTALL | Pattern.MULTILINE);
    private static final long SECONDS_MAX = 120;

    @Test
    void takesTheReaderFromSignUpToTheTicket(@TempDir Path folder) throws Exception {
        String output = run(commands("docs/api-tour.md"), folder);

        assertThat(output).contains("\"status\":\"HELD\"", "\"status\":\"PAID\"", "\"code\":\"seat-taken\"");
        try (var files = Files.walk(folder)) {
            Path ticket = files.filter(file -> file.endsWith("ticket.png"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ImageIO.read(ticket.toFile())).isNotNull();
        }
    }

    @Test
    void takesTheReaderOfThreeBlocksToTheTicketToo(@TempDir Path folder) throws Exception {
        List<String> blocks = commands("README.md");

        String output = run(blocks, folder);

        assertThat(blocks).hasSize(3);
        assertThat(output).contains("\"status\":\"HELD\"", "\"status\":\"PAID\"", "\"barcode\"");
    }

    @Test
    void isTheSameTourInKorean() throws IOException {
        assertThat(commands("README.ko.md")).isEqualTo(commands("README.md"));
        assertThat(commands("docs/api-tour.ko.md")).isEqualTo(commands("docs/api-tour.md"));
    }

    private static List<String> commands(String readme) throws IOException {
        var tour = TOUR.matcher(Files.readString(Path.of("..", readme)));
        assertThat(tour.find()).as("the tour's markers in %s", readme).isTrue();
        return COMMANDS.matcher(tour.group(1))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private String run(List<String> blocks, Path folder) throws IOException, InterruptedException {
        String script = String.join("", blocks);
        assertThat(script).contains(ADDRESS);
        return run(script.replace(ADDRESS, "http://localhost:" + port()), folder);
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
