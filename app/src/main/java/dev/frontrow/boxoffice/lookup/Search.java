package dev.frontrow.boxoffice.lookup;

import dev.frontrow.database.SnapshotReads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/// Looks for everything that the text may mean, at most [#FOUND_MAX] of them. Thread-safe.
@Service
class Search {

    static final int FOUND_MAX = 50;
    static final Duration STATEMENT_MAX = Duration.ofSeconds(2);

    private final SearchRows rows;
    private final SnapshotReads reads;

    Search(SearchRows rows, SnapshotReads reads) {
        this.rows = rows;
        this.reads = reads;
    }

    List<Found> find(SearchText sought) {
        List<Found> found = reads.read(STATEMENT_MAX, () -> all(sought));
        return found.stream().distinct().limit(FOUND_MAX).toList();
    }

    /// What is named exactly comes before names that only begin so.
    private List<Found> all(SearchText sought) {
        List<Found> found = new ArrayList<>();
        if (sought.id().isPresent() || sought.orderNumber().isPresent()) {
            found.addAll(rows.orders(sought, FOUND_MAX));
        }
        sought.id().ifPresent(id -> {
            found.addAll(rows.hold(id));
            found.addAll(rows.ticket(id));
        });
        sought.barcode().ifPresent(barcode -> {
            found.addAll(rows.ticketOfBarcode(barcode));
            found.addAll(rows.movedTicketOfBarcode(barcode));
        });
        sought.seat().ifPresent(seat -> {
            found.addAll(rows.ticketOf(seat));
            found.addAll(rows.holdOf(seat));
        });
        sought.entry().ifPresent(entry -> found.addAll(rows.ticketOf(entry)));
        sought.place().ifPresent(place -> found.addAll(rows.place(place)));
        found.addAll(rows.buyers(sought, FOUND_MAX));
        return found;
    }
}
