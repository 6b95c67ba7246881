package dev.frontrow.waitingroom.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a claim must pass because other nodes call and admit too.
///
/// @param position  must have been called, by what the room's owner has stored; 0 always has
/// @param countedAt the time at which the people inside are counted in the database; null if memory knows them all
public record ClaimGuard(long position, @Nullable Instant countedAt) {

    /// Nobody else calls or admits.
    public static final ClaimGuard ALONE = new ClaimGuard(0, null);
}
