package dev.frontrow.reservation;

/// Final check after a statement whose rows were locked and read before.
final class RowCounts {

    private RowCounts() {}

    static void mustEqual(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected " + expected + " rows under lock, found " + actual);
        }
    }
}
