package dev.frontrow.boxoffice.lookup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket of an order. Its code lets people in, so it is not shown; see the list of entries.
///
/// @param seat        absent for a place of an area
/// @param amountMinor what was paid for it
record LookedUpTicket(
        UUID ticketId,
        @Nullable String seat,
        @Nullable String area,
        @Nullable Integer entryNumber,
        String priceLevel,
        long amountMinor,
        String status,
        Instant issuedAt) {

    /// Whether it can get another seat.
    @JsonIgnore
    public boolean isMovable() {
        return seat != null && status.equals("VALID");
    }
}
