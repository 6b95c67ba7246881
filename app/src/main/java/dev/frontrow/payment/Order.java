package dev.frontrow.payment;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A payment that succeeded, as its buyer reads it. A refused attempt is no order.
///
/// @param balance  the buyer's balance right after the payment; null if it was sold at the box office
/// @param refunded what went back to the buyer since
public record Order(
        UUID paymentId,
        UUID holdId,
        long concertId,
        Money amount,
        @Nullable Money balance,
        Instant paidAt,
        Money refunded) {

    private static final int NUMBER_LENGTH = 12;
    private static final int GROUP_LENGTH = 4;

    /// The number to read out at a counter: the last digits of the payment's id, in groups. They are random.
    public String number() {
        return numberOf(paymentId);
    }

    /// The number of the order with this id.
    public static String numberOf(UUID paymentId) {
        String digits = paymentId.toString().replace("-", "").toUpperCase(Locale.ROOT);
        StringBuilder number = new StringBuilder();
        for (int at = digits.length() - NUMBER_LENGTH; at < digits.length(); at += GROUP_LENGTH) {
            number.append(number.isEmpty() ? "" : "-").append(digits, at, at + GROUP_LENGTH);
        }
        return number.toString();
    }
}
