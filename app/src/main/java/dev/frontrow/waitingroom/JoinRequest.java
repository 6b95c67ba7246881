package dev.frontrow.waitingroom;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.line.Lane;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A buyer's wish to stand in line.
///
/// @param network    where it comes from; none where it does not come from outside
/// @param accessCode of a presale, as the buyer typed it
/// @param proof      a solved challenge, as the browser sends it
public record JoinRequest(
        UUID buyerId,
        @Nullable ClientNetwork network,
        @Nullable String accessCode,
        @Nullable String proof) {

    Lane lane() {
        return accessCode == null ? Lane.GENERAL : Lane.PRIORITY;
    }
}
