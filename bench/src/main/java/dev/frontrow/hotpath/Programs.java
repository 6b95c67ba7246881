package dev.frontrow.hotpath;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class Programs {

    /// Where Debian installs programs for administrators, such as nginx.
    private static final List<String> ALSO = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private Programs() {}

    static Optional<Path> find(String name) {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), ALSO.stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
