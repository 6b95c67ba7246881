package dev.frontrow.payment.refund;

import dev.frontrow.money.Money;
import dev.frontrow.wallet.Wallet;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/// Which refunds need a second person, and what time it is.
@Component
class RefundTerms {

    private final RefundProperties properties;
    private final Wallet wallet;
    private final InstantSource clock;

    RefundTerms(RefundProperties properties, Wallet wallet, InstantSource clock) {
        this.properties = properties;
        this.wallet = wallet;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// Whether so much money back needs the approval of a second person.
    boolean needsApproval(Money moneyBack) {
        Money limit = properties.approvalAbove(moneyBack.currency(), wallet.currency());
        return moneyBack.amountMinor() > limit.amountMinor();
    }
}
