package dev.frontrow.catalog;

import org.jspecify.annotations.Nullable;

/// A concert was made. Listeners run inside the transaction that makes it, so that a concert without its waiting room
/// never exists.
public record ConcertCreated(Concert concert, @Nullable String drawBeacon) {}
