package dev.frontrow.seating;

import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ids of a stream's events. On a server alone an id is a version, which readers may also take from a list.
/// In a cluster it also names the board that has sent it: another node's board may have learned of the versions
/// in another order, so it cannot tell from a version alone what its reader has missed.
final class EventIds {

    /// For a server without other nodes.
    static final EventIds ALONE = new EventIds("");

    private static final Pattern ID = Pattern.compile("([0-9]{1,18})(-[0-9a-f]{8})?");

    private final String suffix;

    private EventIds(String suffix) {
        this.suffix = suffix;
    }

    /// For one board in a cluster.
    static EventIds ofNewBoard() {
        return new EventIds("-" + UUID.randomUUID().toString().substring(0, 8));
    }

    String of(long version) {
        return version + suffix;
    }

    /// The version in an id that this board has sent. Empty for any other text: its reader needs a list.
    OptionalLong versionIn(@Nullable String id) {
        Matcher parts = ID.matcher(id == null ? "" : id);
        return parts.matches() && suffix.equals(parts.group(2) == null ? "" : parts.group(2))
                ? OptionalLong.of(Long.parseLong(parts.group(1)))
                : OptionalLong.empty();
    }

    /// Whether an id says more than the version of a list does.
    boolean areShared() {
        return !suffix.isEmpty();
    }
}
