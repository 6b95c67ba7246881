package dev.frontrow.catalog;

import java.time.Instant;

/// The one concert that the request at hand may look into and buy from. The waiting room's gate puts it on each request
/// it lets pass, so that the rooms behind the gate need not know the gate.
///
/// @param latestEnd when the admission ends at the latest: what is held then cannot be paid any more
public record SaleScope(long concertId, Instant latestEnd) {

    /// Name of the request attribute.
    public static final String ATTRIBUTE = "frontrow.saleScope";

    /// For what asks for the admission's end by itself, as payments and extensions do.
    public SaleScope(long concertId) {
        this(concertId, Instant.MAX);
    }

    public boolean covers(long wantedConcertId) {
        return concertId == wantedConcertId;
    }
}
