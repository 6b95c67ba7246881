package dev.frontrow.line;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The figures of a simulated on-sale. Shares are from 0 to 1.
///
/// @param neverCame        share of all fans
/// @param admittedOfWanted admissions as a share of the rate, while only the rate limited them
/// @param busiestMinute    most admissions in any sixty seconds, as a share of a minute's rate
/// @param tau              agreement of positions and turns in the general lane, see [Turns]
/// @param priorityTau      the same for the priority lane
/// @param outOfTurn        times that a fan waited while one further back was admitted, or that a line moved back
/// @param told             the quoted ranges, by lane
/// @param pollsOfFixed     polls as a share of those that polling every five seconds would have made
/// @param foundNothing     admitted fans who wanted seats and got none
/// @param soldOutAfter     in minutes; NaN if it never was
record Findings(
        World world,
        int admitted,
        double neverCame,
        double admittedOfWanted,
        double busiestMinute,
        double tau,
        double priorityTau,
        int outOfTurn,
        Map<Lane, Told> told,
        double pollsOfFixed,
        int foundNothing,
        double soldOutAfter,
        double minutes,
        Stopwatch.Times ticks) {

    static Findings of(Simulation played) {
        Count count = new Count(played.fans(), played.seconds());
        return new Findings(
                played.world(),
                played.admitted(),
                1 - (double) played.admitted() / played.world().fans(),
                admittedOfWanted(played),
                busiestMinute(played.reports(), 0) / played.world().admitPerMinute(),
                played.tau(Lane.GENERAL),
                played.tau(Lane.PRIORITY),
                played.outOfTurn(),
                Told.byLane(played.fans()),
                count.polls / count.fixedPolls,
                played.shop().foundNothing(),
                played.soldOutAt() == Fans.NEVER ? Double.NaN : played.soldOutAt() / 60.0,
                played.seconds() / 60.0,
                played.ticks().times());
    }

    Told told(Lane lane) {
        return Objects.requireNonNull(told.get(lane));
    }

    double foundNothingOfAdmitted() {
        return (double) foundNothing / Math.max(1, admitted);
    }

    /// Whether both agree in all figures that do not depend on a clock.
    boolean isAs(Findings other) {
        return Objects.equals(untimed(), other.untimed());
    }

    private List<Object> untimed() {
        return List.of(
                List.of(world, admitted, neverCame, admittedOfWanted, busiestMinute, tau, priorityTau, outOfTurn),
                List.of(told, pollsOfFixed, foundNothing, soldOutAfter, minutes));
    }

    /// Counts only the time in which people waited and only the rate limited them.
    private static double admittedOfWanted(Simulation played) {
        double minutes = 0;
        double admitted = 0;
        for (TickReport report : played.reports()) {
            if (report.bound() == Limit.RATE || report.bound() == Limit.BACK_OFF) {
                minutes += 1 / 60.0;
                admitted += report.admitted();
            }
        }
        return admitted / (minutes * played.world().admitPerMinute());
    }

    /// The most admissions in any sixty seconds from this second on.
    static double busiestMinute(List<TickReport> reports, int from) {
        int admitted = 0;
        int most = 0;
        for (int second = from; second < reports.size(); second++) {
            admitted += reports.get(second).admitted();
            admitted -= second - from < 60 ? 0 : reports.get(second - 60).admitted();
            most = Math.max(most, admitted);
        }
        return most;
    }

    private static final class Count {

        private static final int FIXED_POLL_SECONDS = 5;
        private double polls;
        private double fixedPolls;

        Count(Fans fans, int seconds) {
            for (int fan = 0; fan < fans.count(); fan++) {
                if (fans.polls[fan] > 0) {
                    countPolls(fans, fan, seconds);
                }
            }
        }

        private void countPolls(Fans fans, int fan, int end) {
            int until = Math.min(end, Math.min(fans.quitsAt[fan], fans.turnAt[fan]));
            polls += fans.polls[fan];
            // A browser delays polls of a hidden page under either rule.
            fixedPolls += fans.sleeper[fan]
                    ? fans.polls[fan]
                    : 1 + Math.max(0, until - fans.joinedAt[fan]) / (double) FIXED_POLL_SECONDS;
        }
    }
}
