package dev.frontrow.identity.owndata;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a module stores about buyers, for those who ask for it and for those who have their account deleted. Each
/// module with such tables has one; they are asked in the order of the locks that they take.
public interface PersonalData {

    /// What may stand in the way of a deletion.
    enum Obstacle {
        /// Seats are held, and perhaps being paid for at this moment.
        HOLD_RUNS,
        /// A refund waits for a second person; it could reach nobody.
        REFUND_WAITS,
        /// Money is left in the wallet.
        MONEY_LEFT
    }

    /// For each part of the export the statement that reads it, with the parameter `buyerId`. Columns are named as in
    /// the export, with underscores.
    Map<String, String> exports();

    /// What stands in the way of a deletion now. Locks what it has looked at, in the caller's transaction.
    default Optional<Obstacle> obstacle(UUID buyerId, Instant now) {
        return Optional.empty();
    }

    /// Deletes what leads to the person, in the caller's transaction; what others rely on stays under the buyer's id.
    default void forget(UUID buyerId) {}
}
