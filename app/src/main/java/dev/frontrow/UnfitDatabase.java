package dev.frontrow;

import org.jspecify.annotations.Nullable;

/// The database was written by something that this version does not know. The message goes on after "The database at
/// …".
final class UnfitDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnfitDatabase(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static UnfitDatabase newer(Throwable cause) {
        return new UnfitDatabase(
                "was changed by a newer version of Frontrow: start that one, or restore a backup from before its start"
                        + " (UPGRADING.md).",
                cause);
    }

    static UnfitDatabase halfRestored() {
        return new UnfitDatabase("has half of a backup: repeat ./frontrow restore.", null);
    }
}
