package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import dev.frontrow.identity.roles.OperatorRole;
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
    ///
    /// @param by the operator who asks for it
    boolean needsApproval(Money moneyBack, Actor by) {
        boolean atCounter = by.role().equals(OperatorRole.BOX_OFFICE.name());
        Money limit = properties.approvalAbove(atCounter, moneyBack.currency(), wallet.currency());
        return moneyBack.amountMinor() > limit.amountMinor();
    }
}
