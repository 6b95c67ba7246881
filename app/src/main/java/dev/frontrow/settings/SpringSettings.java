package dev.frontrow.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// All settings of Spring and its libraries, as their jars describe them. They are read only if an unsupported
/// setting was found, because that takes a moment.
final class SpringSettings {

    private static final String DESCRIPTIONS = "classpath*:META-INF/spring-configuration-metadata.json";

    private final Set<String> variables = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();

    static SpringSettings read() {
        var settings = new SpringSettings();
        var json = JsonParserFactory.getJsonParser();
        try {
            for (var description : new PathMatchingResourcePatternResolver().getResources(DESCRIPTIONS)) {
                Object properties = json.parseMap(description.getContentAsString(StandardCharsets.UTF_8))
                        .get("properties");
                if (properties instanceof List<?> list) {
                    list.forEach(settings::add);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return settings;
    }

    private void add(Object property) {
        if (property instanceof Map<?, ?> described && described.get("name") instanceof String name) {
            variables.addAll(Spelling.variables(name));
            if (String.valueOf(described.get("type")).startsWith("java.util.Map")) {
                prefixes.addAll(Spelling.variables(name + "."));
            }
        }
    }

    /// Whether Spring would read this environment variable as a setting.
    boolean takes(String variable) {
        return variables.contains(variable)
                || variables.contains(variable.replaceFirst("_\\d+_?$", ""))
                || prefixes.stream().anyMatch(variable::startsWith);
    }
}
