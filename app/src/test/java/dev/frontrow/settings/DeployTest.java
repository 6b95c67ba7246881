package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// The files in `deploy` name settings that exist.
class DeployTest {

    private static final Path DEPLOY = Path.of("..", "deploy");

    private final KnownSettings known = KnownSettings.read();

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "cluster/compose.yaml"})
    void composeNamesSettingsThatExist(String file) throws IOException {
        Object environment = at(documents(file).getFirst(), "services", "frontrow", "environment");

        assertAreSettings(texts(environment));
    }

    /// At most 2.0 of 10, by systemd's own count.
    @Test
    void serviceMayDoLittle() throws IOException, InterruptedException {
        Process analysis = new ProcessBuilder(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=20",
                        "--no-pager",
                        "frontrow.service")
                .directory(DEPLOY.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(analysis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(analysis.waitFor()).as(said).isZero();
    }

    private void assertAreSettings(Map<String, String> variables) {
        assertThat(variables)
                .hasSizeGreaterThan(4)
                .allSatisfy((name, value) ->
                        assertThat(known.isVariable(name, value)).as(name).isTrue());
    }

    private static List<Object> documents(String file) throws IOException {
        return StreamSupport.stream(
                        new Yaml()
                                .loadAll(Files.readString(DEPLOY.resolve(file)))
                                .spliterator(),
                        false)
                .toList();
    }

    private static Object at(Object document, String... path) {
        Object found = document;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
            assertThat(found).as("%s in %s", name, List.of(path)).isNotNull();
        }
        return found;
    }

    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((name, value) -> texts.put(name.toString(), String.valueOf(value)));
        return texts;
    }
}
