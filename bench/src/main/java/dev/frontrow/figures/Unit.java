package dev.frontrow.figures;

import java.util.Locale;

/// The format of a figure.
public enum Unit {
    PERCENT("%.1f %%", 100),
    MICROSECONDS("%.1f µs", 1),
    MILLISECONDS("%.2f ms", 1),
    SECONDS("%.0f s", 1),
    MINUTES("%.1f min", 1),
    MEBIBYTES("%.0f MiB", 1.0 / (1 << 20)),
    COUNT("%,.0f", 1),
    PER_SECOND("%,.0f /s", 1),
    TIMES("%.2f ×", 1),
    /// Enough digits to show a single pair out of order.
    TAU("%.15f", 1);

    private final String format;
    private final double scale;

    Unit(String format, double scale) {
        this.format = format;
        this.scale = scale;
    }

    public String show(double figure) {
        if (Double.isNaN(figure)) {
            return "never";
        }
        return this == TAU && figure == 1 ? "1" : String.format(Locale.ROOT, format, figure * scale);
    }
}
