package dev.frontrow.catalog;

/// The one concert that the request at hand may look into and buy from. The waiting room's gate puts it on each request
/// it lets pass, so that the rooms behind the gate need not know the gate.
public record SaleScope(long concertId) {

    /// Name of the request attribute.
    public static final String ATTRIBUTE = "frontrow.saleScope";

    public boolean covers(long wantedConcertId) {
        return concertId == wantedConcertId;
    }
}
