package dev.frontrow;

import dev.frontrow.cluster.ClusterStartFailure;
import dev.frontrow.database.DatabaseStartFailure;
import dev.frontrow.identity.keys.UnfitSigningKey;
import dev.frontrow.metrics.MetricsAddressUnknown;
import dev.frontrow.settings.SettingRefused;
import java.net.SocketException;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.ConfigurableEnvironment;

/// Says in one line why a start failed, where the reason lies outside of the program; everything else is left to
/// Spring Boot, which shows the stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailureReporter implements SpringBootExceptionReporter {

    private static final int CAUSES_MAX = 30;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final @Nullable ConfigurableApplicationContext context;

    StartFailureReporter(@Nullable ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> line = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .flatMap(cause -> explained(cause).stream())
                .findFirst();
        line.ifPresent(text -> ConsoleLines.complain("frontrow: " + text.replaceAll("\\s*\\R\\s*", " ")));
        return line.isPresent();
    }

    private Optional<String> explained(Throwable cause) {
        return switch (cause) {
            case SettingRefused refused -> Optional.ofNullable(refused.getMessage());
            case ConfigDataNotFoundException missing ->
                Optional.of("The settings that spring.config.import names are not there: "
                        + missing.getReferenceDescription() + ".");
            case BindException unfit -> Optional.of(UnfitSetting.told(unfit));
            case ConversionFailedException unfit -> Optional.of(UnfitSetting.told(unfit, environment()));
            case MetricsAddressUnknown unknown -> Optional.ofNullable(unknown.getMessage());
            case ClusterStartFailure failure -> Optional.ofNullable(failure.getMessage());
            case DatabaseStartFailure failure -> Optional.ofNullable(failure.getMessage());
            case UnfitDatabase unfit -> Optional.of(database() + " " + unfit.getMessage());
            case FlywayValidateException _ -> Optional.of(madeByAnotherVersion());
            case UnfitSigningKey unfit -> Optional.ofNullable(unfit.getMessage());
            case PortInUseException taken ->
                Optional.of(
                        "Port " + taken.getPort() + " is in use: stop what uses it, or choose another with --port.");
            case PSQLException refused -> explained(refused);
            case NoSuchSslBundleException unknown -> Optional.of("TLS cannot be set up: " + unknown.getMessage());
            case IllegalStateException broken
            when mentions(broken, "Could not load store from") ->
                Optional.of("TLS cannot be set up: " + broken.getMessage());
            case IllegalArgumentException unfit
            when mentions(unfit, "port out of range") -> Optional.of("server.port must be from 0 to 65535.");
            case SocketException refused
            when mentions(refused, "Permission denied") ->
                Optional.of("This user may not open the port: choose one above 1023 with --port.");
            default -> Optional.empty();
        };
    }

    private Optional<String> explained(PSQLException refused) {
        if (isAboutConnecting(refused)) {
            return Optional.of("The database" + address() + " cannot be used: " + refused.getMessage());
        }
        return INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())
                ? Optional.of("A role of the database" + address() + " lacks a right: " + refused.getMessage()
                        + " See README, \"With your own PostgreSQL\".")
                : Optional.empty();
    }

    /// The SQL states of a database that is away, refuses the login, is not there, has no room or starts up just now.
    private static boolean isAboutConnecting(PSQLException refused) {
        String state = refused.getSQLState();
        return state != null && state.matches("08...|28...|3D000|53300|57P0.");
    }

    /// The histories of its migrations name other scripts than those of this version.
    private String madeByAnotherVersion() {
        return database() + " was made by another version of Frontrow: start that version, or "
                + (address().isEmpty()
                        ? "start this one with --fresh, which deletes all data."
                        : "name an empty database.");
    }

    private String database() {
        return "The database"
                + (address().isEmpty() ? " in the data folder " + property("frontrow.data-dir", "data") : address());
    }

    private static boolean mentions(Throwable cause, String words) {
        return cause.getMessage() != null && cause.getMessage().contains(words);
    }

    private @Nullable ConfigurableEnvironment environment() {
        return context == null ? null : context.getEnvironment();
    }

    private String address() {
        String url = property("spring.datasource.url", "");
        // What follows the question mark may be a password.
        return url.isBlank() ? "" : " at " + url.replaceFirst("\\?.*", "");
    }

    private String property(String name, String otherwise) {
        return context == null ? otherwise : context.getEnvironment().getProperty(name, otherwise);
    }
}
