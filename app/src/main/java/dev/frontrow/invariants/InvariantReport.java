package dev.frontrow.invariants;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one check found.
///
/// @param checkedAt  the time of its snapshot
/// @param tookMs     all queries together
/// @param node       that checked
/// @param invariants each of them, in their order
public record InvariantReport(Instant checkedAt, long tookMs, String node, List<Finding> invariants) {

    /// Whether an invariant held. Only one whose query failed is not known.
    public enum State {
        HOLDS,
        BROKEN,
        UNKNOWN
    }

    /// @param since    when the state was first found
    /// @param faults   how many contradictions were found
    /// @param examples some of them: what they are about
    public record Finding(
            Invariant invariant,
            State state,
            @Nullable Instant since,
            long faults,
            List<String> examples,
            long tookMs) {

        /// The same finding, with the time of the first like it.
        Finding after(@Nullable Finding before, Instant now) {
            Instant known = before != null && before.state() == state ? before.since() : null;
            return new Finding(invariant, state, known == null ? now : known, faults, examples, tookMs);
        }
    }

    /// What it says of an invariant; null if it is of another version that does not know it.
    public @Nullable Finding of(Invariant invariant) {
        return invariants.stream()
                .filter(finding -> finding.invariant() == invariant)
                .findFirst()
                .orElse(null);
    }

    /// How many are broken.
    public int broken() {
        return (int) invariants.stream()
                .filter(finding -> finding.state() == State.BROKEN)
                .count();
    }
}
