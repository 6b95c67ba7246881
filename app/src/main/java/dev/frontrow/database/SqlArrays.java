package dev.frontrow.database;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Columns of many rows as array parameters of one statement, which reads them with `unnest`. Arrays, because Spring
/// spreads a list over several parameters.
public final class SqlArrays {

    private SqlArrays() {}

    /// For `bigint[]`.
    public static <R> Long[] longs(Collection<R> rows, Function<? super R, @Nullable Long> value) {
        return column(rows, value, Long[]::new);
    }

    /// For `integer[]`.
    public static <R> Integer[] integers(Collection<R> rows, Function<? super R, @Nullable Integer> value) {
        return column(rows, value, Integer[]::new);
    }

    /// For `boolean[]`.
    public static <R> Boolean[] booleans(Collection<R> rows, Function<? super R, Boolean> value) {
        return column(rows, value, Boolean[]::new);
    }

    /// For `text[]`, and for what is cast from it.
    public static <R> String[] texts(Collection<R> rows, Function<? super R, @Nullable String> value) {
        return column(rows, value, String[]::new);
    }

    /// For `uuid[]`.
    public static <R> UUID[] uuids(Collection<R> rows, Function<? super R, @Nullable UUID> value) {
        return column(rows, value, UUID[]::new);
    }

    private static <R, V> V[] column(
            Collection<R> rows, Function<? super R, ? extends @Nullable V> value, IntFunction<V[]> array) {
        V[] values = array.apply(rows.size());
        int index = 0;
        for (R row : rows) {
            values[index++] = value.apply(row);
        }
        return values;
    }
}
