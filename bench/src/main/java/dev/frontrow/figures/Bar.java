package dev.frontrow.figures;

/// The required range of a figure, both ends included.
public record Bar(double least, double most) {

    public static Bar atLeast(double least) {
        return new Bar(least, Double.POSITIVE_INFINITY);
    }

    public static Bar atMost(double most) {
        return new Bar(Double.NEGATIVE_INFINITY, most);
    }

    public static Bar between(double least, double most) {
        return new Bar(least, most);
    }

    public static Bar exactly(double value) {
        return new Bar(value, value);
    }

    /// Any number; only a missing figure (NaN) misses this bar.
    public static Bar reached() {
        return new Bar(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// NaN misses every bar.
    public boolean isMetBy(double figure) {
        return least <= figure && figure <= most;
    }

    public String in(Unit unit) {
        if (least == most) {
            return unit.show(least);
        }
        boolean open = least == Double.NEGATIVE_INFINITY;
        if (most == Double.POSITIVE_INFINITY) {
            return open ? "reached" : "at least " + unit.show(least);
        }
        return open ? "at most " + unit.show(most) : unit.show(least) + " to " + unit.show(most);
    }
}
