package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;

/// When one admission ends.
///
/// @param until  its end
/// @param latest the latest end; `until` may move there once, for a hold that outlasts it, and the two are equal
/// afterwards
public record AdmissionTerm(Instant until, Instant latest) {

    public AdmissionTerm {
        if (latest.isBefore(until)) {
            throw new IllegalArgumentException("an admission until " + until + " cannot end by " + latest);
        }
    }

    /// An end that cannot move any more.
    public static AdmissionTerm fixed(Instant until) {
        return new AdmissionTerm(until, until);
    }

    /// Shifts both ends, after the operator stopped the sale's clocks.
    AdmissionTerm movedBy(Duration by) {
        return new AdmissionTerm(until.plus(by), latest.plus(by));
    }
}
