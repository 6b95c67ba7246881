package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModuleMigrationsTest {

    @Test
    void migratesEachModuleThatHasScriptsAndNoOther() throws IOException {
        try (var folders = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(ModuleMigrations.MODULES)
                    .containsExactlyInAnyOrderElementsOf(
                            folders.map(folder -> folder.toFile().getName()).toList());
        }
    }

    @Test
    void migratesAModuleAfterThoseThatItDependsOn() {
        List<String> order = ModuleMigrations.MODULES;
        var modules = ApplicationModules.of(FrontrowApplication.class);

        for (String name : order) {
            modules.getModuleByName(name)
                    .orElseThrow()
                    .getDirectDependencies(modules)
                    .uniqueModules()
                    .map(dependency -> dependency.getIdentifier().toString())
                    .filter(order::contains)
                    .forEach(dependency -> assertThat(order.indexOf(dependency))
                            .as("%s, which %s depends on", dependency, name)
                            .isLessThan(order.indexOf(name)));
        }
    }
}
