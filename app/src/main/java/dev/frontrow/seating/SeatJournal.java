package dev.frontrow.seating;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The last changes of one board in the order in which they became known. Each is encoded once for the wire,
/// however many streams send it. A stream keeps only its position here, so slow readers cost nothing. A stream
/// that falls behind the ring restarts with a list. Thread-safe.
///
/// Versions of different seats may become known out of order. So each entry is marked with the greatest version
/// known of any seat at that time. A reader that knows a mark has missed nothing noted before it.
final class SeatJournal {

    private static final int ENTRIES_MAX = 16_384;
    private static final int ENTRIES_MIN = 512;
    private static final int ENTRIES_PER_SEAT = 4;

    /// Maximum number of entries sent together; the next ones follow at once.
    private static final int BATCH_MAX = 1_024;

    /// @param newest whether this entry itself raised the greatest version to its mark
    private record Entry(long mark, boolean newest, byte[] bytes) {}

    /// The next bytes for a stream.
    ///
    /// @param position the stream's position once these bytes are sent
    /// @param lost     whether the stream has missed changes and needs a list
    record Next(byte[] bytes, long position, boolean lost) {}

    private final SeatJson lines;
    private final byte[] shown;
    private final int[] shownFree;
    private final Runnable onNews;

    /// A ring buffer: the entry of a position is at the position modulo the length.
    private final @Nullable Entry[] entries;

    private long mark;

    /// A reader that knows a smaller version has missed entries that were overwritten.
    private long markMin;

    private volatile long endPosition;
    private volatile boolean ended;

    /// @param shown  what a list shows now; its arrays are owned by the journal from now on
    /// @param onNews called after each entry; must not block
    SeatJournal(SeatJson lines, SeatJson.Moment shown, Runnable onNews) {
        this.lines = lines;
        this.shown = shown.statuses();
        this.shownFree = shown.freeInAreas();
        this.onNews = onNews;
        this.mark = shown.version();
        this.markMin = shown.version();
        entries = new Entry[Math.clamp((long) ENTRIES_PER_SEAT * this.shown.length, ENTRIES_MIN, ENTRIES_MAX)];
    }

    /// @param newest whether no greater version is known of any seat
    synchronized void note(int place, SeatStatus status, long version, boolean newest) {
        if (newest) {
            mark = version;
        }
        if (shown[place] == (byte) status.ordinal()) {
            return;
        }
        shown[place] = (byte) status.ordinal();
        add(newest, lines.news(place, status, version));
    }

    /// A place of an area has this version, which is the greatest known. The area's event follows.
    synchronized void raise(long version) {
        mark = version;
    }

    /// Notes how many places of an area are free now. Readers of a list of the same version get it too, so that none
    /// misses what became known late; it does no harm twice.
    ///
    /// @param area index in the seat map's areas
    synchronized void noteArea(int area, int free) {
        if (shownFree[area] != free) {
            shownFree[area] = free;
            add(false, lines.areaNews(area, free, mark));
        }
    }

    private void add(boolean newest, byte[] json) {
        Entry oldest = entries[index(endPosition)];
        if (oldest != null) {
            markMin = Math.max(markMin, oldest.newest() ? oldest.mark() : oldest.mark() + 1);
        }
        entries[index(endPosition)] =
                new Entry(mark, newest, frame("change", lines.eventIds().of(mark), json));
        endPosition = endPosition + 1;
        onNews.run();
    }

    /// Encodes one server-sent event (HTML standard, section 9.2).
    static byte[] frame(String event, String id, byte[] json) {
        byte[] head = ("id: " + id + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(json, 0, frame, head.length, json.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }

    /// Readers of any earlier event need a list.
    synchronized void continueNone() {
        markMin = mark + 1;
    }

    /// Position from which the reader of this event continues; empty if some later change is lost, or if another
    /// board has sent the event.
    OptionalLong positionAfter(@Nullable String eventId) {
        OptionalLong version = lines.eventIds().versionIn(eventId);
        return version.isEmpty() ? version : positionAfter(version.getAsLong());
    }

    /// Position from which a reader that knows this version continues; empty if some later change is lost.
    synchronized OptionalLong positionAfter(long version) {
        if (version < markMin || version > mark) {
            return OptionalLong.empty();
        }
        long position = firstPosition();
        while (position < endPosition && isKnownTo(version, entry(position))) {
            position++;
        }
        return OptionalLong.of(position);
    }

    private static boolean isKnownTo(long version, Entry entry) {
        return entry.mark() < version || entry.mark() == version && entry.newest();
    }

    private long firstPosition() {
        return Math.max(0, endPosition - entries.length);
    }

    private Entry entry(long position) {
        return Objects.requireNonNull(entries[index(position)]);
    }

    private int index(long position) {
        return (int) (position % entries.length);
    }

    /// Position after the last entry.
    long endPosition() {
        return endPosition;
    }

    synchronized Next after(long position) {
        if (position < firstPosition()) {
            return new Next(new byte[0], endPosition, true);
        }
        var bytes = new ByteArrayOutputStream();
        long end = Math.min(endPosition, position + BATCH_MAX);
        for (long at = position; at < end; at++) {
            bytes.writeBytes(entry(at).bytes());
        }
        return new Next(bytes.toByteArray(), end, false);
    }

    /// Ends the journal: the board is no longer used, and streams continue with its successor.
    void end() {
        ended = true;
        onNews.run();
    }

    boolean isEnded() {
        return ended;
    }
}
