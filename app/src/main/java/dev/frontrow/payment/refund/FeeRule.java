package dev.frontrow.payment.refund;

import dev.frontrow.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// What is kept of the price of each ticket: so much, and so many percent, never more than the price. A share is
/// rounded down to whole minor units, in favour of the buyer.
record FeeRule(long perTicketMinor, BigDecimal percent) {

    private static final int PERCENT = 2;
    private static final int DECIMALS_MAX = 2;

    /// @throws Problem 400 `request-invalid` if the share has more than two decimals
    static FeeRule of(@Nullable Long perTicketMinor, @Nullable BigDecimal percent) {
        if (percent != null && percent.stripTrailingZeros().scale() > DECIMALS_MAX) {
            throw Problem.invalidField("feePercent", "percent");
        }
        return new FeeRule(perTicketMinor == null ? 0 : perTicketMinor, percent == null ? BigDecimal.ZERO : percent);
    }

    long of(long priceMinor) {
        long share = BigDecimal.valueOf(priceMinor)
                .multiply(percent)
                .movePointLeft(PERCENT)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
        return share >= priceMinor - perTicketMinor ? priceMinor : share + perTicketMinor;
    }
}
