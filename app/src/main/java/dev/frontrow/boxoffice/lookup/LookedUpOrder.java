package dev.frontrow.boxoffice.lookup;

import java.util.List;
import java.util.UUID;

/// An attempt to pay, and what came of it.
///
/// @param number as its buyer reads it out
record LookedUpOrder(
        String number,
        LookedUpPayment payment,
        String currency,
        UUID holdId,
        KnownBuyer buyer,
        LookedUpConcert concert,
        List<LookedUpTicket> tickets,
        List<LookedUpTransfer> transfers) {}
