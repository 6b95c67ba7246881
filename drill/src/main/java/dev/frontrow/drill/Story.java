package dev.frontrow.drill;

import java.util.ArrayList;
import java.util.List;

/// What one fan was told. Written by the fan alone, and read when the fan has gone.
final class Story {

    /// How it ended for the fan.
    enum End {
        BOUGHT,
        SOLD_OUT,
        LEFT,
        /// Went away without a word while holding seats.
        WENT_AWAY,
        /// The drill was over first.
        OUT_OF_TIME
    }

    /// What a 2xx has promised.
    enum Kind {
        TOP_UP,
        HOLD,
        RELEASE,
        PAYMENT
    }

    /// @param id the top-up's, hold's or payment's
    record Promise(Kind kind, String id, long amountMinor) {}

    /// An admission that was told to a fan who polled until then, and so came at its turn. Times are those of
    /// [System#nanoTime].
    ///
    /// @param number      of the place, in its lane
    /// @param waitedNanos when the last poll began that was answered with "wait"
    /// @param waitedAt    the node that answered it, by its index
    /// @param toldNanos   when the admission was told
    record Turn(long number, long waitedNanos, int waitedAt, long toldNanos) {

        /// Whether this one was still told to wait when the other had been admitted for this time.
        boolean waitedLongAfter(Turn other, long nanos) {
            return waitedNanos - other.toldNanos > nanos;
        }
    }

    private final String buyerId;
    private final List<Long> numbers = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private End end = End.OUT_OF_TIME;
    private int aheadRose;

    Story(String buyerId) {
        this.buyerId = buyerId;
    }

    void promised(Kind kind, String id, long amountMinor) {
        promises.add(new Promise(kind, id, amountMinor));
    }

    /// A place with this number was told.
    void placed(long number) {
        numbers.add(number);
    }

    void admitted(Turn turn) {
        turns.add(turn);
    }

    /// Something that must not happen to a fan.
    void complain(String what) {
        complaints.add(what);
    }

    /// More people were told to be ahead than before.
    void sawMoreAhead() {
        aheadRose++;
    }

    void ended(End how) {
        end = how;
    }

    String buyerId() {
        return buyerId;
    }

    List<Long> numbers() {
        return numbers;
    }

    List<Promise> promises() {
        return promises;
    }

    List<Turn> turns() {
        return turns;
    }

    List<String> complaints() {
        return complaints;
    }

    End end() {
        return end;
    }

    int timesMoreAhead() {
        return aheadRose;
    }
}
