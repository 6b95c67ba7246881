package dev.frontrow.payment.refund;

import dev.frontrow.money.CurrencyScale;
import dev.frontrow.money.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param approvalAboveMinor refunds of one order above this amount, in minor units of the wallet's currency, need the
///                           approval of a second person; without it about 1,000 dollars. Those of other currencies
///                           follow from it by the size of their units
@ConfigurationProperties("frontrow.refunds")
record RefundProperties(@Nullable Long approvalAboveMinor) {

    private static final long APPROVAL_ABOVE_DOLLARS = 1_000;
    private static final long MINOR_MAX = 1_000_000_000_000_000L;

    RefundProperties {
        if (approvalAboveMinor != null && (approvalAboveMinor < 0 || approvalAboveMinor > MINOR_MAX)) {
            throw new IllegalArgumentException("frontrow.refunds.approval-above-minor must be 0 to " + MINOR_MAX);
        }
    }

    /// @param house the currency in which the setting is given
    Money approvalAbove(Currency currency, Currency house) {
        Money inHouse = approvalAboveMinor == null
                ? CurrencyScale.about(APPROVAL_ABOVE_DOLLARS, house)
                : new Money(approvalAboveMinor, house);
        return inHouse.amountMinor() == 0
                ? Money.zero(currency)
                : new Money(CurrencyScale.likewise(inHouse, currency, MINOR_MAX), currency);
    }
}
