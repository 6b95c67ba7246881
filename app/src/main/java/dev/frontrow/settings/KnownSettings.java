package dev.frontrow.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/// The supported settings, as `settings.txt` lists them.
final class KnownSettings {

    private static final String LIST = "settings.txt";
    private static final String OR_FILE = " or file";
    private static final Pattern ELEMENT = Pattern.compile("_\\d+_?$");

    /// Settings by their plain spelling, with the one supported value; empty text if every value is supported.
    private final Map<String, String> properties = new HashMap<>();

    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> lists = new HashSet<>();

    /// Secrets by the variables that may name their files.
    private final Map<String, String> secrets = new HashMap<>();

    private final List<String> propertyPrefixes = new ArrayList<>();
    private final List<String> variablePrefixes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> variableNames = new ArrayList<>();

    static KnownSettings read() {
        try {
            var known = new KnownSettings();
            new ClassPathResource(LIST)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(known::add);
            return known;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void add(String line) {
        if (Character.isUpperCase(line.charAt(0))) {
            variables.put(line, "");
            variableNames.add(line);
            return;
        }
        if (line.endsWith(".*")) {
            String above = line.substring(0, line.length() - 1);
            propertyPrefixes.add(Spelling.plain(above));
            variablePrefixes.addAll(Spelling.variables(above));
            names.add(line);
            return;
        }
        if (line.endsWith(OR_FILE)) {
            String secret = line.substring(0, line.length() - OR_FILE.length());
            add(secret);
            Spelling.variables(secret).forEach(variable -> addFile(variable + SecretFiles.SUFFIX, secret));
            return;
        }
        String[] nameAndValue = line.split("=", 2);
        String name = nameAndValue[0].replace("[]", "");
        String value = nameAndValue.length == 1 ? "" : nameAndValue[1];
        properties.put(Spelling.plain(name), value);
        Spelling.variables(name).forEach(variable -> variables.put(variable, value));
        if (line.endsWith("[]")) {
            lists.addAll(Spelling.variables(name));
        }
        names.add(name);
        variableNames.add(Spelling.variable(name));
    }

    private void addFile(String variable, String secret) {
        secrets.put(variable, secret);
        variables.put(variable, "");
        variableNames.add(variable);
    }

    /// The secret whose file this variable names.
    Optional<String> secretInFile(String variable) {
        return Optional.ofNullable(secrets.get(variable));
    }

    /// The variables that may name files of secrets, in both spellings.
    Set<String> secretFiles() {
        return Set.copyOf(secrets.keySet());
    }

    /// The names of all settings, as properties.
    List<String> names() {
        return List.copyOf(names);
    }

    boolean isProperty(String name, String value) {
        String plain = Spelling.plain(name);
        return fits(properties.get(plain), value) || propertyPrefixes.stream().anyMatch(plain::startsWith);
    }

    boolean isVariable(String name, String value) {
        String list = ELEMENT.matcher(name).replaceFirst("");
        return fits(variables.get(name), value)
                || lists.contains(list)
                || variablePrefixes.stream().anyMatch(name::startsWith);
    }

    private static boolean fits(@Nullable String supported, String value) {
        return supported != null && (supported.isEmpty() || supported.equals(value));
    }

    /// The known property with the nearest spelling.
    String nearestProperty(String name) {
        return nearest(Spelling.plain(name), names, Spelling::plain).orElseThrow();
    }

    /// The known variable with the nearest spelling.
    String nearestVariable(String name) {
        return nearest(name, variableNames, Function.identity()).orElseThrow();
    }

    /// Whether this is probably a misspelt variable of ours, not one of another program.
    boolean isNearVariable(String name) {
        return Spelling.distance(nearestVariable(name), name) <= 2;
    }

    /// If only the end of a name was given, known names with the same end match well.
    private static Optional<String> nearest(String wanted, List<String> names, Function<String, String> spelling) {
        String end = wanted.substring(Math.max(wanted.lastIndexOf('.'), 0));
        return names.stream().min(Comparator.comparingInt(name -> {
            String known = spelling.apply(name);
            return Spelling.distance(known, wanted) - (end.startsWith(".") && known.endsWith(end) ? end.length() : 0);
        }));
    }
}
