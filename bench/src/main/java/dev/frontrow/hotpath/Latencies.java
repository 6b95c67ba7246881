package dev.frontrow.hotpath;

/// In milliseconds, from the moment at which a request was to be sent.
record Latencies(double perSecond, double p50, double p99, double most) {}
