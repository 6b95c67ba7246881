package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import dev.frontrow.figures.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A workload, its baseline, their runs by round, and the bar.
final class Contest {

    /// The baseline of the workload.
    record Rival(String name, Work work) {}

    private static final double FIRST_GUESS = 1_500;

    private final String name;
    private final Work work;
    private final @Nullable Rival rival;
    private final Bar bar;
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> rivalRuns = new ArrayList<>();
    private double guess = FIRST_GUESS;
    private double rivalGuess = FIRST_GUESS;

    /// @param bar for the median ratio; without a rival, for the median rate
    Contest(String name, Work work, @Nullable Rival rival, Bar bar) {
        this.name = name;
        this.work = work;
        this.rival = rival;
        this.bar = bar;
    }

    /// Takes a run that does not count, but predicts the rate of the next one.
    void warmedUp(Run run, @Nullable Run rivalRun) {
        guess = run.perSecond();
        rivalGuess = rivalRun == null ? 0 : rivalRun.perSecond();
    }

    double guess() {
        return fastest(runs, guess);
    }

    double rivalGuess() {
        return fastest(rivalRuns, rivalGuess);
    }

    private static double fastest(List<Run> runs, double warmUp) {
        return runs.stream().mapToDouble(Run::perSecond).max().orElse(warmUp);
    }

    void add(Run run, @Nullable Run rivalRun) {
        runs.add(run);
        if (rivalRun != null) {
            rivalRuns.add(rivalRun);
        }
    }

    String name() {
        return name;
    }

    Work work() {
        return work;
    }

    @Nullable
    Rival rival() {
        return rival;
    }

    List<Run> runs() {
        return runs;
    }

    List<Run> rivalRuns() {
        return rivalRuns;
    }

    double rate() {
        return Medians.of(runs, Run::perSecond);
    }

    double rivalRate() {
        return Medians.of(rivalRuns, Run::perSecond);
    }

    Bar bar() {
        return bar;
    }

    Unit unit() {
        return rival == null ? Unit.PER_SECOND : Unit.TIMES;
    }

    /// The figure that the bar applies to: the median of the ratios, because a disturbance in a round affects
    /// both sides.
    double judged() {
        return rival == null ? rate() : Medians.ofRatios(runs, rivalRuns);
    }
}
