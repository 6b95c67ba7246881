package dev.frontrow.waitingroom;

import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.codes.AccessCodes;
import dev.frontrow.waitingroom.codes.RedeemOutcome;
import dev.frontrow.waitingroom.store.NewPlace;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.PlaceBatches;
import dev.frontrow.waitingroom.store.Places;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores new places: many in one commit, or each with its access code in a transaction of its own.
@Component
class NewPlaces {

    private final Places places;
    private final PlaceBatches batches;
    private final AccessCodes accessCodes;
    private final TransactionTemplate transaction;

    NewPlaces(Places places, PlaceBatches batches, AccessCodes accessCodes, TransactionTemplate transaction) {
        this.places = places;
        this.batches = batches;
        this.accessCodes = accessCodes;
        this.transaction = transaction;
    }

    /// Checked before a number is taken, so that guessing codes does not lengthen the line.
    Optional<JoinOutcome> codeRefusal(JoinRequest request, long concertId) {
        return request.accessCode() == null
                ? Optional.empty()
                : refusal(accessCodes.look(concertId, request.accessCode(), request.buyerId(), request.network()));
    }

    private static Optional<JoinOutcome> refusal(RedeemOutcome outcome) {
        return switch (outcome) {
            case RedeemOutcome.Redeemed() -> Optional.empty();
            case RedeemOutcome.UsedUp() -> Optional.of(new JoinOutcome.AccessCodeUsedUp());
            case RedeemOutcome.TooManyGuesses(Duration pause) -> Optional.of(new JoinOutcome.TooManyCodes(pause));
            case RedeemOutcome.Unknown(), RedeemOutcome.Revoked() -> Optional.of(new JoinOutcome.AccessCodeInvalid());
        };
    }

    /// Stores the place, and uses up the access code if there is one. Null if the caller should try again: the
    /// buyer has a live place already, or the lane had lost count of its numbers.
    ///
    /// @param earlier the buyer's place that ends for one with a code
    @Nullable
    JoinOutcome insert(NewPlace place, @Nullable String accessCode, @Nullable Place earlier) {
        try {
            return accessCode == null ? joined(batches.insert(place)) : insertWithCode(place, accessCode, earlier);
        } catch (DuplicateKeyException _) {
            places.skipStoredNumbers(place.concertId(), place.lane());
            return null;
        }
    }

    private static @Nullable JoinOutcome joined(Optional<Place> stored) {
        return stored.map(place -> new JoinOutcome.Joined(place.token())).orElse(null);
    }

    private @Nullable JoinOutcome insertWithCode(NewPlace place, String accessCode, @Nullable Place earlier) {
        return transaction.execute(status -> {
            JoinOutcome outcome = refusal(accessCodes.redeem(place.concertId(), accessCode))
                    .orElseGet(() -> insertInstead(place, earlier));
            if (!(outcome instanceof JoinOutcome.Joined)) {
                status.setRollbackOnly();
            }
            return outcome;
        });
    }

    private @Nullable JoinOutcome insertInstead(NewPlace place, @Nullable Place earlier) {
        if (earlier != null) {
            places.shareDraw(place.concertId());
            places.end(place.concertId(), earlier.number(), place.buyerId(), PlaceState.LEFT);
        }
        // Last, because the lane stays locked from here to the commit.
        return joined(batches.insert(List.of(place)).getFirst());
    }
}
