package dev.frontrow.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small and strict JSON reader (RFC 8259). Objects become a [Members], arrays a `List`, text a `String`.
/// Numbers, `true`, `false` and `null` stay a [Word] with their spelling. A duplicate member is refused, because
/// two readers could choose different values.
final class Json {

    private static final int DEPTH_MAX = 20;

    /// A value without quotes.
    record Word(String text) {}

    private final String text;
    private int at;

    Json(String text) {
        this.text = text;
    }

    /// Returns the next of the text's objects; empty at the end.
    Optional<Members> next() throws Unreadable {
        skipBlanks();
        if (at == text.length()) {
            return Optional.empty();
        }
        if (value(0) instanceof Members members) {
            return Optional.of(members);
        }
        throw new Unreadable("It is JSON, but not an object.");
    }

    private Object value(int depth) throws Unreadable {
        if (depth > DEPTH_MAX) {
            throw odd("values nested more than " + DEPTH_MAX + " deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> word();
        };
    }

    private Members object(int depth) throws Unreadable {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (taken('}')) {
            return new Members(members);
        }
        do {
            member(members, depth);
        } while (taken(','));
        if (!taken('}')) {
            throw odd("an object without its end");
        }
        return new Members(members);
    }

    private void member(Map<String, Object> members, int depth) throws Unreadable {
        skipBlanks();
        if (peek() != '"') {
            throw odd("a member without a name");
        }
        String name = string();
        skipBlanks();
        if (!taken(':')) {
            throw odd("a member without a value");
        }
        if (members.put(name, value(depth + 1)) != null) {
            throw odd("the member " + shortened(name) + " twice");
        }
        skipBlanks();
    }

    private List<Object> array(int depth) throws Unreadable {
        List<Object> items = new ArrayList<>();
        at++;
        skipBlanks();
        if (taken(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
            skipBlanks();
        } while (taken(','));
        if (!taken(']')) {
            throw odd("an array without its end");
        }
        return items;
    }

    private String string() throws Unreadable {
        int from = ++at;
        StringBuilder unescaped = null;
        while (true) {
            char c = peek();
            if (c == '"') {
                String rest = text.substring(from, at++);
                return unescaped == null ? rest : unescaped.append(rest).toString();
            }
            if (c < ' ') {
                throw odd("text that is cut off");
            }
            at++;
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, from, at - 1).append(escaped());
                from = at;
            }
        }
    }

    private char escaped() throws Unreadable {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw odd("an unknown escape");
        };
    }

    private char unicode() throws Unreadable {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw odd("an unknown escape");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Word word() throws Unreadable {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || "+-.".indexOf(peek()) >= 0)) {
            at++;
        }
        String word = text.substring(from, at);
        if (!word.matches("true|false|null|-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?")) {
            throw odd(word.isEmpty() ? "something that is no JSON" : shortened(word));
        }
        return new Word(word);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /// Returns the next character, or NUL at the end. JSON contains no unescaped NUL.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean taken(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private Unreadable odd(String what) {
        return new Unreadable("It is not the JSON that it should be: there is " + what + " at character " + at + ".");
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
