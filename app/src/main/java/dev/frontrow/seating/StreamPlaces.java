package dev.frontrow.seating;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.Shares;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// Limits live streams, by network and buyer. A buyer's first stream may take its network to up to three times
/// the number of places that are free, because one carrier's address may serve thousands of fans. Further streams
/// of a buyer, such as other tabs, are only granted while the network's share is at most the number of free
/// places. So a few accounts cannot use up the places that many fans need. Thread-safe.
///
/// A buyer's limit holds for the whole cluster: each live node grants its share, at least one. To count exactly, nodes
/// would have to tell each other of every stream, and what a dead node told would have to be forgotten. A page that
/// gets no stream asks for the list instead.
final class StreamPlaces {

    /// Maximum number of streams of one buyer: a few open tabs.
    private static final int OF_BUYER_MAX = 6;

    private static final int FIRST = 3;
    private static final int FURTHER = 1;

    private final Shares<ClientNetwork> shares;
    private final ConcurrentHashMap<UUID, Integer> ofBuyer = new ConcurrentHashMap<>();

    private final IntSupplier nodes;

    /// @param nodes how many nodes are alive, at least 1
    StreamPlaces(int max, IntSupplier nodes) {
        this.nodes = nodes;
        this.shares = new Shares<>(max);
    }

    enum Outcome {
        TAKEN,
        /// No place is free for this network.
        FULL,
        /// The buyer has the maximum number of streams.
        ENOUGH
    }

    Outcome take(ClientNetwork client, UUID buyerId) {
        int ofBuyerMax = Math.max(1, OF_BUYER_MAX / nodes.getAsInt());
        Outcome[] outcome = {Outcome.ENOUGH};
        ofBuyer.compute(buyerId, (_, own) -> {
            int before = own == null ? 0 : own;
            if (before < ofBuyerMax) {
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

    /// Number of networks and buyers in memory.
    int remembered() {
        return shares.clients() + ofBuyer.size();
    }
}
