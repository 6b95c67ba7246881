package dev.frontrow.seating;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.Shares;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// How many live streams there may be, and whose. A buyer's first stream is for a fan who looks at the seats, and
/// thousands of them may come from one carrier's address: of those a network has up to three times what is left free.
/// The further ones of a buyer, such as those of other tabs, are for whoever finds the network's share no larger than
/// what is free. So a few accounts never take what many fans need. Thread-safe.
final class StreamPlaces {

    /// A browser has a few tabs open at the most.
    private static final int OF_BUYER_MAX = 6;

    private static final int FIRST = 3;
    private static final int FURTHER = 1;

    private final Shares<ClientNetwork> shares;
    private final ConcurrentHashMap<UUID, Integer> ofBuyer = new ConcurrentHashMap<>();

    StreamPlaces(int max) {
        this.shares = new Shares<>(max);
    }

    enum Outcome {
        TAKEN,
        /// None is free for this network.
        FULL,
        /// The buyer has enough.
        ENOUGH
    }

    Outcome take(ClientNetwork client, UUID buyerId) {
        Outcome[] outcome = {Outcome.ENOUGH};
        ofBuyer.compute(buyerId, (_, own) -> {
            int before = own == null ? 0 : own;
            if (before < OF_BUYER_MAX) {
                boolean granted = shares.take(client.site(), 1, before == 0 ? FIRST : FURTHER);
                outcome[0] = granted ? Outcome.TAKEN : Outcome.FULL;
            }
            return outcome[0] == Outcome.TAKEN ? Integer.valueOf(before + 1) : own;
        });
        return outcome[0];
    }

    void giveBack(ClientNetwork client, UUID buyerId) {
        ofBuyer.computeIfPresent(buyerId, (_, own) -> own > 1 ? Integer.valueOf(own - 1) : null);
        shares.giveBack(client.site(), 1);
    }

    /// How many networks and buyers are remembered.
    int remembered() {
        return shares.clients() + ofBuyer.size();
    }
}
