package dev.frontrow.cluster;

/// The number of one ownership of a lease: whoever takes it next has a higher one. Every write of the owner carries it,
/// so that the database can refuse what a former owner still sends.
public record Epoch(long value) {}
