package dev.frontrow.figures;

import java.util.stream.DoubleStream;

/// Maps values to pixels on an axis, and chooses a few round values as ticks.
public record Axis(double from, double to, double fromPixel, double toPixel) {

    private static final int TICKS_WANTED = 4;

    public double at(double value) {
        return fromPixel + (value - from) / Math.max(to - from, 1e-9) * (toPixel - fromPixel);
    }

    /// Round values within the axis.
    public double[] ticks() {
        double step = step((to - from) / TICKS_WANTED);
        return DoubleStream.iterate(
                        Math.ceil(from / step) * step, tick -> tick <= to + step * 1e-6, tick -> tick + step)
                .toArray();
    }

    /// The least of 1, 2, 5, 10, 20, 50 … that is at least the given value.
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1))));
        return DoubleStream.of(1, 2, 5, 10)
                .map(digit -> digit * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(power);
    }
}
