package dev.frontrow.backup;

import java.util.List;
import java.util.Map;

/// What a backup holds, as it says itself.
///
/// @param format    of the file
/// @param madeBy    the version of Frontrow
/// @param postgres  the version of PostgreSQL
/// @param at        the moment that it shows, by the database's clock
/// @param snapshot  the same moment as PostgreSQL names it: which transactions had been committed
/// @param scripts   that had made the tables
/// @param sequences their last values
record Contents(
        int format,
        String madeBy,
        String postgres,
        String at,
        String snapshot,
        List<Script> scripts,
        List<Table> tables,
        Map<String, Long> sequences) {

    /// What this version reads and writes.
    static final int FORMAT = 1;

    /// Where they stand in the file.
    static final String ENTRY = "contents.json";

    /// Where the signing key stands.
    static final String KEY = "token.key";

    /// @param name    with its schema
    /// @param columns quoted for use in SQL
    record Table(String name, List<String> columns, long rows) {

        /// Where its rows stand.
        String entry() {
            return "tables/" + name + ".copy";
        }

        /// For `copy … to` and `copy … from`.
        String copied() {
            return name + " (" + String.join(", ", columns) + ")";
        }
    }

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
