package dev.frontrow.hotpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class Machine {

    private Machine() {}

    /// Describes the machine, without which figures mean nothing.
    static String describe() {
        return "%s, %d cores, %s of memory, %s %s, %s %s"
                .formatted(
                        value("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/meminfo", "MemTotal"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.name"),
                        Runtime.version());
    }

    private static String value(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }
}
