package dev.frontrow.waitingroom;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.line.Lane;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A buyer's request to join the line.
///
/// @param network    the client's network; null for requests made by the server itself
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
