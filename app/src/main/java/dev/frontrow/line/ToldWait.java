package dev.frontrow.line;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a place's owner was told of the wait at last, perhaps by another node.
///
/// @param at     when they were told
/// @param latest the upper end of the wait; null if it was unknown
/// @param ahead  people ahead, as that node saw it
public record ToldWait(Instant at, @Nullable Instant latest, long ahead) {}
