package dev.frontrow.catalog;

import java.time.Instant;

/// The one concert that the request at hand may look into and buy from. The waiting room's gate puts it on each
/// request it lets pass, so that the rooms behind the gate need not know the gate.
///
/// @param latestEnd when the admission ends at the latest: a hold that is still unpaid then cannot be paid
public record SaleScope(long concertId, Instant latestEnd) {

    /// Name of the request attribute.
    public static final String ATTRIBUTE = "frontrow.saleScope";

    /// For calls that read the admission's end themselves, such as payments and extensions.
    public SaleScope(long concertId) {
        this(concertId, Instant.MAX);
    }

    public boolean covers(long otherConcertId) {
        return concertId == otherConcertId;
    }
}
