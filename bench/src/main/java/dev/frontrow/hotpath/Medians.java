package dev.frontrow.hotpath;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

final class Medians {

    private Medians() {}

    static <T> double of(List<T> list, ToDoubleFunction<T> figure) {
        return of(list.stream().mapToDouble(figure).toArray());
    }

    /// The median of the ratios of rates, each within its round. The order of the two runs changes with each round, and
    /// the second run finds a warmer server and a fuller database. So a round counts with its neighbour, as their
    /// geometric mean: of the ratios alone, the order with more rounds would decide.
    static double ofRatios(List<Run> runs, List<Run> rivals) {
        if (runs.size() != rivals.size()) {
            throw new IllegalArgumentException("rounds that were not run side by side");
        }
        double[] ratios = IntStream.range(0, runs.size())
                .mapToDouble(
                        round -> runs.get(round).perSecond() / rivals.get(round).perSecond())
                .toArray();
        return ratios.length < 2
                ? of(ratios)
                : of(IntStream.range(1, ratios.length)
                        .mapToDouble(round -> Math.sqrt(ratios[round - 1] * ratios[round]))
                        .toArray());
    }

    /// The median; NaN without figures, which misses every bar.
    static double of(double... figures) {
        if (figures.length == 0) {
            return Double.NaN;
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
