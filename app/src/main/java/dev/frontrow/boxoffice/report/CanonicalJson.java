package dev.frontrow.boxoffice.report;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The one text of a JSON value that is signed: no blanks, members in the order of their names, whole numbers only, and
/// in texts as few escapes as there can be. `docs/box-office.md` says it for others.
final class CanonicalJson {

    private static final char FIRST_PRINTED = ' ';

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    static String of(JsonNode value) {
        var json = new CanonicalJson();
        json.write(value);
        return json.text.toString();
    }

    private void write(JsonNode value) {
        if (value.isObject()) {
            writeMembers(value);
        } else if (value.isArray()) {
            text.append('[');
            value.forEach(item -> {
                separate('[');
                write(item);
            });
            text.append(']');
        } else if (value.isString()) {
            write(value.asString());
        } else if (value.isIntegralNumber() || value.isBoolean()) {
            text.append(value.asString());
        } else {
            throw new IllegalArgumentException("a report has no " + value.getNodeType());
        }
    }

    private void writeMembers(JsonNode object) {
        var members = new TreeMap<String, JsonNode>();
        object.propertyNames().forEach(name -> members.put(name, object.get(name)));
        text.append('{');
        members.forEach((name, member) -> {
            separate('{');
            write(name);
            text.append(':');
            write(member);
        });
        text.append('}');
    }

    private void separate(char opening) {
        if (text.charAt(text.length() - 1) != opening) {
            text.append(',');
        }
    }

    private void write(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < FIRST_PRINTED ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
