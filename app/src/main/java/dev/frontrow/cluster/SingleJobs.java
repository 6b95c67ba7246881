package dev.frontrow.cluster;

import org.springframework.stereotype.Component;

/// Periodic work that one node does for all: sweeps and retention. All of it runs on the same node, because there is
/// little of it. Two nodes may run it for a moment when its owner was stopped, so each job must bear that.
@Component
public class SingleJobs {

    private static final String LEASE = "jobs";

    private final Leases leases;

    public SingleJobs(Leases leases) {
        this.leases = leases;
        leases.request(LEASE);
    }

    /// Whether this node runs them.
    public boolean areHere() {
        return leases.held(LEASE).isPresent();
    }
}
