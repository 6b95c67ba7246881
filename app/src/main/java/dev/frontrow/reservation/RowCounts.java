package dev.frontrow.reservation;

/// The last guard of a statement whose rows were locked and looked at before.
final class RowCounts {

    private RowCounts() {}

    static void mustEqual(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected " + expected + " rows under lock, found " + actual);
        }
    }
}
