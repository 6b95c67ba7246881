package dev.frontrow;

import dev.frontrow.ApiDocument.Operation;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes invalid variants of a call's body: of the whole, and of each field in every way that its schema forbids.
final class BadBodies {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SPOT = "@the spot@";
    private static final int MEBI = 1 << 20;
    private static final int LEVELS = 10_000;
    private static final int ITEMS = 100_000;

    /// The JSON types, as schemas name them, with a value of each.
    private static final Map<String, String> OF_EACH_TYPE =
            Map.of("string", "\"text\"", "integer", "42", "boolean", "true", "array", "[]", "object", "{}");

    private static final List<String> NUMBERS = List.of(
            "1e400",
            "-1e400",
            "1e2147483647",
            "99999999999999999999999",
            "-1",
            "0",
            "1.5",
            "1.0",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648");

    /// A field of another type refuses it at its first character, so one field of each type gets it.
    private static final String MUCH = "1 MiB";

    private static final Map<String, String> TEXTS = texts();

    private final ApiDocument document;
    private final Operation operation;
    private final Request valid;
    private JsonNode body;
    private final Map<String, String> otherBodies;
    private final Set<String> visited = new HashSet<>();
    private final Set<String> flooded = new HashSet<>();
    private final List<BadCall> calls = new ArrayList<>();

    private BadBodies(ApiDocument document, Operation operation, ValidCall valid) {
        this.document = document;
        this.operation = operation;
        this.valid = valid.request();
        this.body = JSON.readTree(valid.body());
        this.otherBodies = valid.otherBodies();
    }

    /// The body as a whole.
    static List<BadCall> whole(ApiDocument document, Operation operation, ValidCall valid) {
        var bad = new BadBodies(document, operation, valid);
        bad.spoilWhole();
        return bad.calls;
    }

    /// Each field in turn; fails if the valid body lacks a field of the schema.
    static List<BadCall> fieldByField(ApiDocument document, Operation operation, ValidCall valid) {
        var bad = new BadBodies(document, operation, valid);
        JsonNode schema = document.bodySchema(operation);
        bad.spoilObject("", bad.body, schema);
        bad.otherBodies.values().forEach(other -> {
            bad.body = JSON.readTree(other);
            bad.spoilObject("", bad.body, schema);
        });
        bad.requireVisited("", schema);
        return bad.calls;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty", "\"\"");
        texts.put("blank", "\"   \"");
        texts.put("wide blank", "\"\\u3000\\u2003\"");
        texts.put("NUL", "\"\\u0000\"");
        texts.put("NUL inside", "\"Aa1\\u0000Aa1\"");
        texts.put("high surrogate", "\"Aa1\\ud83c\"");
        texts.put("low surrogate", "\"\\udfa4Aa1\"");
        texts.put("emoji", "\"\\ud83c\\udfa4\"");
        texts.put(MUCH, "\"" + "x".repeat(MEBI) + "\"");
        return texts;
    }

    private void spoilWhole() {
        String text = body.toString();
        calls.add(BadCall.at("body", "none", valid.saying(null)));
        calls.add(BadCall.at("body", "empty", saying("")));
        calls.add(BadCall.at("body", "blank", saying(" \n ")));
        for (String other : List.of("[]", "[" + text + "]", "null", "\"text\"", "42", "true", "1e400")) {
            calls.add(BadCall.at("body", other.substring(0, Math.min(9, other.length())), saying(other)));
        }
        calls.add(BadCall.at("body", "cut short", saying(text.substring(0, text.length() - 1))));
        calls.add(BadCall.at(BadCall.ANY_FIELD, "cut in half", saying(text.substring(0, text.length() / 2))));
        calls.add(BadCall.at("body", "twice", saying(text + text)));
        calls.add(BadCall.at("body", "with a comment", saying("/* */" + text)));
        calls.add(BadCall.at("body", "70 KiB of garbage", saying("x@!".repeat(24_000))));
        calls.add(BadCall.at(
                "body", "70 KiB of unknown length", saying("x@!".repeat(24_000)).inChunks()));
        calls.add(BadCall.at("body", "deep list", saying("[".repeat(LEVELS) + "]".repeat(LEVELS))));
        calls.add(BadCall.at("body", "not UTF-8", valid.saying(notUtf8())));
        calls.add(BadCall.at("body", "a form", saying("a=1&b=2")));
        var required = document.bodySchema(operation).path("required");
        String first = required.isEmpty() ? "nothing" : required.get(0).asString();
        calls.add(BadCall.at(first, "and all else missing", saying("{}")));
    }

    private static byte[] notUtf8() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff});
        bytes.writeBytes("\": 1}".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void spoilObject(String path, JsonNode object, JsonNode schema) {
        calls.add(BadCall.at(join(path, "extra"), "unknown", with(join(path, "extra"), "1")));
        calls.add(BadCall.at(join(path, "__proto__"), "unknown", with(join(path, "__proto__"), "{}")));
        object.forEachEntry((name, value) -> {
            String field = join(path, name);
            JsonNode fieldSchema = document.resolved(schema.path("properties").path(name));
            if (visited.add(anyElement(field))) {
                boolean required = contains(schema.path("required"), name);
                spoilField(field, value, fieldSchema, required);
                if (required) {
                    calls.add(BadCall.at(field, "missing", without(path, name)));
                }
                String twice = "%s, \"%s\": %s".formatted(value, name, value);
                calls.add(BadCall.at(field, "twice", with(field, twice)));
            }
            if (value.isObject()) {
                spoilObject(field, value, fieldSchema);
            }
            if (value.isArray()) {
                spoilElements(field, (ArrayNode) value, document.resolved(fieldSchema.path("items")));
            }
        });
    }

    private void spoilElements(String path, ArrayNode list, JsonNode schema) {
        for (int i = 0; i < list.size(); i++) {
            String element = path + "[" + i + "]";
            if (visited.add(anyElement(element))) {
                spoilField(element, list.get(i), schema, true);
            }
            if (list.get(i).isObject()) {
                spoilObject(element, list.get(i), schema);
            }
        }
    }

    private void spoilField(String field, JsonNode value, JsonNode schema, boolean required) {
        String type = schema.path("type").asString();
        if (required) {
            calls.add(BadCall.at(field, "null", with(field, "null")));
        }
        spoilValue(field, schema, required);
        if (type.equals("array")) {
            calls.add(BadCall.at(
                    field, "100,000 items", with(field, list(value.get(0).toString()))));
            String empty = value.get(0).isObject() ? "{}" : "\"\"";
            calls.add(BadCall.at(field, "100,000 empty items", with(field, list(empty))));
        }
        calls.add(BadCall.at(field, "deep list", with(field, "[".repeat(LEVELS) + "]".repeat(LEVELS))));
        calls.add(BadCall.at(field, "deep object", with(field, "{\"a\":".repeat(LEVELS) + "1" + "}".repeat(LEVELS))));
        if (!type.equals("array") && flooded.add(type)) {
            calls.add(BadCall.at(field, "100,000 items", with(field, list("1"))));
        }
    }

    private void spoilValue(String field, JsonNode schema, boolean required) {
        String type = schema.path("type").asString();
        OF_EACH_TYPE.forEach((other, text) -> {
            boolean unfit = other.equals("string") ? isMoreThanText(schema) : !other.equals(type);
            if (unfit && !(other.equals("integer") && type.equals("number"))) {
                calls.add(BadCall.at(field, other, with(field, text)));
            }
        });
        NUMBERS.stream()
                .filter(number -> !allows(schema, number))
                .forEach(number -> calls.add(BadCall.at(field, number, with(field, number))));
        if (isMoreThanText(schema)) {
            calls.add(BadCall.at(field, "a number in quotes", with(field, "\"42\"")));
        }
        TEXTS.forEach((name, text) -> {
            boolean more = !name.equals(MUCH) || type.equals("string") || flooded.add("text for " + type);
            if (more && !allows(schema, name, required)) {
                calls.add(BadCall.at(field, name, with(field, text)));
            }
        });
    }

    private static String list(String item) {
        return "[" + (item + ",").repeat(ITEMS - 1) + item + "]";
    }

    /// Whether the schema restricts the text, by format or pattern.
    private static boolean isMoreThanText(JsonNode schema) {
        return !schema.path("type").asString().equals("string") || schema.has("format") || schema.has("enum");
    }

    private static boolean allows(JsonNode schema, String number) {
        return schema.has("minimum")
                && (!number.contains(".") || schema.path("type").asString().equals("number"))
                && !number.contains("e")
                && new BigDecimal(number).compareTo(schema.path("minimum").decimalValue()) >= 0
                && new BigDecimal(number).compareTo(schema.path("maximum").decimalValue()) <= 0;
    }

    /// Optional free text may also be empty or blank.
    private static boolean allows(JsonNode schema, String text, boolean required) {
        boolean free = !isMoreThanText(schema)
                && !schema.has("pattern")
                && schema.path("minLength").asInt(0) == 0;
        boolean blank = text.equals("empty") || text.endsWith("blank");
        return blank && free && !required;
    }

    private Request with(String field, String rawValue) {
        return saying(JSON.writeValueAsString(changed(field)).replace("\"" + SPOT + "\"", rawValue));
    }

    private JsonNode changed(String field) {
        JsonNode changed = body.deepCopy();
        if (field.endsWith("]")) {
            int bracket = field.lastIndexOf('[');
            int index = Integer.parseInt(field.substring(bracket + 1, field.length() - 1));
            ((ArrayNode) changed.at(pointer(field.substring(0, bracket)))).set(index, SPOT);
        } else {
            int dot = field.lastIndexOf('.');
            String parent = dot < 0 ? "" : field.substring(0, dot);
            ((ObjectNode) changed.at(pointer(parent))).put(field.substring(dot + 1), SPOT);
        }
        return changed;
    }

    private Request without(String path, String name) {
        JsonNode changed = body.deepCopy();
        ((ObjectNode) changed.at(pointer(path))).remove(name);
        return saying(changed.toString());
    }

    private Request saying(String text) {
        return valid.saying(text.getBytes(StandardCharsets.UTF_8));
    }

    private void requireVisited(String path, JsonNode schema) {
        schema.path("properties").forEachEntry((name, property) -> {
            String field = join(path, name);
            if (!visited.contains(field)) {
                throw new AssertionError("the valid body of " + operation.name() + " lacks " + field);
            }
            JsonNode resolved = document.resolved(property);
            if (resolved.path("type").asString().equals("array")) {
                requireVisited(field + "[]", document.resolved(resolved.path("items")));
            }
        });
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String anyElement(String field) {
        return field.replaceAll("\\[\\d+]", "[]");
    }

    /// `performances[0].seats` as a JSON pointer.
    private static String pointer(String field) {
        return field.isEmpty()
                ? ""
                : "/" + field.replace('.', '/').replace('[', '/').replace("]", "");
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode element : list) {
            if (element.asString().equals(text)) {
                return true;
            }
        }
        return false;
    }
}
