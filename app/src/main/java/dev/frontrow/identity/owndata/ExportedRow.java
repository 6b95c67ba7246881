package dev.frontrow.identity.owndata;

import dev.frontrow.database.Timestamps;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A row of the database as an object in JSON, written as the API writes: names in camel case, times in UTC, and
/// nothing for what is null.
final class ExportedRow {

    private ExportedRow() {}

    static void write(ResultSet row, JsonGenerator to) throws SQLException {
        var columns = row.getMetaData();
        to.writeStartObject();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            Object value = value(row, column, columns.getColumnLabel(column));
            if (value != null) {
                to.writePOJOProperty(camelCase(columns.getColumnLabel(column)), value);
            }
        }
        to.writeEndObject();
    }

    private static @Nullable Object value(ResultSet row, int column, String label) throws SQLException {
        return switch (row.getObject(column)) {
            case null -> null;
            case Timestamp _ -> Timestamps.required(row, label).toString();
            case Array array -> Arrays.asList((Object[]) array.getArray());
            case Boolean truth -> truth;
            case Number number -> number;
            case Object text -> text.toString();
        };
    }

    private static String camelCase(String column) {
        String[] words = column.split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
