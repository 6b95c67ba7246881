package dev.frontrow.seating;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.Stock.LevelStock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The seats of one performance in memory. Changes may come late, twice and in any order: each counts only
/// if its version is greater than what is known of its seat, so the board is the same in the end. It knows
/// neither clock nor database. Thread-safe.
///
/// Lists are made when somebody asks. Those who ask while one is being made share the next: whatever the
/// rush of changes and readers, a performance keeps no more than one thread busy.
final class SeatBoard {

    private static final SeatStatus[] STATUSES = SeatStatus.values();
    private static final long UNKNOWN_VERSION = -1;

    /// The lists of one moment, by the status that they list. They hold until a change comes.
    private record Lists(long changes, byte[] statuses, long version, Span span, AtomicReferenceArray<SeatPage> pages) {

        boolean hold(long changesSeen, long now) {
            return changes >= changesSeen && span.from() <= now && now < span.until();
        }
    }

    /// In which no hold runs out: from the last deadline that is over to the next.
    private record Span(long from, long until) {}

    private final SeatMap seatMap;
    private final SeatJson lines;
    private final List<String> levels;
    private final int[] levelOf;
    private final byte[] statuses;
    private final long[] versions;
    private final boolean[] firstOfHold;
    private final long[] heldUntil;
    private final Object making = new Object();
    private long version;
    private volatile long changes;
    private volatile Lists lists;
    private @Nullable SeatJournal journal;
    private boolean retired;

    /// Up to when the journal has been told of holds that ran out.
    private long journalTime = Long.MIN_VALUE;

    /// Until a seat is heard of, it is not for sale.
    SeatBoard(SeatMap seatMap, SeatJson lines) {
        this.seatMap = seatMap;
        this.lines = lines;
        levels = seatMap.seats().stream().map(Seat::priceLevel).distinct().toList();
        levelOf = seatMap.seats().stream()
                .mapToInt(seat -> levels.indexOf(seat.priceLevel()))
                .toArray();
        statuses = new byte[seatMap.size()];
        Arrays.fill(statuses, (byte) SeatStatus.NOT_FOR_SALE.ordinal());
        versions = new long[seatMap.size()];
        Arrays.fill(versions, UNKNOWN_VERSION);
        firstOfHold = new boolean[seatMap.size()];
        heldUntil = new long[seatMap.size()];
        lists = listsAt(Long.MIN_VALUE);
    }

    SeatMap seatMap() {
        return seatMap;
    }

    int size() {
        return seatMap.size();
    }

    synchronized void apply(Collection<SeatChange> news) {
        news.forEach(change -> apply(change, false));
    }

    private void apply(SeatChange change, boolean alsoSameVersion) {
        long until = change.heldUntil() == null ? 0 : SeatSnapshot.micros(change.heldUntil());
        Integer place = seatMap.placeOf(change.seat());
        if (place != null) {
            set(place, change.status(), change.version(), change.firstOfHold(), until, alsoSameVersion);
        }
    }

    /// Takes in some rows as they were read, by the same rules as a whole reading.
    synchronized void applyRead(Collection<SeatChange> read) {
        read.forEach(change -> apply(change, true));
    }

    /// Takes in rows as they were read. A row may say something else under a version that is known already: then a
    /// hand has changed it past the server. No older read may be taken in afterwards.
    synchronized void applyRead(SeatSnapshot read) {
        for (int i = 0; i < read.places().length; i++) {
            set(
                    read.places()[i],
                    read.statuses()[i],
                    read.versions()[i],
                    read.firstOfHold()[i],
                    read.heldUntil()[i],
                    true);
        }
    }

    private void set(int place, SeatStatus news, long newVersion, boolean first, long until, boolean alsoSameVersion) {
        byte status = (byte) news.ordinal();
        long known = versions[place];
        boolean newest = newVersion > version;
        if (newVersion > known
                || alsoSameVersion && newVersion == known && (statuses[place] != status || heldUntil[place] != until)) {
            statuses[place] = status;
            versions[place] = newVersion;
            firstOfHold[place] = first;
            heldUntil[place] = until;
            version = Math.max(version, newVersion);
            changes++;
            if (journal != null) {
                journal.note(place, STATUSES[statusAt(place, journalTime)], newVersion, newest);
            }
        }
    }

    /// What changes from now on, one list for all who follow it.
    synchronized SeatJournal journal(Instant now, Runnable onNews) {
        if (journal == null) {
            journalTime = SeatSnapshot.micros(now);
            byte[] shown = new byte[statuses.length];
            for (int place = 0; place < shown.length; place++) {
                shown[place] = statusAt(place, journalTime);
            }
            journal = new SeatJournal(lines, shown, version, onNews);
            if (retired) {
                journal.end();
            }
        }
        return journal;
    }

    /// Tells the journal of the holds that have run out. Nobody writes that down anywhere at the time.
    synchronized void noteOverdue(Instant now) {
        journalTime = Math.max(journalTime, SeatSnapshot.micros(now));
        if (journal == null) {
            return;
        }
        for (int place = 0; place < statuses.length; place++) {
            if (statuses[place] == SeatStatus.HELD.ordinal() && heldUntil[place] <= journalTime) {
                journal.note(place, SeatStatus.FREE, versions[place], false);
            }
        }
    }

    /// Nothing more will be heard on this board.
    synchronized void retire() {
        retired = true;
        if (journal != null) {
            journal.end();
        }
    }

    /// What is left of each price level at this moment.
    synchronized SeatCount count(Instant now) {
        long micros = SeatSnapshot.micros(now);
        long[][] counts = new long[levels.size()][STATUSES.length];
        long holds = 0;
        for (int place = 0; place < statuses.length; place++) {
            byte status = statusAt(place, micros);
            counts[levelOf[place]][status]++;
            if (firstOfHold[place] && status == SeatStatus.HELD.ordinal()) {
                holds++;
            }
        }
        List<LevelStock> stock = new ArrayList<>(counts.length);
        for (int level = 0; level < counts.length; level++) {
            long[] of = counts[level];
            stock.add(new LevelStock(
                    levels.get(level),
                    of[SeatStatus.FREE.ordinal()],
                    of[SeatStatus.HELD.ordinal()],
                    of[SeatStatus.SOLD.ordinal()]));
        }
        return new SeatCount(holds, stock);
    }

    /// Those of the seats that somebody has at this moment, as far as the board knows, or that are not for sale.
    synchronized List<String> takenAmong(Collection<String> labels, Instant now) {
        long micros = SeatSnapshot.micros(now);
        return labels.stream().filter(label -> isTaken(label, micros)).sorted().toList();
    }

    private boolean isTaken(String label, long now) {
        Integer place = seatMap.placeOf(label);
        return place != null && statusAt(place, now) != SeatStatus.FREE.ordinal();
    }

    private byte statusAt(int place, long now) {
        boolean overdue = statuses[place] == SeatStatus.HELD.ordinal() && heldUntil[place] <= now;
        return overdue ? (byte) SeatStatus.FREE.ordinal() : statuses[place];
    }

    /// Places in the seat map that are free at this moment.
    synchronized BitSet free(Instant now) {
        long micros = SeatSnapshot.micros(now);
        var free = new BitSet(statuses.length);
        for (int place = 0; place < statuses.length; place++) {
            free.set(place, statusAt(place, micros) == SeatStatus.FREE.ordinal());
        }
        return free;
    }

    Set<String> freeLabels(Instant now) {
        return free(now).stream()
                .mapToObj(place -> seatMap.seats().get(place).seat())
                .collect(Collectors.toSet());
    }

    synchronized SeatStatus status(String label, Instant now) {
        Integer place = seatMap.placeOf(label);
        return place == null ? SeatStatus.NOT_FOR_SALE : STATUSES[statusAt(place, SeatSnapshot.micros(now))];
    }

    /// The greatest version that is known of any seat.
    synchronized long version() {
        return version;
    }

    /// The list of this moment, with every change that was applied before the call.
    ///
    /// @param wanted   the only status to list; null lists every seat
    /// @param withGzip whether the caller can use the compressed copy
    SeatPage page(@Nullable SeatStatus wanted, boolean withGzip, Instant now) {
        long changesSeen = changes;
        long micros = SeatSnapshot.micros(now);
        int index = wanted == null ? STATUSES.length : wanted.ordinal();
        SeatPage page = madePage(wanted, withGzip, now);
        if (page != null) {
            return page;
        }
        synchronized (making) {
            Lists current = lists;
            if (!current.hold(changesSeen, micros)) {
                current = listsAt(micros);
                lists = current;
            }
            page = current.pages().get(index);
            if (page == null) {
                page = lines.page(current.statuses(), current.version(), wanted);
            }
            if (!isComplete(page, withGzip)) {
                page = page.withGzip();
            }
            current.pages().set(index, page);
            return page;
        }
    }

    /// The list of this moment, if it need not be made first.
    @Nullable
    SeatPage madePage(@Nullable SeatStatus wanted, boolean withGzip, Instant now) {
        Lists current = lists;
        int index = wanted == null ? STATUSES.length : wanted.ordinal();
        SeatPage page = current.hold(changes, SeatSnapshot.micros(now))
                ? current.pages().get(index)
                : null;
        return page != null && isComplete(page, withGzip) ? page : null;
    }

    private static boolean isComplete(SeatPage page, boolean withGzip) {
        return !withGzip || page.gzip() != null || !page.worthGzip();
    }

    private synchronized Lists listsAt(long now) {
        byte[] shown = new byte[statuses.length];
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        for (int place = 0; place < shown.length; place++) {
            shown[place] = statusAt(place, now);
            if (shown[place] == SeatStatus.HELD.ordinal()) {
                until = Math.min(until, heldUntil[place]);
            } else if (statuses[place] == SeatStatus.HELD.ordinal()) {
                from = Math.max(from, heldUntil[place]);
            }
        }
        return new Lists(
                changes, shown, version, new Span(from, until), new AtomicReferenceArray<>(STATUSES.length + 1));
    }
}
