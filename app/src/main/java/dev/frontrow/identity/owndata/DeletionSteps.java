package dev.frontrow.identity.owndata;

import dev.frontrow.database.AfterCommit;
import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.NewPasswordOutcome;
import dev.frontrow.identity.sessions.EndedSessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// One attempt to delete an account, in one transaction. Thread-safe.
@Component
class DeletionSteps {

    /// @param generation when the password was asked for; null for an account without a password
    record Proven(UUID buyerId, @Nullable Integer generation) {}

    private final DeletedAccounts accounts;
    private final List<PersonalData> modules;
    private final EndedSessions sessions;
    private final BuyerNames names;
    private final InstantSource clock;

    DeletionSteps(
            DeletedAccounts accounts,
            List<PersonalData> modules,
            EndedSessions sessions,
            BuyerNames names,
            InstantSource clock) {
        this.accounts = accounts;
        this.modules = modules;
        this.sessions = sessions;
        this.names = names;
        this.clock = clock;
    }

    @Transactional
    public DeletionOutcome delete(Proven proven, boolean moneyGivenUp) {
        // In the order of the locks: holds, then money, then the account.
        Optional<PersonalData.Obstacle> obstacle = obstacle(proven.buyerId(), moneyGivenUp);
        var standing = accounts.lock(proven.buyerId());
        if (standing.deleted()) {
            return new DeletionOutcome.Deleted();
        }
        if (standing.operator()) {
            return new DeletionOutcome.OfOperator();
        }
        if (proven.generation() != null && proven.generation() != standing.generation()) {
            return new DeletionOutcome.NotProven(new NewPasswordOutcome.NotProven());
        }
        return obstacle.map(DeletionSteps::refused).orElseGet(() -> deleted(proven.buyerId(), moneyGivenUp));
    }

    private Optional<PersonalData.Obstacle> obstacle(UUID buyerId, boolean moneyGivenUp) {
        Instant now = clock.instant();
        // Each module is asked, because each locks what it has.
        var obstacles = modules.stream()
                .flatMap(module -> module.obstacle(buyerId, now).stream())
                .filter(obstacle -> !moneyGivenUp || obstacle != PersonalData.Obstacle.MONEY_LEFT)
                .toList();
        return obstacles.stream().findFirst();
    }

    private static DeletionOutcome refused(PersonalData.Obstacle obstacle) {
        return switch (obstacle) {
            case HOLD_RUNS -> new DeletionOutcome.HoldRuns();
            case REFUND_WAITS -> new DeletionOutcome.RefundWaits();
            case MONEY_LEFT -> new DeletionOutcome.MoneyLeft();
        };
    }

    private DeletionOutcome deleted(UUID buyerId, boolean moneyGivenUp) {
        modules.forEach(module -> module.forget(buyerId));
        var over = accounts.delete(buyerId, moneyGivenUp, clock.instant());
        // If the outcome of the commit is unknown, the next reading of ended sessions finds it out.
        AfterCommit.follow(
                () -> {
                    sessions.remember(over);
                    names.forget(buyerId);
                },
                () -> {});
        return new DeletionOutcome.Deleted();
    }
}
