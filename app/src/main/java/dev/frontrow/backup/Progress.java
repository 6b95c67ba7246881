package dev.frontrow.backup;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tells every other second how far a backup or a restore is. Not thread-safe.
final class Progress {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(2);
    private static final double MEGABYTE = 1_000_000;

    private final String doing;
    private final int tables;
    private final Consumer<String> told;
    private long last = System.nanoTime();
    private int done;
    private long bytes;

    /// @param doing such as "read"
    Progress(String doing, int tables, Consumer<String> told) {
        this.doing = doing;
        this.tables = tables;
        this.told = told;
    }

    void table() {
        done++;
        look();
    }

    void bytes(long more) {
        bytes += more;
        look();
    }

    private void look() {
        if (System.nanoTime() - last >= EVERY) {
            last = System.nanoTime();
            told.accept("%d of %d tables %s, %.1f MB so far".formatted(done, tables, doing, bytes / MEGABYTE));
        }
    }
}
