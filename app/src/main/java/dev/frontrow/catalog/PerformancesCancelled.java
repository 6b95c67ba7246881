package dev.frontrow.catalog;

import java.util.List;

/// Performances that fans had seen were cancelled: nothing of them is held or sold any more after this
/// transaction. What was sold before is to be refunded. Listeners run inside the transaction that cancels them.
public record PerformancesCancelled(long concertId, List<Long> performanceIds) {}
