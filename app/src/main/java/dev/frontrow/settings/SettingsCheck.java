package dev.frontrow.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Refuses unsupported settings before any setting takes effect; fans would otherwise find those that are ignored
/// or half work. Checks all command-line arguments. In configuration files, the environment and JVM properties it
/// checks only names of Frontrow and Spring.
public final class SettingsCheck {

    private static final List<String> SECTIONS =
            List.of("frontrow.", "server.", "spring.", "management.", "springdoc.", "logging.");

    private static final List<String> FORMATS_OF_LOGS =
            List.of("logging.structured.format.console", "logging.structured.format.file");

    private static final Set<String> LOG_FORMATS = Set.of("ecs", "gelf", "logstash");

    private static final Pattern OWN_VARIABLE = Pattern.compile("FRONTROW_.+");
    private static final Pattern SPRING_VARIABLE = Pattern.compile("(?:SERVER|SPRING|MANAGEMENT|SPRINGDOC)_.+");

    /// Variables in which Kubernetes names the services around a container.
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".+_SERVICE_(?:HOST|PORT(?:_.+)?)|.+_PORT_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?");

    private static final Pattern ADDRESS_OF_KUBERNETES = Pattern.compile("(?:tcp|udp|sctp)://.*");

    /// Hints for settings that are often looked for.
    private static final Map<String, String> HINTS = Map.of(
            "SERVER_SERVLET_CONTEXT_PATH", "Frontrow stands at the root of a host name: give it one of its own",
            "SERVER_HTTP2_ENABLED", "let a proxy in front speak HTTP/2",
            "SERVER_COMPRESSION_ENABLED", "pages and lists are compressed already; let a proxy compress the rest",
            "MANAGEMENT_SERVER_PORT", "the endpoints are at the server's own port, for operators",
            "SPRING_THREADS_VIRTUAL_ENABLED", "see frontrow.web.requests-at-once-max",
            "SERVER_JETTY_THREADS_MAX", "see frontrow.web.requests-at-once-max",
            "SERVER_JETTY_MAX_CONNECTIONS", "see frontrow.web.connections-max",
            "SERVER_JETTY_MAX_HTTP_FORM_POST_SIZE", "see frontrow.web.body-max",
            "MANAGEMENT_ENDPOINTS_WEB_CORS_ALLOWED_ORIGINS", "see frontrow.web.cors.origins",
            "MANAGEMENT_ENDPOINTS_WEB_BASE_PATH", "the endpoints are below /actuator");

    private final KnownSettings known = KnownSettings.read();

    private SettingsCheck() {}

    /// Makes this application check its settings as soon as they are read.
    public static void in(SpringApplication application) {
        application.addListeners(new BeforeLogging(), new OnceRead());
    }

    /// Spring Boot itself would complain of an unknown format with a stack trace, for want of a log.
    private static final class BeforeLogging
            implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
            FORMATS_OF_LOGS.forEach(name -> {
                String format = prepared.getEnvironment().getProperty(name, "");
                if (!format.isBlank() && !LOG_FORMATS.contains(format)) {
                    throw new SettingRefused("%s must be ecs, gelf or logstash, not '%s'.".formatted(name, format));
                }
            });
        }

        /// After the listener that reads the files.
        @Override
        public int getOrder() {
            return LoggingApplicationListener.DEFAULT_ORDER - 1;
        }
    }

    private static final class OnceRead implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
            check(prepared.getEnvironment(), prepared.getArgs());
        }

        /// After the listeners that read the files, before those that act on their content.
        @Override
        public int getOrder() {
            return 0;
        }
    }

    static void check(ConfigurableEnvironment environment, String... arguments) {
        var check = new SettingsCheck();
        SecretFiles.readInto(environment.getPropertySources(), check.known);
        Stream.concat(
                        Stream.of(arguments).map(SettingsCheck::noSetting),
                        environment.getPropertySources().stream().map(check::fault))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(line -> {
                    throw new SettingRefused(line);
                });
    }

    private static Optional<String> noSetting(String argument) {
        return argument.startsWith("--")
                ? Optional.empty()
                : Optional.of(
                        "The argument '%s' is not a setting: settings are written --name=value.".formatted(argument));
    }

    private Optional<String> fault(PropertySource<?> source) {
        if (!(source instanceof EnumerablePropertySource<?> settings)
                || source.getName().contains("class path resource [")) {
            return Optional.empty();
        }
        boolean environment = source instanceof SystemEnvironmentPropertySource;
        boolean arguments = source instanceof CommandLinePropertySource;
        boolean system = source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        if (!environment && !arguments && !system && !isOfSomebody(source)) {
            return Optional.empty();
        }
        return Stream.of(settings.getPropertyNames())
                .sorted()
                .map(name -> {
                    String value = Objects.toString(settings.getProperty(name), "");
                    return environment && name.indexOf('.') < 0
                            ? ofVariable(name, value)
                            : ofProperty(name, value, arguments);
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Whether it is a configuration file, or the text in `SPRING_APPLICATION_JSON`.
    private static boolean isOfSomebody(PropertySource<?> source) {
        return source.getName().startsWith("Config resource")
                || source.getName().startsWith("Config tree")
                || source.getName().equals("spring.application.json");
    }

    private Optional<String> ofProperty(String name, String value, boolean argument) {
        boolean meant = argument && !name.equals(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME)
                || SECTIONS.stream().anyMatch(section -> Spelling.plain(name).startsWith(section));
        if (!meant || known.isProperty(name, value)) {
            return Optional.empty();
        }
        String variable = Spelling.variable(name);
        if (!name.startsWith("frontrow") && SpringSettings.read().takes(variable)) {
            return Optional.of(unsupported(name, variable));
        }
        return Optional.of(
                "%s is no setting of Frontrow; do you mean %s?".formatted(name, known.nearestProperty(name)));
    }

    private Optional<String> ofVariable(String name, String value) {
        if (known.isVariable(name, value) || value.isEmpty() || isOfKubernetes(name, value)) {
            return Optional.empty();
        }
        if (OWN_VARIABLE.matcher(name).matches()) {
            return Optional.of(misspelt(name));
        }
        if (!SPRING_VARIABLE.matcher(name).matches()) {
            return Optional.empty();
        }
        if (SpringSettings.read().takes(name)) {
            return Optional.of(unsupported(name, name));
        }
        // Other programs may have variables with the same prefix.
        return known.isNearVariable(name) ? Optional.of(misspelt(name)) : Optional.empty();
    }

    private static boolean isOfKubernetes(String name, String value) {
        return OF_KUBERNETES.matcher(name).matches()
                || name.endsWith("_PORT")
                        && ADDRESS_OF_KUBERNETES.matcher(value).matches();
    }

    private String misspelt(String variable) {
        return "%s is no setting of Frontrow; do you mean %s?".formatted(variable, known.nearestVariable(variable));
    }

    private static String unsupported(String name, String variable) {
        String hint = HINTS.getOrDefault(variable, "docs/settings.md lists those that it supports");
        return "%s is not supported by Frontrow: %s.".formatted(name, hint);
    }
}
