package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;

/// How long one admission lasts.
///
/// @param until  its end
/// @param latest to where that end may be moved, once, for a hold that outlasts it; a move makes the two equal
public record AdmissionTerm(Instant until, Instant latest) {

    public AdmissionTerm {
        if (latest.isBefore(until)) {
            throw new IllegalArgumentException("an admission until " + until + " cannot end by " + latest);
        }
    }

    /// One that is not moved any more.
    public static AdmissionTerm fixed(Instant until) {
        return new AdmissionTerm(until, until);
    }

    /// The clocks of the sale were stopped for so long.
    AdmissionTerm movedBy(Duration by) {
        return new AdmissionTerm(until.plus(by), latest.plus(by));
    }
}
