package dev.frontrow.line;

import java.util.Arrays;

/// The waits that places were told, by position, in seconds since the room began. Keeps the first range, which is
/// judged when the turn comes, and the latest upper end, which moves back only with a cause. Not thread-safe:
/// [Line] guards it.
final class QuotedWaits {

    private int[] firstLow = new int[16];
    private int[] firstHigh = new int[16];
    private int[] latestHigh = new int[16];
    private int[] toldAt = new int[16];

    private long judged;
    private long hits;

    /// Records the range that the place is told at `second`.
    void tell(long position, int low, int high, int second) {
        ensure(position);
        int at = (int) position;
        if (firstHigh[at] == 0) {
            firstLow[at] = low;
            firstHigh[at] = high;
        }
        latestHigh[at] = high;
        toldAt[at] = second;
    }

    /// The place was told this upper end, perhaps by another node. It counts unless it was told something later here.
    void adopt(long position, int high, int second) {
        // This room may have been read only after that.
        int at = Math.max(1, second);
        if (at > toldAt(position) || at == toldAt(position) && high < latestHigh(position)) {
            ensure(position);
            latestHigh[(int) position] = high;
            toldAt[(int) position] = at;
        }
    }

    /// The upper end that the place was told last; 0 if none.
    int latestHigh(long position) {
        return position < latestHigh.length ? latestHigh[(int) position] : 0;
    }

    /// When the place was last told a range; 0 if never.
    int toldAt(long position) {
        return position < toldAt.length ? toldAt[(int) position] : 0;
    }

    /// The place's turn came: counts whether the first range was right.
    void judge(long position, int second) {
        if (position < firstHigh.length && firstHigh[(int) position] != 0) {
            judged++;
            if (firstLow[(int) position] <= second && second <= firstHigh[(int) position]) {
                hits++;
            }
        }
    }

    long judged() {
        return judged;
    }

    long hits() {
        return hits;
    }

    private void ensure(long position) {
        if (position >= firstHigh.length) {
            int length = (int) Math.max(position + 1, firstHigh.length * 5L / 4 + 1);
            firstLow = Arrays.copyOf(firstLow, length);
            firstHigh = Arrays.copyOf(firstHigh, length);
            latestHigh = Arrays.copyOf(latestHigh, length);
            toldAt = Arrays.copyOf(toldAt, length);
        }
    }
}
