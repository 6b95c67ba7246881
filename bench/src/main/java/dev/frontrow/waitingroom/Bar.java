package dev.frontrow.waitingroom;

/// What a figure has to be, its ends included.
record Bar(double least, double most) {

    static Bar atLeast(double least) {
        return new Bar(least, Double.POSITIVE_INFINITY);
    }

    static Bar atMost(double most) {
        return new Bar(Double.NEGATIVE_INFINITY, most);
    }

    static Bar between(double least, double most) {
        return new Bar(least, most);
    }

    static Bar exactly(double value) {
        return new Bar(value, value);
    }

    /// What is not a number misses every bar.
    boolean isMetBy(double figure) {
        return least <= figure && figure <= most;
    }

    String in(Unit unit) {
        if (least == most) {
            return unit.show(least);
        }
        if (least == Double.NEGATIVE_INFINITY) {
            return "at most " + unit.show(most);
        }
        return most == Double.POSITIVE_INFINITY
                ? "at least " + unit.show(least)
                : unit.show(least) + " to " + unit.show(most);
    }
}
