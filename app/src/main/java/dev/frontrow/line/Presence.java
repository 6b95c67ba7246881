package dev.frontrow.line;

import java.util.Arrays;

/// Which places of a lane still poll, by position. About five bytes per place, so a million places cost a few
/// megabytes. Not thread-safe: [Line] guards it.
///
/// Silence proves nothing: a closed laptop may come back. So a silent place keeps its position; it only weighs
/// less when a wait is estimated.
final class Presence {

    private static final int BLOCK = 1024;
    private static final int WORDS_PER_BLOCK = BLOCK / Long.SIZE;

    /// How certain it is that a place's owner is there.
    enum Sign {
        /// Polled recently.
        ASKING,
        /// Has not polled since the opening or the restart, but has had little time to.
        PRESUMED,
        SILENT
    }

    /// The second of the last poll, by position; negative while the place is only presumed to be there.
    private int[] lastSeen = new int[BLOCK];
    private long[] alive = new long[WORDS_PER_BLOCK];
    private long[] gone = new long[WORDS_PER_BLOCK];
    private int[] aliveInBlock = new int[1];
    private long waitingCount;
    private long presumedCount;
    private long answeredCount;

    /// Records a poll; true if the place had been silent.
    boolean seen(long position, int second) {
        ensure(position);
        if (sign(position) == Sign.PRESUMED) {
            presumedCount--;
            answeredCount++;
        }
        lastSeen[(int) position] = second;
        if (isAlive(position) || isGone(position)) {
            return false;
        }
        setAlive(position);
        return true;
    }

    /// Presumes the place to be there: it had no reason to poll before this second.
    void presume(long position, int second) {
        seen(position, second);
        lastSeen[(int) position] = -second;
        presumedCount++;
    }

    Sign sign(long position) {
        if (!isAlive(position)) {
            return Sign.SILENT;
        }
        return lastSeen[(int) position] < 0 ? Sign.PRESUMED : Sign.ASKING;
    }

    boolean isAlive(long position) {
        return isSet(alive, position);
    }

    /// Whether the place has ended or its number was never stored.
    boolean isGone(long position) {
        return isSet(gone, position);
    }

    void gone(long position) {
        ensure(position);
        silent(position);
        gone[word(position)] |= bit(position);
    }

    void notGone(long position, int second) {
        if (isGone(position)) {
            gone[word(position)] &= ~bit(position);
            seen(position, second);
        }
    }

    /// The number of places from `first` to `last`, inclusive, that are not silent. Uses counts per block of
    /// 1,024.
    long aliveBetween(long first, long last) {
        long end = Math.min(last, lastSeen.length - 1L);
        long count = 0;
        long position = first;
        while (position <= end) {
            if (position % BLOCK == 0 && position + BLOCK - 1 <= end) {
                count += aliveInBlock[(int) (position / BLOCK)];
                position += BLOCK;
            } else {
                long inWord = Math.min(end, position | 63) - position + 1;
                long bits = alive[word(position)] >>> (position & 63);
                count += Long.bitCount(inWord == Long.SIZE ? bits : bits & (1L << inWord) - 1);
                position += inWord;
            }
        }
        return count;
    }

    /// The place was called, so it no longer waits.
    void called(long position) {
        if (isAlive(position)) {
            waitingCount--;
            presumedCount -= sign(position) == Sign.PRESUMED ? 1 : 0;
        }
    }

    /// Waiting places that are not silent.
    long waitingCount() {
        return waitingCount;
    }

    /// The share of waiting places that are only presumed to be there, 0 to 1.
    double presumedShare() {
        return waitingCount == 0 ? 0 : (double) presumedCount / waitingCount;
    }

    /// Presumed places that have polled since.
    long answeredCount() {
        return answeredCount;
    }

    /// Marks places in this range as silent: those last polled before `notSince`, and those presumed before
    /// `presumedNotSince`. Returns how many polled before and fell silent now.
    int sweep(long first, long last, int notSince, int presumedNotSince) {
        int silenced = 0;
        long end = Math.min(last, lastSeen.length - 1L);
        for (long position = first; position <= end; position++) {
            if (alive[word(position)] == 0) {
                position |= 63;
            } else if (isAlive(position)) {
                int seen = lastSeen[(int) position];
                if (seen < 0 && -seen < presumedNotSince) {
                    silent(position);
                } else if (seen >= 0 && seen < notSince) {
                    silent(position);
                    silenced++;
                }
            }
        }
        return silenced;
    }

    /// Reorders the first places: `positions[old]` is the new position. Live places are presumed from `second`
    /// on.
    void reorder(int[] positions, int second) {
        long last = positions.length - 1L;
        ensure(last);
        long[] aliveBefore = alive.clone();
        long[] goneBefore = gone.clone();
        for (long position = 1; position <= last; position++) {
            silent(position);
            gone[word(position)] &= ~bit(position);
        }
        for (int position = 1; position <= last; position++) {
            if (isSet(goneBefore, position)) {
                gone(positions[position]);
            } else if (isSet(aliveBefore, position)) {
                presume(positions[position], second);
            }
        }
    }

    private void setAlive(long position) {
        alive[word(position)] |= bit(position);
        aliveInBlock[(int) (position / BLOCK)]++;
        waitingCount++;
    }

    private void silent(long position) {
        if (isAlive(position)) {
            called(position);
            alive[word(position)] &= ~bit(position);
            aliveInBlock[(int) (position / BLOCK)]--;
        }
    }

    private void ensure(long position) {
        if (position >= lastSeen.length) {
            int blocks = (int) Math.max(position / BLOCK + 1, aliveInBlock.length * 5L / 4 + 1);
            lastSeen = Arrays.copyOf(lastSeen, blocks * BLOCK);
            alive = Arrays.copyOf(alive, blocks * WORDS_PER_BLOCK);
            gone = Arrays.copyOf(gone, blocks * WORDS_PER_BLOCK);
            aliveInBlock = Arrays.copyOf(aliveInBlock, blocks);
        }
    }

    private static boolean isSet(long[] bits, long position) {
        int word = word(position);
        return word < bits.length && (bits[word] & bit(position)) != 0;
    }

    private static int word(long position) {
        return (int) (position >>> 6);
    }

    private static long bit(long position) {
        return 1L << (position & 63);
    }
}
