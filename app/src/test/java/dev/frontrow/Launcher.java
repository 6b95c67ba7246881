package dev.frontrow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/// The result of a run of the launcher script.
public record Launcher(int exitCode, String output, String errors) {

    private static final Path SCRIPT =
            Path.of("..", "frontrow").toAbsolutePath().normalize();

    /// Runs it with these arguments and additional environment variables.
    public static Launcher run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(SCRIPT, environment, arguments);
    }

    /// Runs a copy of it in another folder.
    static Launcher runCopy(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path copy = folder.resolve("frontrow");
        Files.copy(SCRIPT, copy, StandardCopyOption.REPLACE_EXISTING);
        FileSystemUtils.copyRecursively(SCRIPT.resolveSibling("launcher"), folder.resolve("launcher"));
        return run(copy, environment, arguments);
    }

    private static Launcher run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path errors = Files.createTempFile("launcher", ".err");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the launcher did not end");
        }
        String said = Files.readString(errors);
        Files.delete(errors);
        return new Launcher(process.exitValue(), output, said);
    }

    String firstLine() {
        return errors.lines().findFirst().orElse("");
    }
}
