package dev.frontrow.web.fast;

/// A request that matched a fast path or command.
///
/// @param id the number in its address; 0 if there is none
record Routed<T>(T target, long id, PlainCall call) {}
