package dev.frontrow.line;

import dev.frontrow.catalog.SaleScope;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The state of a place at an instant.
///
/// @param due  its turn has come and it is not claimed yet
/// @param term set only for ADMITTED
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

    /// What the place's owner may buy, and until when; empty unless admitted.
    public Optional<SaleScope> scope(long concertId) {
        return Optional.ofNullable(term).map(running -> new SaleScope(concertId, running.latest()));
    }

    /// Set only for ADMITTED.
    @Nullable
    public Instant admittedUntil() {
        return term == null ? null : term.until();
    }
}
