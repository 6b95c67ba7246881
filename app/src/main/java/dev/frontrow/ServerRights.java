package dev.frontrow;

import dev.frontrow.database.ServerRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/// What the server's role may do with the tables of each module, as the scripts behind the migrations say.
final class ServerRights {

    private static final String OF_EVERY_MODULE = "db/rights/afterMigrate__1_every_module.sql";
    private static final String OF_ONE = "db/migration/%s/afterMigrate__2_rights.sql";

    private final List<String> modules;

    ServerRights(List<String> modules) {
        this.modules = modules;
    }

    /// The statements that take and give all rights. Run them in one transaction: in between, the role has fewer.
    String givenTo(ServerRole role) {
        return modules.stream()
                .map(module -> (text(OF_EVERY_MODULE) + text(OF_ONE.formatted(module)))
                        .replace("${schema}", module)
                        .replace("${server}", role.quotedName()))
                .collect(Collectors.joining());
    }

    /// Empty where a module has no rights of its own.
    private static String text(String path) {
        var script = new ClassPathResource(path);
        try {
            return script.exists() ? script.getContentAsString(StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
