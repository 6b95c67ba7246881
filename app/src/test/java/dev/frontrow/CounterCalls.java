package dev.frontrow;

import java.util.stream.Stream;

/// Valid calls of the counter: look-ups, repairs, lists and accounts of sales.
final class CounterCalls {

    private CounterCalls() {}

    static Stream<ValidCall> all() {
        return Stream.of(
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/orders.csv"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/orders.xlsx"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/tickets.csv"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/tickets.xlsx"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/ledger.csv"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/ledger.xlsx"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/entries.csv"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/exports/entries.xlsx"),
                ValidCall.of("GET /api/v1/operator/concerts/{concertId}/report"),
                ValidCall.of("GET /api/v1/operator/search").asking("?q=operator"),
                ValidCall.of("GET /api/v1/operator/buyers/{buyerId}/story"),
                ValidCall.of("GET /api/v1/operator/orders/{paymentId}"),
                ValidCall.of("GET /api/v1/operator/orders/{paymentId}/evidence"),
                ValidCall.of("GET /api/v1/operator/holds/{holdId}"),
                ValidCall.of("DELETE /api/v1/operator/holds/{holdId}"),
                ValidCall.of("GET /api/v1/operator/places/{placeId}"));
    }
}
