package dev.frontrow.waitingroom.documents;

import dev.frontrow.catalog.Phase;
import dev.frontrow.draw.DrawHashes;
import dev.frontrow.draw.DrawRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// A room's public status, for fans before they join and while they wait.
///
/// @param servingPosition the general lane's serving position
/// @param lastPosition    the end of the general lane
/// @param waiting         people in both lanes who still poll
/// @param admitPerMinute  the current rate, after back-off
/// @param freeSeats       of all performances on sale
/// @param heldSeats       in running holds; some of them will come back
/// @param priority        the priority lane; absent until somebody joins it
@NamedInterface("documents")
public record RoomStatus(
        Phase phase,
        long servingPosition,
        long lastPosition,
        long waiting,
        int admitPerMinute,
        long priceFromMinor,
        long priceToMinor,
        String currency,
        long freeSeats,
        long heldSeats,
        List<LevelStatus> levels,
        List<String> soldOutLevels,
        @Nullable LaneStatus priority,
        boolean inviteOnly,
        @Nullable String message,
        DrawStatus draw) {

    public record LevelStatus(String name, long amountMinor, long freeSeats, long heldSeats) {}

    public record LaneStatus(long servingPosition, long lastPosition) {}

    public record DrawStatus(
            String algorithm,
            String commitment,
            DrawRow.State state,
            @Nullable Long registrations,
            @Nullable String root) {

        public static DrawStatus of(DrawRow draw) {
            return new DrawStatus(
                    DrawHashes.ALGORITHM,
                    draw.commitment(),
                    draw.state(),
                    draw.closed() ? draw.registrations() : null,
                    draw.root());
        }
    }
}
