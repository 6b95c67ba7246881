package dev.frontrow.web.problems;

import dev.frontrow.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says which field of a JSON body is invalid, and what it must be.
final class JsonFault {

    private static final String BODY = "body";
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"([^\"]{1,80})\"");
    private static final int FIELD_LENGTH_MAX = 200;

    private static final Map<Class<?>, String> KNOWN = Map.of(
            String.class, "text",
            UUID.class, "id",
            Instant.class, "instant",
            Currency.class, "currency",
            Locale.class, "value",
            List.class, "list");

    private JsonFault() {}

    static Problem problem(JacksonException fault) {
        return Problem.invalidField(field(fault), message(fault));
    }

    private static String field(JacksonException fault) {
        StringBuilder field = new StringBuilder();
        for (var step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        var duplicate = DUPLICATE.matcher(String.valueOf(fault.getOriginalMessage()));
        if (duplicate.find()) {
            field.append(field.isEmpty() ? "" : ".").append(duplicate.group(1));
        }
        if (field.isEmpty()) {
            return BODY;
        }
        return shown(field.length() > FIELD_LENGTH_MAX ? field.substring(0, FIELD_LENGTH_MAX) : field.toString());
    }

    /// A name may contain a lone surrogate, which the answer could not encode.
    private static String shown(String field) {
        return new String(field.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String message(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException _ -> "unknown";
            case MismatchedInputException trailing when isTrailing(trailing) -> "json";
            case MismatchedInputException mismatch when isMissing(mismatch) -> "required";
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
            case InputCoercionException _ -> "number";
            case ValueInstantiationException _ -> "type";
            case StreamConstraintsException _ -> "too-large";
            case JacksonException malformed when isDuplicate(malformed) -> "duplicate";
            case JacksonException _ -> "json";
        };
    }

    private static boolean isDuplicate(JacksonException fault) {
        return DUPLICATE.matcher(String.valueOf(fault.getOriginalMessage())).find();
    }

    /// Content after the end of the document; Jackson has no exception type for it.
    private static boolean isTrailing(JacksonException fault) {
        return String.valueOf(fault.getOriginalMessage()).startsWith("Trailing token");
    }

    /// Whether a primitive is null or absent.
    private static boolean isMissing(MismatchedInputException mismatch) {
        Class<?> target = mismatch.getTargetType();
        JsonToken token = mismatch.getCurrentToken();
        return target != null
                && target.isPrimitive()
                && (token == JsonToken.VALUE_NULL || token == JsonToken.END_OBJECT);
    }

    /// The message key that describes valid values of the type.
    static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "type";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "boolean";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "number";
        }
        if (target.isEnum()) {
            return "value";
        }
        if (target.isArray() || Collection.class.isAssignableFrom(target)) {
            return "list";
        }
        return KNOWN.getOrDefault(target, "object");
    }
}
