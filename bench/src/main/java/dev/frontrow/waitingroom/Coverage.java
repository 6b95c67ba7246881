package dev.frontrow.waitingroom;

import java.util.Collection;

/// How many ranges held the truth, of those whose truth is known.
record Coverage(long hits, long judged) {

    double share() {
        return judged == 0 ? Double.NaN : (double) hits / judged;
    }

    /// All fans of all seeds count alike.
    static double shareOfAll(Collection<Coverage> several) {
        return new Coverage(
                        several.stream().mapToLong(Coverage::hits).sum(),
                        several.stream().mapToLong(Coverage::judged).sum())
                .share();
    }
}
