package dev.frontrow;

import dev.frontrow.backup.Script;
import dev.frontrow.backup.Scripts;
import dev.frontrow.database.DatabaseLogin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The scripts of all modules, for backups.
final class ModuleScripts implements Scripts {

    private static final Pattern NAME = Pattern.compile("V(\\d+(?:_\\d+)*)__\\w+\\.sql");

    @Override
    public List<String> modules() {
        return ModuleMigrations.MODULES;
    }

    @Override
    public List<Script> known() {
        List<Script> known = new ArrayList<>();
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            for (String module : modules()) {
                for (Resource file : resolver.getResources("classpath*:db/migration/" + module + "/V*.sql")) {
                    Matcher name = NAME.matcher(String.valueOf(file.getFilename()));
                    if (name.matches()) {
                        known.add(new Script(module, name.group(1).replace('_', '.'), checksum(file)));
                    }
                }
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As Flyway computes it, so that it can be compared with what a history says.
    private static int checksum(Resource file) throws IOException {
        var checksum = new CRC32();
        try (var lines = new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                checksum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) checksum.getValue();
    }

    @Override
    public void run(DatabaseLogin owner, List<Script> scripts) {
        Flyway all = Flyway.configure()
                .dataSource(owner.url(), owner.username(), owner.password())
                .load();
        for (String module : modules()) {
            scripts.stream()
                    .filter(script -> script.module().equals(module))
                    .map(script -> MigrationVersion.fromVersion(script.version()))
                    .max(Comparator.naturalOrder())
                    .ifPresent(last -> ModuleMigrations.of(module, all.getConfiguration())
                            .target(last)
                            .load()
                            .migrate());
        }
    }
}
