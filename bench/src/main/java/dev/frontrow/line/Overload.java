package dev.frontrow.line;

import java.util.List;

/// How the rate reacts to a shop that is slow for a while.
///
/// @param windowsToFall       the controller's windows from the start of the slowness until the rate fell
/// @param lowest              the lowest rate, as a share of the wanted rate
/// @param minutesToRecover    from the end of the slowness until the full rate was reached; NaN if it never was
/// @param overshoot           by how much the busiest minute after that exceeded the wanted rate; negative if
///                            below it
/// @param decreasesAfterwards how often the rate fell after the end of the slowness
record Overload(
        double windowsToFall, double lowest, double minutesToRecover, double overshoot, int decreasesAfterwards) {

    static Overload of(World world, List<TickReport> reports) {
        int from = (int) world.slowFrom().toSeconds();
        int to = (int) world.slowTo().toSeconds();
        int fell = from;
        double before = reports.get(from - 1).factor();
        while (fell < to && reports.get(fell).factor() >= before) {
            fell++;
        }
        int recovered = to;
        while (recovered < reports.size() && reports.get(recovered).factor() < 1) {
            recovered++;
        }
        boolean hasFallen = fell < to;
        boolean hasRecovered = recovered < reports.size();
        return new Overload(
                hasFallen ? Math.ceil((fell + 1 - from) / (double) BackOff.WINDOW.toSeconds()) : Double.NaN,
                reports.stream().mapToDouble(TickReport::factor).min().orElse(1),
                hasRecovered ? (recovered - to) / 60.0 : Double.NaN,
                hasRecovered ? Findings.busiestMinute(reports, recovered) / world.admitPerMinute() - 1 : Double.NaN,
                decreases(reports, to + 1));
    }

    private static int decreases(List<TickReport> reports, int from) {
        int decreases = 0;
        for (int second = from; second < reports.size(); second++) {
            decreases += reports.get(second).factor() < reports.get(second - 1).factor() ? 1 : 0;
        }
        return decreases;
    }
}
