package dev.frontrow.line;

import dev.frontrow.catalog.SaleScope;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a position stands at an instant.
///
/// @param due           its turn has come and it has not been claimed yet
/// @param term set for ADMITTED only
public record Standing(
        PlaceState state, boolean due, @Nullable AdmissionTerm term) {

    public static Standing of(PlaceState state) {
        return new Standing(state, false, null);
    }

    public static Standing turnHasCome() {
        return new Standing(PlaceState.WAITING, true, null);
    }

    public static Standing admitted(AdmissionTerm term) {
        return new Standing(PlaceState.ADMITTED, false, term);
    }

    /// What whoever stands so may buy, and until when; nothing unless they are admitted.
    public Optional<SaleScope> scope(long concertId) {
        return Optional.ofNullable(term).map(running -> new SaleScope(concertId, running.latest()));
    }

    /// Set for ADMITTED only.
    @Nullable
    public Instant admittedUntil() {
        return term == null ? null : term.until();
    }
}
