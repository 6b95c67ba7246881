package dev.frontrow.line;

/// How many ranges contained the true wait, of those whose true wait is known.
record Coverage(long hits, long judged) {

    double share() {
        return judged == 0 ? Double.NaN : (double) hits / judged;
    }
}
