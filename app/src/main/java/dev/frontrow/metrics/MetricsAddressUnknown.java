package dev.frontrow.metrics;

/// No network interface of this machine has the address that figures should be served at.
public class MetricsAddressUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MetricsAddressUnknown(String address) {
        super("frontrow.metrics.address: there is no address '" + address + "'.");
    }
}
