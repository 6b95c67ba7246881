package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/// Holds the table in `docs/settings.md` to the records that the settings are bound to, and to their Javadoc.
class SettingsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final String BEGIN = "<!-- settings:begin -->\n";
    private static final String END = "<!-- settings:end -->\n";
    private static final String REWRITE = "mvn -pl app test -Dtest=SettingsPageTest -Dfrontrow.write-docs=true";

    private static final Pattern PREFIX = Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)");

    /// `${OWN_VARIABLE:default}` and `${other.setting:default}` in `application.yaml`.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)(?::(.*))?}");

    private static final Map<Class<?>, String> TYPES = Map.of(
            boolean.class, "switch",
            int.class, "number",
            Integer.class, "number",
            Long.class, "number",
            Duration.class, "duration",
            DataSize.class, "size",
            ZoneId.class, "time zone",
            Currency.class, "currency",
            String.class, "text",
            List.class, "list");

    private final Properties inYaml = yaml();

    private record Source(String prefix, Path file, String text) {

        /// The class of the file or the one nested in it that the settings are bound to.
        Class<?> bound() throws ClassNotFoundException {
            Class<?> type = Class.forName(file.toString().replace('/', '.').replaceFirst("\\.java$", ""));
            return Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses()))
                    .filter(candidate -> candidate.isAnnotationPresent(ConfigurationProperties.class))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void tellsEverySettingAsItsRecordDoes() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("the markers of the table").isNotNegative().isLessThan(end);
        String told = page.substring(0, begin + BEGIN.length()) + table() + page.substring(end);

        if (Boolean.getBoolean("frontrow.write-docs")) {
            Files.writeString(PAGE, told);
            return;
        }

        assertThat(page)
                .as("the table in docs/settings.md is out of date; rewrite it with: %s", REWRITE)
                .isEqualTo(told);
    }

    @Test
    void namesEveryVariableWithANameOfItsOwn() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Files.readAllLines(Path.of("src", "main", "resources", "settings.txt")))
                .filteredOn(line -> line.startsWith("FRONTROW_"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(page).contains("`" + line + "`"));
    }

    private String table() throws Exception {
        List<String> rows = new ArrayList<>();
        for (Source source : sources()) {
            addRows(rows, source.prefix, source.bound(), source.text, "");
        }
        return "| key | type | default | environment variable | what it is |\n|---|---|---|---|---|\n"
                + String.join("", rows);
    }

    private static List<Source> sources() throws IOException {
        try (var tree = Files.walk(MAIN)) {
            List<Source> found = new ArrayList<>();
            for (Path file :
                    tree.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Matcher prefix = PREFIX.matcher(text);
                if (prefix.find()) {
                    found.add(new Source(prefix.group(1), MAIN.relativize(file), text));
                }
            }
            found.sort(Comparator.comparing(Source::prefix).thenComparing(Source::file));
            return found;
        }
    }

    private void addRows(List<String> rows, String prefix, Class<?> type, String source, String before) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        for (Parameter parameter : constructor.getParameters()) {
            String key = prefix + "." + dashed(parameter.getName());
            String what = before + javadoc(source, parameter.getName());
            if (parameter.getType().isRecord()) {
                addRows(rows, key, parameter.getType(), source, what + ": ");
            } else {
                rows.add(row(key, parameter, what));
            }
        }
    }

    private String row(String key, Parameter parameter, String what) {
        String type = parameter.getType() == Map.class ? "settings" : TYPES.get(parameter.getType());
        assertThat(type).as("the word for %s", parameter.getType()).isNotNull();
        Matcher placeholder = PLACEHOLDER.matcher(inYaml.getProperty(key, ""));
        boolean ownVariable = placeholder.matches()
                && placeholder.group(1).equals(placeholder.group(1).toUpperCase(Locale.ROOT));
        String variable = ownVariable
                ? placeholder.group(1)
                : key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        boolean manyKeys = parameter.getType() == Map.class;
        return "| `%s` | %s | %s | `%s` | %s |\n"
                .formatted(
                        manyKeys ? key + ".*" : key,
                        type,
                        initial(key, parameter),
                        manyKeys ? variable + "_…" : variable,
                        what);
    }

    /// What the setting is where nobody sets it: in `application.yaml`, or else in the record.
    private String initial(String key, Parameter parameter) {
        String value = inYaml.getProperty(key);
        if (value == null) {
            DefaultValue given = parameter.getAnnotation(DefaultValue.class);
            return given == null || given.value().length == 0 ? "none" : "`" + given.value()[0] + "`";
        }
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (!placeholder.matches()) {
            return "`" + value + "`";
        }
        Matcher other = PLACEHOLDER.matcher(placeholder.group(2));
        if (other.matches()) {
            return "as `" + other.group(1) + "`";
        }
        return placeholder.group(1).contains(".")
                ? "as `" + placeholder.group(1) + "`"
                : "`" + placeholder.group(2) + "`";
    }

    private static String javadoc(String source, String name) {
        Matcher param = Pattern.compile("/// @param " + name + " +(.*(?:\\R *///(?! @param).*)*)")
                .matcher(source);
        assertThat(param.find()).as("Javadoc of the setting %s", name).isTrue();
        String text = param.group(1).replaceAll("\\s*\\R *///\\s*", " ").strip();
        return Pattern.compile("`([a-z]+[A-Z][A-Za-z]*)`")
                .matcher(text)
                .replaceAll(own -> "`" + dashed(own.group(1)) + "`");
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Properties yaml() {
        var reader = new YamlPropertiesFactoryBean();
        reader.setResources(new ClassPathResource("application.yaml"));
        return Objects.requireNonNull(reader.getObject());
    }
}
