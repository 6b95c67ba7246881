package dev.frontrow.hotpath;

/// Times in milliseconds, from the moment at which a request was due.
record Latencies(double perSecond, double p50, double p99, double most) {}
