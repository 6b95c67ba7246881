package dev.frontrow.cluster;

/// The number of one ownership of a lease. Each new owner gets a higher number. Every write of the owner carries it, so
/// that the database can refuse late writes of a former owner.
public record Epoch(long value) {}
