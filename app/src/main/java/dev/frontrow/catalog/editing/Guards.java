package dev.frontrow.catalog.editing;

/// What a statement must not refuse, since the same was looked at under the lock before.
final class Guards {

    private Guards() {}

    static void must(boolean written) {
        if (!written) {
            throw new IllegalStateException("the database refuses an edit that was allowed a moment ago");
        }
    }
}
