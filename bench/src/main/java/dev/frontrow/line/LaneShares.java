package dev.frontrow.line;

import java.util.List;

/// How two lanes share the admissions while both have waiting fans.
///
/// @param minutes      in which both lanes had waiting fans
/// @param priority     the priority lane's share of the fans called then who were admitted
/// @param longestPause longest time in seconds without a call in the general lane
record LaneShares(double minutes, double priority, int longestPause) {

    static LaneShares of(Simulation played) {
        List<Simulation.Served> served = played.served();
        Fans fans = played.fans();
        long[] admitted = new long[Lane.values().length];
        for (int fan = 0; fan < fans.count(); fan++) {
            if (fans.hasCome(fan) && served.get(fans.turnAt[fan]).bothWait()) {
                admitted[fans.lane(fan).ordinal()]++;
            }
        }
        int both = 0;
        int pause = 0;
        int longest = 0;
        for (Simulation.Served second : served) {
            both += second.bothWait() ? 1 : 0;
            pause = second.bothWait() && second.general() == 0 ? pause + 1 : 0;
            longest = Math.max(longest, pause);
        }
        double priority = admitted[Lane.PRIORITY.ordinal()];
        return new LaneShares(both / 60.0, priority / (priority + admitted[Lane.GENERAL.ordinal()]), longest);
    }
}
