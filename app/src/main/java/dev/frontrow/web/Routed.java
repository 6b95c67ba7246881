package dev.frontrow.web;

/// A request that was found to be for a fast path or command.
///
/// @param id the number in its address; 0 where it has none
record Routed<T>(T target, long id, PlainCall call) {}
