package dev.frontrow.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Leases on work that only one node may do at a time. Each lease has a name and one owner. A server without a
/// cluster owns every lease that it requests. Thread-safe.
///
/// An owner may be stopped for any time between asking and writing. So its writes carry the epoch, and the database
/// refuses an old one (`docs/cluster.md`).
public interface Leases {

    /// This node is ready to own it, until it withdraws.
    void request(String name);

    /// This node no longer requests it, and gives it up if it owns it.
    void withdraw(String name);

    /// The epoch, while this node owns it; another epoch means that there may have been another owner meanwhile. Reads
    /// memory and the steady clock only.
    Optional<Epoch> held(String name);

    /// Tells this listener what changes from now on.
    void listen(LeaseListener listener);

    /// The owners of all leases that this node requests, by the lease's name, as it saw them last: [Node#id].
    Map<String, UUID> owners();

    /// How many leases this node holds.
    int count();
}
