package dev.frontrow.line;

/// How many ranges held the truth, of those whose truth is known.
record Coverage(long hits, long judged) {

    double share() {
        return judged == 0 ? Double.NaN : (double) hits / judged;
    }
}
