package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    /// The commands that the script needs before it looks for Maven.
    private static final List<String> TOOLS = List.of("sh", "dirname", "readlink", "sed", "head", "sort");

    @TempDir
    Path bin;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bogus; unknown command 'bogus'",
                "up --bogus; up does not know '--bogus'",
                "up extra; up does not know 'extra'",
                "up --port; --port wants a value",
                "up --port abc; --port wants a number from 0 to 65535, not 'abc'",
                "up --port 65536; --port wants a number from 0 to 65535, not '65536'",
                "up --port -1; --port wants a number from 0 to 65535, not '-1'",
                "up --port 8080.5; --port wants a number from 0 to 65535, not '8080.5'",
                "up --port 99999999999999999999; --port wants a number from 0 to 65535, not '99999999999999999999'",
                "up --data; --data wants a value",
                "bench bogus; bench does not know 'bogus'",
                "drill; say which drill: cluster, restart or fail-over",
                "drill bogus; drill does not know 'bogus'",
                "verify-draw; verify-draw wants the address of a draw, or a file",
                "verify-report; verify-report wants the address of a report, or a file",
                "verify-report --bogus; verify-report does not know '--bogus'",
                "verify-report one --key; --key wants a value",
                "verify-draw --bogus; verify-draw does not know '--bogus'",
                "verify-draw one two; verify-draw wants one address or file, got 'two' too",
                "verify-draw one --receipt; --receipt wants a value",
                "verify-draw one --beacon; --beacon wants a value",
                "verify-audit; verify-audit wants the address of a server, or a file",
                "verify-audit --bogus; verify-audit does not know '--bogus'",
                "verify-audit one two; verify-audit wants one address or file, got 'two' too",
                "verify-audit one --heads; --heads wants a value",
                "doctor --bogus; doctor does not know '--bogus'",
                "doctor --port abc; --port wants a number from 0 to 65535, not 'abc'",
                "release --bogus; release does not know '--bogus'",
                "release --jar missing.jar; --jar wants a file",
                "release --to; --to wants a value",
                "image --bogus; image does not know '--bogus'",
                "image --to; --to wants a value",
                "image --release missing.tar.gz; --release wants a file",
                "image --release pom.xml; --release wants an archive that ./frontrow release has packed",
                "image --base missing.tar; --base wants a file",
                "health --bogus; health does not know '--bogus'",
                "health --port 0; --port wants a number from 1 to 65535, not '0'",
                "train --bogus; train does not know '--bogus'",
                "train --data; --data wants a value",
                "test --bogus; test takes no options, got '--bogus'"
            })
    void refusesWhatItDoesNotUnderstand(String arguments, String line) throws Exception {
        Launcher launcher = Launcher.run(Map.of(), arguments.split(" "));

        assertThat(launcher.exitCode()).isEqualTo(2);
        assertThat(launcher.firstLine()).isEqualTo("frontrow: " + line);
        assertThat(launcher.errors()).contains("Usage:");
        assertThat(launcher.output()).isEmpty();
    }

    @Test
    void refusesToRunWithoutACommand() throws Exception {
        Launcher launcher = Launcher.run(Map.of());

        assertThat(launcher.exitCode()).isEqualTo(2);
        assertThat(launcher.errors()).contains("Usage:");
    }

    @Test
    void refusesToEmptyADatabaseThatIsNotItsOwn() throws Exception {
        Launcher launcher =
                Launcher.run(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.example/frontrow"), "up", "--fresh");

        assertThat(launcher.exitCode()).isEqualTo(2);
        assertThat(launcher.firstLine()).contains("--fresh").contains("SPRING_DATASOURCE_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "up --help", "bench --help"})
    void explainsItself(String arguments) throws Exception {
        Launcher launcher = Launcher.run(Map.of(), arguments.split(" "));

        assertThat(launcher.exitCode()).isZero();
        assertThat(launcher.output())
                .contains("./frontrow up", "./frontrow test", "./frontrow token")
                .contains("./frontrow cluster", "./frontrow bench", "./frontrow verify-draw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench", "cluster", "drill restart", "image", "release", "test"})
    void aReleaseSaysWhatItLacks(String arguments) throws Exception {
        Path jdk = jdkThatShowsItsOptions();
        Files.move(jdk, bin.resolve("runtime"));

        Launcher launcher = Launcher.runCopy(bin, Map.of(), arguments.split(" "));
        Launcher help = Launcher.runCopy(bin, Map.of(), "help");

        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.firstLine())
                .isEqualTo("frontrow: %s needs the sources, which a release does not have"
                        .formatted(arguments.split(" ")[0]));
        assertThat(help.output())
                .contains("./frontrow up", "./frontrow doctor", "./frontrow verify-draw")
                .doesNotContain("./frontrow " + arguments, "Builds");
    }

    @Test
    void aReleaseRunsOnItsOwnJava() throws Exception {
        Files.move(jdkThatShowsItsOptions(), bin.resolve("runtime"));

        Launcher launcher =
                Launcher.runCopy(bin, Map.of("JAVA_HOME", "/nowhere"), "up", "--port", "0", "--no-training");

        assertThat(launcher.output())
                .contains("-jar\n" + bin.toRealPath().resolve("server/frontrow.jar") + "\n", "--server.port=0");
    }

    @Test
    void startsWithACacheThatFits() throws Exception {
        Path cache = releaseWithCache("remembered");

        Launcher launcher = Launcher.runCopy(bin, Map.of(), "up", "--no-training");

        assertThat(launcher.firstLine()).isEqualTo("frontrow: starts with the AOT cache " + cache);
        assertThat(launcher.output()).contains("-XX:AOTCache=" + cache + "\n");
    }

    @Test
    void startsWithoutACacheThatIsEmpty() throws Exception {
        Path cache = releaseWithCache("");

        Launcher launcher = Launcher.runCopy(bin, Map.of(), "up", "--no-training");

        assertThat(launcher.firstLine()).isEqualTo("frontrow: starts without an AOT cache: " + cache + " is empty");
        assertThat(launcher.output()).doesNotContain("AOTCache").contains("frontrow.jar");
    }

    /// A real JVM says so of what is no cache of its own; this test's asks for the server's jar, which is not there.
    @Test
    void startsWithoutACacheThatDoesNotFit() throws Exception {
        Path cache = releaseWithCache("made by another Java");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(bin.resolve("runtime/bin/java"), """
                #!/bin/sh
                case "$*" in
                  *AOTMode=on*) exec '%s' "$@" ;;
                  *) printf '%%s\\n' "$@" ;;
                esac
                """.formatted(java));

        Launcher launcher = Launcher.runCopy(bin, Map.of(), "up", "--no-training");

        assertThat(launcher.firstLine())
                .startsWith("frontrow: starts without an AOT cache: " + cache + " does not fit: ");
        assertThat(launcher.output()).doesNotContain("AOTCache").contains("frontrow.jar");
    }

    private Path releaseWithCache(String content) throws IOException {
        Files.move(jdkThatShowsItsOptions(), bin.resolve("runtime"));
        Path server = Files.createDirectories(bin.toRealPath().resolve("server"));
        return Files.writeString(server.resolve("frontrow.aot"), content);
    }

    @Test
    void listsTheBenchmarksWithoutBuildingThem() throws Exception {
        Launcher launcher = Launcher.run(Map.of(), "bench");

        assertThat(launcher.exitCode()).isZero();
        assertThat(launcher.output().lines().map(line -> line.split(" ")[0]))
                .containsExactly("waiting-room", "group-commit", "hot-path", "pages", "editor", "start", "nodes");
        assertThat(launcher.errors()).isEmpty();
    }

    @Test
    void checksDrawsWithoutABuildAndPassesTheVerdictOn() throws Exception {
        Path draw = Files.writeString(bin.resolve("draw of an evening.json"), """
                {"algorithm":"frontrow-draw-1",
                 "commitment":"630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"}
                """);

        Launcher undrawn = Launcher.run(withOnlyTheseTools(), "verify-draw", draw.toString());
        Launcher missing = Launcher.run(withOnlyTheseTools(), "verify-draw", draw + ".missing", "--beacon", "a b");

        assertThat(undrawn.exitCode()).isEqualTo(2);
        assertThat(undrawn.output()).startsWith("Not drawn yet.").contains("630dcd29");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.firstLine()).startsWith("verify-draw: There is no file");
    }

    @Test
    void namesMavenWhereThereIsNone() throws Exception {
        assertFailsInOneLine("no Maven found on the PATH; 3.8 or later is needed: install it (");
    }

    @Test
    void namesMavenWhereItIsTooOld() throws Exception {
        maven("3.6.3");

        assertFailsInOneLine("Maven on the PATH is 3.6.3; 3.8 or later is needed: install it (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8", "3.8.7", "3.10.0", "4.0.0-rc-4"})
    void takesMavenThatIsNewEnough(String version) throws Exception {
        maven(version);

        Launcher launcher = Launcher.run(withOnlyTheseTools(), "test");

        assertThat(launcher.output()).isEqualTo("verified\n");
        assertThat(launcher.exitCode()).as("passed through from Maven").isEqualTo(7);
    }

    /// The JVM does not start with two garbage collectors.
    @ParameterizedTest
    @CsvSource({
        "'', -XX:+UseParallelGC",
        "-Xmx1g, -XX:+UseParallelGC",
        "-XX:+UseZGC -Xmx4g, -XX:+UseZGC",
        "-Xmx2g -XX:+UseG1GC, -XX:+UseG1GC"
    })
    void namesTheParallelCollectorWhereNobodyNamesAnother(String options, String collector) throws Exception {
        Path jdk = jdkThatShowsItsOptions();
        built(bin);

        Launcher launcher = Launcher.runCopy(
                bin, Map.of("JAVA_HOME", jdk.toString(), "FRONTROW_JAVA_OPTS", options), "token", "--buyers", "1");

        assertThat(launcher.output().lines().filter(option -> option.matches("-XX:\\+Use.*GC")))
                .containsExactly(collector);
    }

    /// As in an image.
    @Test
    void heapFollowsTheMemoryIfItIsToBeAShareOfIt() throws Exception {
        Path jdk = jdkThatShowsItsOptions();
        built(bin);

        Launcher launcher = Launcher.runCopy(
                bin,
                Map.of("JAVA_HOME", jdk.toString(), "FRONTROW_JAVA_OPTS", "-XX:MaxRAMPercentage=60"),
                "token",
                "--buyers",
                "1");

        assertThat(launcher.output()).contains("-XX:MaxRAMPercentage=60\n").doesNotContain("-Xmx");
    }

    @Test
    void healthNamesThePortWhereNoServerIsReady() throws Exception {
        Launcher launcher = Launcher.run(Map.of("SERVER_PORT", Integer.toString(ServerProcess.freePort())), "health");

        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.errors()).matches("frontrow: no server on port \\d+ is ready\n");
    }

    /// They parse, explain and refuse them themselves.
    @ParameterizedTest
    @CsvSource({
        "waiting-room, dev.frontrow.line.WaitingRoomBench",
        "hot-path, dev.frontrow.hotpath.HotPathBench",
        "pages, dev.frontrow.hotpath.PagesBench",
        "editor, dev.frontrow.hotpath.EditorBench",
        "start, dev.frontrow.hotpath.StartBench",
        "nodes, dev.frontrow.hotpath.NodesBench"
    })
    void passesAllOptionsOnToBenchmarks(String name, String command) throws Exception {
        Path jdk = jdkThatShowsItsOptions();
        built(bin);
        Files.createDirectories(bin.resolve("bench/src/main"));
        Files.writeString(bin.resolve("bench/pom.xml"), "<project/>");
        String linked = "app/src/test/java/dev/frontrow/reservation/PlainHoldPlacing.java";
        Files.createDirectories(bin.resolve(linked).getParent());
        Files.writeString(bin.resolve(linked), "class PlainHoldPlacing {}");
        built(bin, "bench/target", "pom.xml app/pom.xml app/src/main bench/pom.xml bench/src/main " + linked);

        Launcher launcher = Launcher.runCopy(
                bin,
                Map.of("JAVA_HOME", jdk.toString()),
                "bench",
                name,
                "--bogus",
                "a b",
                "--office",
                "--write-docs",
                "--help");

        assertThat(launcher.output().lines())
                .containsSubsequence(
                        command,
                        "--home",
                        bin.toRealPath().toString(),
                        "--bogus",
                        "a b",
                        "--office",
                        "--write-docs",
                        "--help");
    }

    @Test
    void copyOfWhatIsBuiltIsNotBuiltAgain() throws Exception {
        Path jdk = jdkThatShowsItsOptions();
        Path original = Files.createDirectories(bin.resolve("original"));
        built(original);
        Path copy = Files.createDirectories(bin.resolve("copy"));
        // In this order each source is newer than the build.
        for (String file : List.of("app/target/run/built", "pom.xml", "app/pom.xml", "app/src/main/Server.java")) {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.copy(original.resolve(file), copy.resolve(file));
            Files.setLastModifiedTime(
                    copy.resolve(file), FileTime.from(file.endsWith("built") ? Instant.EPOCH : Instant.now()));
        }

        Launcher launcher = Launcher.runCopy(copy, Map.of("JAVA_HOME", jdk.toString()), "token", "--buyers", "1");

        assertThat(launcher.errors()).doesNotContain("building");
        assertThat(launcher.output()).contains("dev.frontrow.identity.TokenCommand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "app/pom.xml", "app/src/main/Server.java", "app/src/main/Added.java"})
    void whatWasEditedIsBuiltAgainThoughItsTimeIsOlder(String edited) throws Exception {
        Path jdk = jdkThatShowsItsOptions();
        built(bin);
        Files.writeString(bin.resolve(edited), "something else");
        Files.setLastModifiedTime(bin.resolve(edited), FileTime.from(Instant.EPOCH));
        maven("3.6.3");

        Launcher launcher = Launcher.runCopy(
                bin,
                Map.of("JAVA_HOME", jdk.toString(), "PATH", bin + ":" + System.getenv("PATH")),
                "token",
                "--buyers",
                "1");

        assertThat(launcher.firstLine()).contains("Maven on the PATH is 3.6.3");
    }

    /// Makes a folder look built: with a checksum of its sources beside the results.
    private static void built(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("app/src/main"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.writeString(folder.resolve("app/pom.xml"), "<project/>");
        Files.writeString(folder.resolve("app/src/main/Server.java"), "class Server {}");
        built(folder, "app/target/run", "pom.xml app/pom.xml app/src/main");
    }

    private static void built(Path folder, String results, String sources) throws Exception {
        Path built = Files.createDirectories(folder.resolve(results)).resolve("built");
        var sum = new ProcessBuilder(
                        "sh", "-c", "find " + sources + " -type f -exec cksum {} + | LC_ALL=C sort | cksum")
                .directory(folder.toFile())
                .redirectOutput(built.toFile())
                .start();
        assertThat(sum.waitFor()).isZero();
    }

    private Path jdkThatShowsItsOptions() throws IOException {
        Path jdk = bin.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(jdk.resolve("bin").resolve(program), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
        return jdk;
    }

    private void assertFailsInOneLine(String line) throws Exception {
        Launcher launcher = Launcher.run(withOnlyTheseTools(), "test");

        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.errors().lines()).singleElement().asString().startsWith("frontrow: " + line);
    }

    private Map<String, String> withOnlyTheseTools() throws IOException {
        for (String tool : TOOLS) {
            Path link = bin.resolve(tool);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, installed(tool));
            }
        }
        return Map.of("PATH", bin.toString(), "JAVA_HOME", System.getProperty("java.home"));
    }

    private static Path installed(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void maven(String version) throws IOException {
        Path maven = bin.resolve("mvn");
        Files.writeString(maven, """
                #!/bin/sh
                case "$*" in
                  *verify*) echo verified; exit 7 ;;
                  *) printf '\\033[1mApache Maven %s (abc)\\033[m\\nJava version: 25\\n' ;;
                esac
                """.formatted(version));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
    }
}
