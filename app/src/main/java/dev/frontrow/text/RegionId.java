package dev.frontrow.text;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// The names of time zones that browsers and calendars know too: regions such as `Asia/Seoul`, and `UTC`. An offset
/// such as `UTC+9` knows no change of clocks, and browsers refuse most of its spellings.
public final class RegionId {

    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private RegionId() {}

    /// Empty if the text is not such a name.
    public static Optional<ZoneId> of(String text) {
        boolean isRegion = text.indexOf('/') > 0 && !text.startsWith("SystemV/") && KNOWN.contains(text);
        return isRegion || text.equals("UTC") ? Optional.of(ZoneId.of(text)) : Optional.empty();
    }
}
