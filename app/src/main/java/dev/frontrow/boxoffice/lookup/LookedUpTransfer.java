package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import java.util.UUID;

/// Money that was moved for an order.
record LookedUpTransfer(UUID transferId, String kind, long amountMinor, String currency, Instant transferredAt) {}
