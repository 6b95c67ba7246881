package dev.frontrow.settings;

import java.util.Locale;
import java.util.Set;

/// The spellings of a setting: as a property, and as an environment variable.
final class Spelling {

    private Spelling() {}

    /// Both spellings that Spring accepts: dashes removed, or as underscores.
    static Set<String> variables(String property) {
        String upper = property.replace('.', '_').toUpperCase(Locale.ROOT);
        String withoutDashes = upper.replace("-", "");
        String withDashes = upper.replace('-', '_');
        return withDashes.equals(withoutDashes) ? Set.of(withDashes) : Set.of(withDashes, withoutDashes);
    }

    /// The usual spelling.
    static String variable(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// A canonical form, equal for all spellings of a name, without indexes of list elements.
    static String plain(String name) {
        return name.replaceAll("\\[[^\\]]*]", "").replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    /// The edit distance: how many letters to change, remove or insert.
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
