package dev.frontrow.metrics;

/// The address that figures should be served at is none of this machine.
public class MetricsAddressUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MetricsAddressUnknown(String address) {
        super("frontrow.metrics.address: there is no address '" + address + "'.");
    }
}
