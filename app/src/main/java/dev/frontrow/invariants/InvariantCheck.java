package dev.frontrow.invariants;

import dev.frontrow.database.ConnectionFault;
import dev.frontrow.invariants.InvariantReport.Finding;
import dev.frontrow.invariants.InvariantReport.State;
import dev.frontrow.invariants.InvariantRows.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Asks all queries, one after the other. Its caller gives them one snapshot. Not thread-safe.
@Component
class InvariantCheck {

    private static final Logger LOG = LoggerFactory.getLogger(InvariantCheck.class);

    private final InvariantRows rows;
    private final Heights heights = new Heights();

    InvariantCheck(InvariantRows rows) {
        this.rows = rows;
    }

    List<Finding> findings(Instant now) {
        List<Finding> findings = new ArrayList<>();
        boolean failed = false;
        for (Invariant invariant : Invariant.values()) {
            long began = System.nanoTime();
            Finding finding = failed ? unknown(invariant) : ask(invariant, now, began);
            // After a failed statement, the rest of the transaction fails as well.
            failed |= finding.state() == State.UNKNOWN;
            findings.add(finding);
        }
        return findings;
    }

    private Finding ask(Invariant invariant, Instant now, long began) {
        try {
            Found found = invariant == Invariant.LINES_NEVER_FALL ? fallen() : rows.contradictions(invariant, now);
            State state = found.faults() == 0 ? State.HOLDS : State.BROKEN;
            return new Finding(invariant, state, null, found.faults(), found.examples(), millisSince(began));
        } catch (DataAccessException failure) {
            if (ConnectionFault.isIn(failure)) {
                throw failure;
            }
            LOG.warn("Could not check whether {}", invariant.key(), failure);
            return unknown(invariant);
        }
    }

    private Found fallen() {
        List<String> fallen = heights.fallen(rows.lanes());
        return new Found(
                fallen.size(), fallen.stream().limit(InvariantRows.EXAMPLES_MAX).toList());
    }

    /// Another node checks from now on.
    void pause() {
        heights.forget();
    }

    private static Finding unknown(Invariant invariant) {
        return new Finding(invariant, State.UNKNOWN, null, 0, List.of(), 0);
    }

    static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
