package dev.frontrow.boxoffice.night;

import dev.frontrow.boxoffice.night.Sales.SalesMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Follows what is paid for one concert and what goes back. The first reading reads all payments and refunds,
/// later ones only those of the last minute or two. Thread-safe.
class SalesWatch {

    /// How long after its id was made a payment may still be committed, and how far clocks of nodes may be apart.
    private static final Duration LATE_MAX = Duration.ofSeconds(45);

    /// How many payments there are behind the id up to which all are read.
    private static final Duration WINDOW_MAX = Duration.ofSeconds(90);

    private static final UUID LAST = new UUID(-1, -1);
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Sales sales;
    private final long concertId;
    private UUID settled = Sales.FIRST;
    private long settledMinor;
    private Instant refundsSettled = Instant.EPOCH;
    private long refundsSettledMinor;

    SalesWatch(Sales sales, long concertId) {
        this.sales = sales;
        this.concertId = concertId;
    }

    /// @param clock the time by which payments are dated
    synchronized NightFrame.SalesDocument read(Instant clock) {
        sales.newest().ifPresent(newest -> settle(timeOf(newest)));
        List<SalesMinute> late = sales.between(concertId, settled, LAST);
        settleRefunds(clock);
        List<SalesMinute> lateRefunds = sales.refundsBetween(concertId, refundsSettled, NEVER);
        Instant minute = clock.truncatedTo(ChronoUnit.MINUTES);
        SalesMinute running = at(minute, late);
        return new NightFrame.SalesDocument(
                minute,
                running.payments(),
                running.revenueMinor(),
                settledMinor + revenue(late),
                at(minute, lateRefunds).refundedMinor(),
                refundsSettledMinor + refunded(lateRefunds));
    }

    private static SalesMinute at(Instant minute, List<SalesMinute> minutes) {
        return minutes.stream()
                .filter(one -> one.minute().equals(minute))
                .findFirst()
                .orElseGet(() -> new SalesMinute(minute, 0, 0, 0));
    }

    private void settleRefunds(Instant now) {
        Instant until = now.minus(LATE_MAX);
        if (refundsSettled.isBefore(now.minus(WINDOW_MAX))) {
            refundsSettledMinor += refunded(
                    refundsSettled.equals(Instant.EPOCH)
                            ? sales.refundsBefore(concertId, until)
                            : sales.refundsBetween(concertId, refundsSettled, until));
            refundsSettled = until;
        }
    }

    /// @param now by the ids of payments
    private void settle(Instant now) {
        UUID until = firstAt(now.minus(LATE_MAX));
        if (settled.compareTo(firstAt(now.minus(WINDOW_MAX))) < 0) {
            settledMinor += revenue(
                    settled.equals(Sales.FIRST)
                            ? sales.before(concertId, until)
                            : sales.between(concertId, settled, until));
            settled = until;
        }
    }

    private static long revenue(List<SalesMinute> minutes) {
        return minutes.stream().mapToLong(SalesMinute::revenueMinor).sum();
    }

    private static long refunded(List<SalesMinute> minutes) {
        return minutes.stream().mapToLong(SalesMinute::refundedMinor).sum();
    }

    private static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> Short.SIZE);
    }

    /// The least id of UUID version 7 at this time.
    static UUID firstAt(Instant time) {
        return new UUID(time.toEpochMilli() << Short.SIZE | 0x7000, Long.MIN_VALUE);
    }
}
