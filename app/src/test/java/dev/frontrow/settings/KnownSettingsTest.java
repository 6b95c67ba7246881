package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// `settings.txt` lists the settings that the code reads and the documentation describes.
class KnownSettingsTest {

    private static final Pattern READ_ALONE =
            Pattern.compile("(?:@Value\\(\\s*\"\\$\\{|getProperty\\(\\s*\"|name = \")(frontrow\\.[a-z.-]+)");

    private static TreeSet<String> known() {
        var own = new TreeSet<>(KnownSettings.read().names());
        own.removeIf(name -> !name.startsWith("frontrow."));
        return own;
    }

    private static TreeSet<String> read() throws Exception {
        var names = new TreeSet<String>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("dev.frontrow")) {
            Class<?> settings = Class.forName(found.getBeanClassName());
            addTo(names, settings.getAnnotation(ConfigurationProperties.class).value(), settings);
        }
        for (String source : sources()) {
            READ_ALONE.matcher(source).results().forEach(found -> names.add(found.group(1)));
        }
        // Frontrow also checks a setting or two of Spring Boot.
        names.removeIf(name -> !name.startsWith("frontrow."));
        return names;
    }

    private static void addTo(TreeSet<String> names, String prefix, Class<?> settings) {
        Constructor<?>[] constructors = settings.getDeclaredConstructors();
        assertThat(constructors).as(settings.getName()).hasSize(1);
        for (Parameter parameter : constructors[0].getParameters()) {
            var otherwise = parameter.getAnnotation(Name.class);
            String name = prefix + "." + (otherwise == null ? dashed(parameter.getName()) : otherwise.value());
            if (parameter.getType().isRecord() && parameter.getType().getName().startsWith("dev.frontrow")) {
                addTo(names, name, parameter.getType());
            } else {
                names.add(parameter.getType() == Map.class ? name + ".*" : name);
            }
        }
    }

    private static String dashed(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(KnownSettingsTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void listsEverySettingThatTheCodeReads() throws Exception {
        assertThat(known()).isEqualTo(read());
    }

    @Test
    void listsEveryVariableThatStandsForASettingInOurOwnFile() {
        var known = KnownSettings.read();

        Pattern.compile("\\$\\{([A-Z_]+):")
                .matcher(text(Path.of("src/main/resources/application.yaml")))
                .results()
                .forEach(found -> assertThat(known.isVariable(found.group(1), "x"))
                        .as(found.group(1))
                        .isTrue());
    }

    @Test
    void everySettingIsDocumented() {
        String settings = text(Path.of("../docs/settings.md"));

        assertThat(known()).allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
    }
}
