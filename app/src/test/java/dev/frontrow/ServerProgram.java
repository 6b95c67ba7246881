package dev.frontrow;

import dev.frontrow.database.SharedDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.springframework.util.FileSystemUtils;

/// The tested classes as a program for other processes. A start costs mostly the loading of classes, so the JVM maps
/// them from an archive (CDS), which one start writes for all others; it takes classes from jars only. That start also
/// leaves a data folder, of which others take a copy.
final class ServerProgram {

    static final String SERVER = "dev.frontrow.FrontrowApplication";

    private static final Path FOLDER = TestFolders.ofBuild("server-program");
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final Path USED = TestFolders.create();
    private static final Path USED_DATA = USED.resolve("data");

    /// The JVM would also tell on standard output why it does not use an archive.
    private static final List<String> ABOUT_THE_ARCHIVE =
            List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off", "-Xlog:aot=off");

    /// Without the second compiler (C2) a start costs less than half, and the processes are short-lived.
    private static final List<String> JAVA =
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1");

    private static final String CLASS_PATH = packed();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ServerProgram::removeUsedData));
        remember();
    }

    private ServerProgram() {}

    /// The beginning of a command, to be followed by the arguments of the program.
    static List<String> command(String mainClass, String... options) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(ABOUT_THE_ARCHIVE);
        command.addAll(List.of(options));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", CLASS_PATH, mainClass));
        return command;
    }

    /// The server with one more jar.
    static List<String> serverWith(Path jar) {
        List<String> command = command(SERVER);
        command.set(command.size() - 2, CLASS_PATH + File.pathSeparator + jar);
        return command;
    }

    /// The class path of the tests, with its folders packed into jars.
    private static String packed() {
        try {
            Files.createDirectories(FOLDER);
            List<String> jars = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path file = Path.of(entry).toAbsolutePath();
                if (Files.isDirectory(file)) {
                    Path jar = FOLDER.resolve("folder-%d.jar".formatted(jars.size()));
                    jars.add(pack(file, jar).toString());
                } else if (Files.exists(file)) {
                    jars.add(file.toString());
                }
            }
            return String.join(File.pathSeparator, jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pack(Path folder, Path jar) {
        int exitCode = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.err,
                        System.err,
                        "--create",
                        "--no-compress",
                        "--file=" + jar,
                        "-C",
                        folder.toString(),
                        ".");
        if (exitCode != 0) {
            throw new IllegalStateException(folder + " could not be packed");
        }
        return jar;
    }

    /// Starts the server once, and stops it, whereupon the JVM writes the archive. Without one, each start takes
    /// longer, and nothing else changes.
    private static void remember() {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Xlog:cds=off", "-Xlog:aot=off"));
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", CLASS_PATH, SERVER));
        command.addAll(List.of("--server.port=0", "--frontrow.demo=false", "--frontrow.data-dir=" + USED_DATA));
        try {
            Files.deleteIfExists(ARCHIVE);
            SharedDatabase.copyBinariesTo(USED_DATA);
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("SPRING_DATASOURCE_URL");
            builder.environment().put("FRONTROW_OPERATOR_PASSWORD", ServerTest.OPERATOR_PASSWORD);
            Process server = builder.start();
            try (var output = server.inputReader()) {
                output.lines()
                        .filter(line -> line.startsWith("Frontrow is ready"))
                        .forEach(_ -> server.toHandle().destroy());
            }
            server.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies the data folder of the start before all others, unless this one was used already.
    static void copyUsedDataTo(Path dataFolder) throws IOException {
        if (!Files.exists(dataFolder)) {
            SharedDatabase.copy(USED_DATA, dataFolder);
        }
    }

    private static void removeUsedData() {
        try {
            FileSystemUtils.deleteRecursively(USED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
