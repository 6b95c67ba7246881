package dev.frontrow.identity.owndata;

import dev.frontrow.database.ConnectionFault;
import dev.frontrow.identity.AccountChanges;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.SignInOrigin;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes an account for its owner. Tickets, orders and transfers stay under the buyer's id, which leads to nobody any
/// more; docs/privacy.md says what goes. Thread-safe.
@Component
public class AccountDeletion {

    private final AccountChanges accounts;
    private final DeletionSteps steps;

    AccountDeletion(AccountChanges accounts, DeletionSteps steps) {
        this.accounts = accounts;
        this.steps = steps;
    }

    /// @param password     of the account; an account of an outside issuer has none, and its token is enough
    /// @param moneyGivenUp whether the owner gives up money that is left in the wallet
    public DeletionOutcome delete(Caller caller, String password, boolean moneyGivenUp, SignInOrigin origin) {
        if (caller.role() == Role.OPERATOR) {
            return new DeletionOutcome.OfOperator();
        }
        var proof = accounts.prove(caller.buyerId(), password, origin);
        if (proof.refusal() != null) {
            return new DeletionOutcome.NotProven(proof.refusal());
        }
        var proven = new DeletionSteps.Proven(caller.buyerId(), proof.generation());
        return again(() -> steps.delete(proven, moneyGivenUp));
    }

    /// Once more after a lost COMMIT, which finds out what became of the first, and after a refusal of the database: a
    /// hold or a refund was begun between our look and the deletion, and the second look sees it.
    private static DeletionOutcome again(Supplier<DeletionOutcome> deletion) {
        try {
            return deletion.get();
        } catch (DataIntegrityViolationException meanwhile) {
            return deletion.get();
        } catch (DataAccessException | TransactionException lost) {
            if (ConnectionFault.leavesOutcomeUnknown(lost)) {
                return deletion.get();
            }
            throw lost;
        }
    }
}
