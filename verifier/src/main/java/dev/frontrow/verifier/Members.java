package dev.frontrow.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The members of a JSON object. Each is read as the type that the specification requires, or refused with a
/// sentence.
record Members(Map<String, Object> byName) {

    boolean has(String name) {
        return byName.containsKey(name);
    }

    String text(String name) throws Unreadable {
        Object value = byName.get(name);
        if (value == null) {
            throw new Unreadable("The member \"" + name + "\" is missing.");
        }
        if (value instanceof String text) {
            return text;
        }
        throw new Unreadable("The member \"" + name + "\" is not a text.");
    }

    Optional<String> optionalText(String name) throws Unreadable {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /// Lowercase hexadecimal for exactly this many bytes.
    String hex(String name, int bytes) throws Unreadable {
        return hex(name, text(name), bytes);
    }

    Optional<String> optionalHex(String name, int bytes) throws Unreadable {
        return has(name) ? Optional.of(hex(name, bytes)) : Optional.empty();
    }

    List<String> hexes(String name, int bytes) throws Unreadable {
        List<String> hexes = new ArrayList<>();
        for (Object item : items(name)) {
            hexes.add(hex(name, item, bytes));
        }
        return hexes;
    }

    List<Members> objects(String name) throws Unreadable {
        List<Members> objects = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof Members members)) {
                throw new Unreadable("The member \"" + name + "\" has something in it that is no object.");
            }
            objects.add(members);
        }
        return objects;
    }

    /// A non-negative whole number of at most eighteen digits, more than any sale needs.
    long number(String name) throws Unreadable {
        Object value = byName.get(name);
        if (value == null) {
            throw new Unreadable("The member \"" + name + "\" is missing.");
        }
        if (value instanceof Json.Word(String digits) && digits.matches("[0-9]{1,18}")) {
            return Long.parseLong(digits);
        }
        String shown = value instanceof Json.Word(String word) ? ", but " + Json.shortened(word) : "";
        throw new Unreadable("The member \"" + name + "\" is not a whole number of up to 18 digits" + shown + ".");
    }

    Optional<Long> optionalNumber(String name) throws Unreadable {
        return has(name) ? Optional.of(number(name)) : Optional.empty();
    }

    UUID uuid(String name) throws Unreadable {
        String text = text(name);
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new Unreadable("The member \"" + name + "\" is not an id: " + Json.shortened(text) + ".");
        }
        return UUID.fromString(text);
    }

    private List<?> items(String name) throws Unreadable {
        if (byName.get(name) instanceof List<?> items) {
            return items;
        }
        throw new Unreadable("The member \"" + name + "\" is missing or not an array.");
    }

    private static String hex(String name, Object value, int bytes) throws Unreadable {
        if (value instanceof String text && text.length() == 2 * bytes && text.matches("[0-9a-fA-F]*")) {
            return text.toLowerCase(Locale.ROOT);
        }
        throw new Unreadable(
                "In the member \"" + name + "\" is something else than " + bytes + " bytes in hexadecimal.");
    }
}
