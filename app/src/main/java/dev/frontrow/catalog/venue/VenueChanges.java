package dev.frontrow.catalog.venue;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.venue.Venues.Version;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Enters plans of venues, and writes down who did.
@Component
class VenueChanges {

    private final Venues venues;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    VenueChanges(Venues venues, AuditLog audit, TransactionTemplate transaction, InstantSource clock) {
        this.venues = venues;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// A new venue with its first version.
    ///
    /// @param came the plan as it came, if in pretix' format
    Version enter(VenuePlan plan, @Nullable PretixPlan came) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Version made = venues.insert(plan, came, clock.instant());
            audit.record(Action.VENUE_CREATED, subject(made.venueId()), null, made);
            return made;
        }));
    }

    /// The next version of a venue; empty if there is no such venue.
    Optional<Version> enterVersion(long venueId, VenuePlan plan, @Nullable PretixPlan came) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Optional<Version> made = venues.insertVersion(venueId, plan, came, clock.instant());
            made.ifPresent(
                    version -> audit.record(Action.VENUE_VERSION_CREATED, subject(version.venueId()), null, version));
            return made;
        }));
    }

    static String subject(long venueId) {
        return "venue " + venueId;
    }
}
