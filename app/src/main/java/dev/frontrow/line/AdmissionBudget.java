package dev.frontrow.line;

import java.time.Duration;

/// How many arrivals may be called now. It fills evenly with time and holds little, so that no moment and no minute's
/// edge lets through twice the rate. Where fewer came than were expected, the difference is called again, a little at
/// a time. In any minute it gives a minute's worth, one in twenty more to make up, and two seconds' worth saved: 65
/// seconds' worth at most. Not thread-safe.
final class AdmissionBudget {

    /// A budget that piled up while nobody could be called is worth this long.
    static final Duration BURST = Duration.ofSeconds(2);

    /// Of what is earned, this much may be added for people who were expected and did not come.
    private static final double MADE_UP_MAX = 0.05;
    /// And this much taken away for people who came late, when nobody expected them any more.
    private static final double TAKEN_BACK_MAX = 0.5;
    /// No more than this much is remembered, in time's worth of calls.
    private static final Duration OWED_MAX = Duration.ofMinutes(1);

    private double credit;
    private double owed;

    AdmissionBudget(double perSecond) {
        credit = creditMax(perSecond);
    }

    void earn(Duration time, double perSecond) {
        double earned = seconds(time) * perSecond;
        double corrected = Math.clamp(owed, -earned * TAKEN_BACK_MAX, earned * MADE_UP_MAX);
        owed -= corrected;
        credit = Math.min(credit + earned + corrected, creditMax(perSecond));
    }

    double credit() {
        return credit;
    }

    void spend(double arrivals) {
        credit -= arrivals;
    }

    /// So many more were expected than came; fewer, where it is negative.
    void owe(double arrivals, double perSecond) {
        double most = Math.max(1, seconds(OWED_MAX) * perSecond);
        owed = Math.clamp(owed + arrivals, -most, most);
    }

    void lowerTo(double perSecond) {
        credit = Math.min(credit, creditMax(perSecond));
    }

    private static double creditMax(double perSecond) {
        return Math.max(1, perSecond * seconds(BURST));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
