package dev.frontrow.seating;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The last changes of one board in the order in which they became known, each as the bytes that go over the wire: made
/// once, however many streams send them. A stream only remembers its position here, so whoever reads slowly costs
/// nothing; who falls behind what is kept begins again with a list. Thread-safe.
///
/// Versions of different seats need not come in their order. So an entry is marked with the greatest version that was
/// known of any seat when it was noted: whoever knows a mark has missed nothing that was noted before it.
final class SeatJournal {

    private static final int ENTRIES_MAX = 16_384;
    private static final int ENTRIES_MIN = 512;
    private static final int ENTRIES_PER_SEAT = 4;

    /// Sent together; the next ones follow at once.
    private static final int BATCH_MAX = 1_024;

    /// @param newest whether it was the entry itself that made its mark the greatest version
    private record Entry(long mark, boolean newest, byte[] bytes) {}

    /// What comes next for a stream.
    ///
    /// @param position of the stream once it has sent it
    /// @param lost     whether the stream has missed changes, and needs a list
    record Next(byte[] bytes, long position, boolean lost) {}

    private final SeatJson lines;
    private final byte[] shown;
    private final Runnable onNews;

    /// A ring: the entry of a position stands at its remainder.
    private final @Nullable Entry[] entries;

    private long mark;

    /// Whoever knows less has missed what is no longer here.
    private long markMin;

    private volatile long endPosition;
    private volatile boolean ended;

    /// @param shown  what everybody sees at this moment: ordinals of [SeatStatus]; the journal's own from now on
    /// @param onNews called after each entry; must not wait
    SeatJournal(SeatJson lines, byte[] shown, long version, Runnable onNews) {
        this.lines = lines;
        this.shown = shown;
        this.onNews = onNews;
        this.mark = version;
        this.markMin = version;
        entries = new Entry[Math.clamp((long) ENTRIES_PER_SEAT * shown.length, ENTRIES_MIN, ENTRIES_MAX)];
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
        Entry oldest = entries[index(endPosition)];
        if (oldest != null) {
            markMin = Math.max(markMin, oldest.newest() ? oldest.mark() : oldest.mark() + 1);
        }
        entries[index(endPosition)] =
                new Entry(mark, newest, frame("change", mark, lines.news(place, status, version)));
        endPosition = endPosition + 1;
        onNews.run();
    }

    /// The bytes of one event of a stream, by the HTML standard's section 9.2.
    static byte[] frame(String event, long id, byte[] json) {
        byte[] head = ("id: " + id + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(json, 0, frame, head.length, json.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }

    /// Where somebody goes on who knows the board as it was at that version; empty if something since then is lost.
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

    /// Behind the last entry.
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

    /// The board is out of use; what is to be known of it is on another one.
    void end() {
        ended = true;
        onNews.run();
    }

    boolean isEnded() {
        return ended;
    }
}
