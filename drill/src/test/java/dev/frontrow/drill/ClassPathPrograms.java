package dev.frontrow.drill;

import dev.frontrow.localcluster.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Frontrow's programs from the class path of the tests. The first process leaves an archive of loaded classes, with
/// which the others start in less time; it takes classes from jars only, and the server needs no others.
public final class ClassPathPrograms {

    private static final String SERVER = "dev.frontrow.FrontrowApplication";
    private static final Path ARCHIVE = Path.of("target", "drill.jsa").toAbsolutePath();

    private ClassPathPrograms() {}

    static Programs programs() {
        List<String> archived =
                List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off", "-Xlog:aot=off", "-Xlog:cds+dynamic=off");
        List<String> archiving = Stream.concat(Stream.of("-XX:+AutoCreateSharedArchive"), archived.stream())
                .toList();
        return new Programs(
                command(SERVER, archiving, jars()),
                // It must not leave an archive of more jars, which the others cannot use.
                jar -> command(SERVER, archived, jars() + File.pathSeparator + jar),
                command("dev.frontrow.identity.TokenCommand", List.of(), jars()),
                Path.of("..", "deploy", "nginx.conf"));
    }

    private static List<String> command(String mainClass, List<String> options, String classPath) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }

    /// The jars of the class path.
    public static String jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Files.isRegularFile(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
