package dev.frontrow.boxoffice.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The account of a concert's sale. Shares are told per thousand, times in whole seconds, amounts in minor units:
/// it has whole numbers only, so that everybody writes and signs the same text.
///
/// @param draw      absent where nobody had registered, or nothing is drawn yet
/// @param curve     by the minute in a sale's first hours, else by the hour
/// @param deciles   of each lane that had places
/// @param auditHead the last entry of the audit log before the report; absent without one
record SaleReport(
        String format,
        Instant madeAt,
        ReportedConcert concert,
        @Nullable ReportedDraw draw,
        List<ReportedLane> lanes,
        List<CurvePoint> curve,
        List<Decile> deciles,
        ReportedEstimates estimates,
        List<RefusalCount> refusals,
        List<LevelSales> salesByLevel,
        List<HourSales> salesByHour,
        ReportedMoney money,
        @Nullable ReportedHead auditHead) {

    static final String FORMAT = "frontrow-report-1";

    /// @param decimals of the currency
    record ReportedConcert(
            long concertId,
            String title,
            String venue,
            String currency,
            int decimals,
            String timeZone,
            Instant opensAt,
            @Nullable Instant closesAt,
            List<Instant> performances) {}

    /// What `verify-draw` checks; the leaves stand at the draw's own address.
    record ReportedDraw(
            String commitment,
            String root,
            String seed,
            String secret,
            @Nullable String beaconSource,
            @Nullable String beacon,
            long generalRegistrations,
            long priorityRegistrations) {}

    /// @param called      how far the line was called
    /// @param turnsMissed places that were called and never came, or whose line closed before
    record ReportedLane(
            String lane, long joined, long called, long admitted, long bought, long left, long turnsMissed) {}

    /// @param from             its beginning
    /// @param noShowsPermille  the highest expected share of called places that do not come
    /// @param waiting          the most at the end of a minute
    record CurvePoint(Instant from, long called, long admitted, long waiting, long inside, long noShowsPermille) {}

    /// A tenth of a lane, in the order of its positions.
    ///
    /// @param medianWaitSeconds from the join, or the opening if that came later, to the admission; absent if it is
    ///                          not known of anybody
    record Decile(
            String lane,
            int decile,
            long places,
            long admitted,
            long bought,
            @Nullable Long medianWaitSeconds) {}

    /// @param judged first ranges that were told to places that were called
    /// @param hits   of these, those within which the place was called
    record ReportedEstimates(long judged, long hits) {}

    record RefusalCount(String code, long count) {}

    /// @param valid tickets that are valid
    record LevelSales(String priceLevel, long tickets, long valid, long amountMinor, long seats) {}

    record HourSales(Instant from, long orders, long tickets, long amountMinor) {}

    /// @param grossMinor    what was paid
    /// @param refundedMinor what was given back
    /// @param feesMinor     what was kept of refunded tickets
    /// @param keptMinor     the rest, with the fees
    /// @param byMethod      how it was paid
    record ReportedMoney(
            long orders,
            long grossMinor,
            long refundedMinor,
            long feesMinor,
            long keptMinor,
            List<MethodMoney> byMethod) {}

    /// @param method WALLET online, the others at the box office
    record MethodMoney(String method, long orders, long grossMinor, long refundedMinor) {}

    record ReportedHead(long sequence, String hash) {}
}
