package dev.frontrow.news;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a statement saw, as `pg_current_snapshot` tells it: the commits of all transactions before `xmax` but the
/// running ones. So what a later statement sees on top of it are exactly the commits of those running ones and of
/// transactions from `xmax` on. Ids alone would not do: a transaction may commit after one with greater ids.
record Snapshot(long xmax, Set<Long> running) {

    /// Saw nothing.
    static final Snapshot NOTHING = new Snapshot(0, Set.of());

    /// @param text such as `10:20:10,14,15`
    static Snapshot parse(String text) {
        String[] parts = text.split(":", -1);
        Set<Long> running = parts[2].isEmpty()
                ? Set.of()
                : Stream.of(parts[2].split(",")).map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
        return new Snapshot(Long.parseLong(parts[1]), running);
    }

    /// Whether it saw what this transaction has committed, provided that it was committed at all.
    boolean sees(long transaction) {
        return transaction < xmax && !running.contains(transaction);
    }

    /// Their text, for a statement.
    String[] runningTexts() {
        return running.stream().map(String::valueOf).toArray(String[]::new);
    }
}
