package dev.frontrow.storefront.orders;

import java.time.Instant;

/// That a ticket got another seat, in words.
public record MoveLine(Instant at, String from, String to) {}
