package dev.frontrow;

import dev.frontrow.ApiDocument.Operation;
import dev.frontrow.ApiDocument.Parameter;
import dev.frontrow.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Makes invalid variants of a call's ids, query and method.
final class BadAddresses {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW");

    /// Well-formed ids that do not exist.
    private static final List<String> UNKNOWN = List.of(
            "-1",
            "0",
            "987654321",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999",
            "abc",
            "1.5",
            "1e3",
            "null",
            "%20",
            "%F0%9F%8E%A4",
            "'%20or%201=1--",
            "x".repeat(1_000));

    /// Malformed path segments, invalid in any position.
    private static final List<String> BROKEN = List.of(
            "%00",
            "1%00",
            "%zz",
            "%",
            "%c0%80",
            "%2F",
            "%5C",
            "%2e%2e",
            "..",
            "../",
            "../../../etc/passwd",
            "..;/",
            "1;a=b",
            "<script>",
            "x".repeat(20_000));

    private static final List<String> NUMBERS =
            List.of("abc", "-1", "1.5", "1e3", "99999999999999999999", "9223372036854775808", "%F0%9F%8E%A4", "true");

    private static final List<String> WORDS =
            List.of("NOPE", "0", "-1", "abc", "x".repeat(1_000), "%F0%9F%8E%A4", "a%00", "1-1-1-1", "true");

    private BadAddresses() {}

    static List<BadCall> ids(Operation operation, ValidCall valid) {
        List<BadCall> calls = new ArrayList<>();
        for (Parameter id : operation.parameters("path")) {
            String name = id.name();
            Stream.concat(UNKNOWN.stream(), Stream.of(UUID.randomUUID().toString()))
                    .forEach(value -> calls.add(BadCall.at(name, shown(value), request(valid, name, value))
                            .alsoAs(unknown(name))));
            BROKEN.forEach(value -> calls.add(BadCall.anyhow(name + ": " + shown(value), request(valid, name, value))));
        }
        return calls;
    }

    private static ProblemCode unknown(String id) {
        if (id.equals("code")) {
            return ProblemCode.ACCESS_CODE_UNKNOWN;
        }
        if (id.equals("version")) {
            return ProblemCode.VENUE_UNKNOWN;
        }
        String thing = id.substring(0, id.length() - "Id".length());
        return ProblemCode.valueOf(thing.toUpperCase(Locale.ROOT) + "_UNKNOWN");
    }

    static List<BadCall> query(Operation operation, ValidCall valid) {
        List<BadCall> calls = new ArrayList<>();
        Request request = valid.request();
        for (Parameter parameter : operation.parameters("query")) {
            String name = parameter.name();
            unfit(parameter.schema())
                    .map(value -> BadCall.at(name, shown(value), request.to(valid.path() + "?" + name + "=" + value)))
                    .forEach(calls::add);
            if (parameter.required()) {
                calls.add(BadCall.at(name, "missing", request.to(valid.path())));
            }
        }
        return calls.stream()
                .map(call -> call.alsoAs(ProblemCode.REQUEST_INVALID))
                .toList();
    }

    private static Stream<String> unfit(JsonNode schema) {
        if (schema.path("type").asString().equals("number")) {
            return Stream.concat(
                    WORDS.stream().filter(word -> !word.matches("-?\\d+")),
                    Stream.of(
                            Long.toString(schema.path("minimum").asLong() - 1),
                            Long.toString(schema.path("maximum").asLong() + 1)));
        }
        if (!schema.path("type").asString().equals("integer")) {
            String pattern = schema.path("pattern").asString("");
            return WORDS.stream().filter(word -> !word.matches(pattern));
        }
        Stream.Builder<String> outside = Stream.builder();
        if (schema.path("minimum").asLong(0) > 0) {
            outside.add("0");
        }
        if (schema.has("maximum")) {
            outside.add(Long.toString(schema.path("maximum").asLong() + 1));
        }
        return Stream.concat(NUMBERS.stream(), outside.build());
    }

    /// A call with each method that the path does not support.
    static List<BadCall> methods(ApiDocument document, Operation operation, ValidCall valid) {
        Set<String> taken = document.operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .map(Operation::method)
                .collect(Collectors.toSet());
        return METHODS.stream()
                .filter(method -> !taken.contains(method))
                .map(method -> BadCall.as(
                        ProblemCode.METHOD_NOT_ALLOWED, method, valid.request().by(method)))
                .toList();
    }

    private static Request request(ValidCall valid, String id, String value) {
        return valid.at(id, value).request();
    }

    private static String shown(String value) {
        return value.length() > 40 ? value.length() + " characters" : value;
    }
}
