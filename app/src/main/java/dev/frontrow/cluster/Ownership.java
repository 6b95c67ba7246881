package dev.frontrow.cluster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether this node owns something and knows its state: a new owner first takes over what the last one left.
/// Thread-safe.
public final class Ownership {

    private final Leases leases;
    private final String lease;
    private volatile @Nullable Epoch takenOver;
    private volatile boolean givenUp;

    /// From now on this node is ready to own it.
    ///
    /// @param lease the lease's name
    public Ownership(Leases leases, String lease) {
        this.leases = leases;
        this.lease = lease;
        leases.request(lease);
    }

    /// The epoch, while this node is the owner and has taken over the state. Reads memory only.
    public Optional<Epoch> epoch() {
        return held().filter(held -> held.equals(takenOver));
    }

    /// The epoch of an ownership that this node has gained, but whose state it has not taken over yet.
    public Optional<Epoch> gained() {
        return held().filter(held -> !held.equals(takenOver));
    }

    /// Another one of this process may care for it by now, and hold the lease.
    private Optional<Epoch> held() {
        return givenUp ? Optional.empty() : leases.held(lease);
    }

    /// Memory has the state of the database at this epoch, which the last owner can no longer change.
    public void takenOver(Epoch epoch) {
        takenOver = epoch;
    }

    /// This node no longer cares for it.
    public void giveUp() {
        givenUp = true;
        leases.withdraw(lease);
    }
}
