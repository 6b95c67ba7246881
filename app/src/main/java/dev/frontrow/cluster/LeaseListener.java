package dev.frontrow.cluster;

/// Is told when this node becomes the owner of a lease, and when it no longer is. Calls come one after the other, on a
/// thread that does nothing else, and may be late: ask [Leases#held] before you act.
public interface LeaseListener {

    /// This node owns the lease since now.
    void gained(String name, Epoch epoch);

    /// The ownership of this epoch has ended.
    void lost(String name, Epoch epoch);
}
