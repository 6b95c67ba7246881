package dev.frontrow.verifier;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The text that is signed of a report, written from `docs/box-office.md` and not from the server: no blanks,
/// members in the order of their names by UTF-16, numbers as they came, in texts only the escapes that JSON
/// requires.
final class CanonicalText {

    private static final Map<Character, String> SHORT_ESCAPES =
            Map.of('"', "\\\"", '\\', "\\\\", '\b', "\\b", '\f', "\\f", '\n', "\\n", '\r', "\\r", '\t', "\\t");

    private CanonicalText() {}

    static String of(Object value) throws Unreadable {
        return switch (value) {
            case Members members -> object(members);
            case List<?> items -> array(items);
            case String text -> quoted(text);
            case Json.Word(String word) when word.matches("-?[0-9]+|true|false") -> word;
            default -> throw new Unreadable("A report has whole numbers, texts, true and false only.");
        };
    }

    private static String object(Members members) throws Unreadable {
        Map<String, String> written = new TreeMap<>();
        for (Map.Entry<String, Object> member : members.byName().entrySet()) {
            written.put(member.getKey(), of(member.getValue()));
        }
        return written.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(List<?> items) throws Unreadable {
        StringBuilder written = new StringBuilder("[");
        for (Object item : items) {
            written.append(written.length() == 1 ? "" : ",").append(of(item));
        }
        return written.append(']').toString();
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> SHORT_ESCAPES.getOrDefault(
                        (char) c, c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c)))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
