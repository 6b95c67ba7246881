package dev.frontrow.payment.refund;

import dev.frontrow.money.CurrencyScale;
import dev.frontrow.money.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param approvalAboveMinor refunds of one order above this amount, in minor units of the wallet's currency, need the
///                           approval of a second person; without it about 1,000 dollars. Those of other currencies
///                           follow from it by the size of their units
/// @param boxOfficeAboveMinor the same for refunds that the role BOX_OFFICE asks for; without it about 300 dollars.
///                            Where it is the higher of the two, the other one counts
@ConfigurationProperties("frontrow.refunds")
record RefundProperties(
        @Nullable Long approvalAboveMinor, @Nullable Long boxOfficeAboveMinor) {

    private static final long APPROVAL_ABOVE_DOLLARS = 1_000;
    private static final long BOX_OFFICE_ABOVE_DOLLARS = 300;
    private static final long MINOR_MAX = 1_000_000_000_000_000L;

    RefundProperties {
        check("approval-above-minor", approvalAboveMinor);
        check("box-office-above-minor", boxOfficeAboveMinor);
    }

    private static void check(String name, @Nullable Long limit) {
        if (limit != null && (limit < 0 || limit > MINOR_MAX)) {
            throw new IllegalArgumentException("frontrow.refunds." + name + " must be 0 to " + MINOR_MAX);
        }
    }

    /// @param atCounter whether the role BOX_OFFICE asks for the refund
    /// @param house     the currency in which the settings are given
    Money approvalAbove(boolean atCounter, Currency currency, Currency house) {
        Money all = limit(approvalAboveMinor, APPROVAL_ABOVE_DOLLARS, house);
        Money counter = limit(boxOfficeAboveMinor, BOX_OFFICE_ABOVE_DOLLARS, house);
        Money inHouse = atCounter && counter.amountMinor() < all.amountMinor() ? counter : all;
        return inHouse.amountMinor() == 0
                ? Money.zero(currency)
                : new Money(CurrencyScale.likewise(inHouse, currency, MINOR_MAX), currency);
    }

    private static Money limit(@Nullable Long minor, long dollars, Currency house) {
        return minor == null ? CurrencyScale.about(dollars, house) : new Money(minor, house);
    }
}
