package dev.frontrow.line;

import java.time.Duration;

/// A token bucket of arrivals that may be called now. It refills evenly with time and holds at most two seconds'
/// worth, or one arrival if that is more, so no window boundary lets through twice the rate. If fewer people come
/// than expected, the shortfall is called again, slowly. In any minute it grants at most 65 seconds' worth: 60 at
/// the rate, 3 to make up a shortfall (5 %), and 2 saved. Not thread-safe.
final class AdmissionBudget {

    /// The most that can be saved, as time at the current rate.
    static final Duration BURST = Duration.ofSeconds(2);

    /// At most this share of a refill is added, to make up for people who were expected and did not come.
    private static final double MADE_UP_MAX = 0.05;
    /// At most this share of a refill is withheld, for people who came after nobody expected them.
    private static final double TAKEN_BACK_MAX = 0.5;
    /// The correction that is remembered is capped at this much time's worth of calls.
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

    /// Keeps at most one second's debt. What another node has called while this one was stopped was within the rate.
    void forgive(double perSecond) {
        credit = Math.max(credit, -Math.max(1, perSecond));
    }

    /// Records that `arrivals` more people were expected than came; a negative number means that more came.
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
