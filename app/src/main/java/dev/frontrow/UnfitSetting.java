package dev.frontrow;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.ClassUtils;

/// A setting whose value will not do, in words.
final class UnfitSetting {

    private static final Pattern SECRET = Pattern.compile("password|secret|key|token|url");

    private UnfitSetting() {}

    /// What our own settings say of themselves is said best; else which setting it is, and what it holds, unless
    /// that is nobody's business.
    static String told(BindException unfit) {
        Throwable innermost = innermost(unfit);
        if (!(unfit.getCause() instanceof BindException)
                && innermost instanceof IllegalArgumentException
                && !isConversion(unfit)
                && innermost.getMessage() != null) {
            return unfit.getName() + ": " + innermost.getMessage() + ".";
        }
        var property = unfit.getProperty();
        String name = property == null
                ? unfit.getName().toString()
                : property.getName().toString();
        String wanted = ClassUtils.resolvePrimitiveIfNecessary(
                        unfit.getTarget().getType().toClass())
                .getSimpleName();
        return property == null || SECRET.matcher(name).find()
                ? "The value of " + name + " will not do: " + wanted + " is wanted."
                : "%s cannot be '%s': %s is wanted.".formatted(name, property.getValue(), wanted);
    }

    /// Of a setting that is read by itself, which is found by what it holds.
    static String told(ConversionFailedException unfit, @Nullable ConfigurableEnvironment environment) {
        String value = String.valueOf(unfit.getValue());
        return "%s cannot be '%s': %s is wanted."
                .formatted(
                        environment == null ? "A setting" : nameOf(value, environment),
                        value,
                        unfit.getTargetType().getObjectType().getSimpleName());
    }

    private static String nameOf(String value, ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> source instanceof EnumerablePropertySource)
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames())
                        .filter(name -> value.equals(String.valueOf(source.getProperty(name)))))
                .findFirst()
                .orElse("A setting");
    }

    private static boolean isConversion(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionFailedException || cause instanceof ConverterNotFoundException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
