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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The seats of one performance in memory. Changes may arrive late, twice and in any order: a change is applied
/// only if its version is greater than the known version of its seat, so the board converges. Depends on neither
/// clock nor database. Thread-safe.
///
/// Lists are built on request, by one thread at a time; callers that wait share the next list. So a performance
/// keeps at most one core busy with lists, however many changes and readers there are.
final class SeatBoard {

    private static final SeatStatus[] STATUSES = SeatStatus.values();
    private static final long UNKNOWN_VERSION = -1;

    /// The lists of one moment, indexed by the status they list. Valid until the next change.
    private record Lists(long changes, SeatJson.Moment moment, Span span, AtomicReferenceArray<SeatPage> pages) {

        boolean hold(long changesSeen, long now) {
            return changes >= changesSeen && span.from() <= now && now < span.until();
        }
    }

    /// A time span in which no hold expires, in microseconds: from the last past deadline to the next one.
    private record Span(long from, long until) {}

    private final SeatMap seatMap;

    /// The number of seats; the places of areas follow them.
    private final int named;

    private final SeatJson lines;
    private final List<String> levels;
    private final int[] levelOf;
    private final byte[] statuses;
    private final long[] versions;
    private final boolean[] firstOfHold;
    private final long[] heldUntil;
    private final AreaPlaces areas;
    private final SeatHints hints = new SeatHints();
    private final Object making = new Object();
    private long version;
    private volatile long changes;
    private volatile Lists lists;
    private @Nullable SeatJournal journal;
    private boolean retired;

    /// An earlier journal has passed on what was not true.
    private boolean hasMisled;

    /// The journal knows of all holds that expired up to this time, in microseconds since 1970.
    private long journalTime = Long.MIN_VALUE;

    /// Every seat starts as NOT_FOR_SALE, until its first change.
    SeatBoard(SeatMap seatMap, SeatJson lines) {
        this.seatMap = seatMap;
        this.named = seatMap.named().size();
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
        areas = new AreaPlaces(seatMap, statuses, heldUntil);
        lists = listsAt(Long.MIN_VALUE);
    }

    SeatMap seatMap() {
        return seatMap;
    }

    int size() {
        return seatMap.size();
    }

    /// The number of lines in a list of everything.
    int lines() {
        return named + seatMap.areas().size();
    }

    synchronized void apply(Collection<SeatChange> news) {
        news.forEach(change -> apply(change, false));
        noteAreas();
    }

    private void apply(SeatChange change, boolean alsoSameVersion) {
        Integer place = seatMap.placeOf(change.seat());
        if (place != null) {
            set(place, change.status(), change.version(), change.firstOfHold(), until(change), alsoSameVersion);
        }
    }

    private static long until(SeatChange change) {
        return change.heldUntil() == null ? 0 : SeatSnapshot.micros(change.heldUntil());
    }

    /// Applies some rows as read from the database, by the same rules as a snapshot.
    synchronized void applyRead(Collection<SeatChange> read) {
        read.forEach(change -> apply(change, true));
        noteAreas();
    }

    /// Applies rows as read from the database. A row may differ under a known version: then manual SQL has
    /// changed it, and the row counts. An older reading must not be applied afterwards.
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
        noteAreas();
    }

    private void set(int place, SeatStatus news, long newVersion, boolean first, long until, boolean alsoSameVersion) {
        byte status = (byte) news.ordinal();
        long known = versions[place];
        SeatHints.Read read = hints.at(place);
        if (read != null && newVersion < known) {
            // Older than what a hint has told; a later reading decides whether that was true.
            if (newVersion >= read.version()) {
                hints.keep(place, new SeatHints.Read(status, newVersion, first, until, read.hint()));
            }
            return;
        }
        boolean differs = statuses[place] != status || heldUntil[place] != until;
        if (newVersion > known || read != null || alsoSameVersion && newVersion == known && differs) {
            hints.confirm(place);
            boolean newest = newVersion > version;
            version = Math.max(version, newVersion);
            write(place, status, newVersion, first, until);
            note(place, newVersion, newest);
        }
    }

    private void note(int place, long newVersion, boolean newest) {
        if (journal != null && areas.have(place)) {
            journal.raise(version);
        } else if (journal != null) {
            journal.note(place, STATUSES[statusAt(place, journalTime)], newVersion, newest);
        }
    }

    /// One event for each area, however many of its places have changed together.
    private void noteAreas() {
        SeatJournal told = journal;
        areas.tellChanged(told == null ? null : area -> told.noteArea(area, areas.freeIn(area)));
    }

    private void write(int place, byte status, long newVersion, boolean first, long until) {
        statuses[place] = status;
        versions[place] = newVersion;
        firstOfHold[place] = first;
        heldUntil[place] = until;
        if (areas.have(place)) {
            areas.update(place);
        }
        changes++;
    }

    /// Shows changes that another node claims to have committed. The next reading that begins after this call
    /// confirms them, or else [#settle] takes them back. They never count for the board's version.
    synchronized void hint(Collection<SeatChange> told) {
        long hint = hints.begin();
        for (SeatChange change : told) {
            Integer place = seatMap.placeOf(change.seat());
            if (place != null && change.version() > versions[place]) {
                hints.keep(place, readAt(place).believing(hint));
                write(place, (byte) change.status().ordinal(), change.version(), change.firstOfHold(), until(change));
                note(place, change.version(), false);
            }
        }
        noteAreas();
    }

    private SeatHints.Read readAt(int place) {
        SeatHints.Read read = hints.at(place);
        return read != null
                ? read
                : new SeatHints.Read(statuses[place], versions[place], firstOfHold[place], heldUntil[place], 0);
    }

    /// The number of hints received. A reading that begins after this call shows which of them are true.
    synchronized long hintsSoFar() {
        return hints.count();
    }

    /// Ends a reading: takes back hints up to this number that it has not confirmed. Streams may have passed them
    /// on, so they begin again with a list.
    synchronized void settle(long hint) {
        Map<Integer, SeatHints.Read> refuted = hints.refuted(hint);
        if (refuted.isEmpty()) {
            return;
        }
        refuted.forEach(
                (place, read) -> write(place, read.status(), read.version(), read.firstOfHold(), read.heldUntil()));
        if (journal != null) {
            journal.end();
            journal = null;
            hasMisled = true;
        }
    }

    /// The journal of changes from now on. One journal serves all streams of the board.
    synchronized SeatJournal journal(Instant now, Runnable onNews) {
        if (journal == null) {
            journalTime = SeatSnapshot.micros(now);
            byte[] shown = new byte[named];
            for (int place = 0; place < shown.length; place++) {
                shown[place] = statusAt(place, journalTime);
            }
            areas.advance(journalTime);
            noteAreas();
            journal = new SeatJournal(lines, new SeatJson.Moment(shown, areas.freeInEach(), version), onNews);
            if (hasMisled) {
                journal.continueNone();
            }
            if (retired) {
                journal.end();
            }
        }
        return journal;
    }

    /// Tells the journal which holds have expired. Expiry is not a write, so no change reports it.
    synchronized void noteOverdue(Instant now) {
        journalTime = Math.max(journalTime, SeatSnapshot.micros(now));
        if (journal == null) {
            return;
        }
        for (int place = 0; place < named; place++) {
            if (statuses[place] == SeatStatus.HELD.ordinal() && heldUntil[place] <= journalTime) {
                journal.note(place, SeatStatus.FREE, versions[place], false);
            }
        }
        // Not the journal's time, which never falls: after the clock was set back, lists would count as of one time and
        // streams as of another.
        areas.advance(SeatSnapshot.micros(now));
        noteAreas();
    }

    /// No more changes will reach this board; ends its journal.
    synchronized void retire() {
        retired = true;
        if (journal != null) {
            journal.end();
        }
    }

    /// Counts seats by price level and running holds at this moment.
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

    /// Which of these seats are taken or not for sale at this moment, sorted, as far as the board knows.
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

    /// The free places of this area at this moment; 0 if there is no such area.
    synchronized int freeIn(String area, Instant now) {
        areas.advance(SeatSnapshot.micros(now));
        return areas.freeIn(area);
    }

    /// Labels of up to this many places of an area that are free at this moment, as far as the board knows. Another
    /// pick gives others first.
    synchronized List<String> pick(String area, int count, Instant now) {
        areas.advance(SeatSnapshot.micros(now));
        return areas.pick(area, count).stream()
                .map(place -> seatMap.seats().get(place).seat())
                .toList();
    }

    synchronized int deadlinesKept() {
        return areas.deadlinesKept();
    }

    /// Indexes in the seat map of the seats that are free at this moment.
    synchronized BitSet free(Instant now) {
        long micros = SeatSnapshot.micros(now);
        var free = new BitSet(named);
        for (int place = 0; place < named; place++) {
            free.set(place, statusAt(place, micros) == SeatStatus.FREE.ordinal());
        }
        return free;
    }

    Set<String> freeLabels(Instant now) {
        return free(now).stream()
                .takeWhile(place -> place < seatMap.named().size())
                .mapToObj(place -> seatMap.seats().get(place).seat())
                .collect(Collectors.toSet());
    }

    synchronized SeatStatus status(String label, Instant now) {
        Integer place = seatMap.placeOf(label);
        return place == null ? SeatStatus.NOT_FOR_SALE : STATUSES[statusAt(place, SeatSnapshot.micros(now))];
    }

    /// The greatest known version of any seat.
    synchronized long version() {
        return version;
    }

    /// The id of an event after which a reader knows this version.
    String eventId(long knownVersion) {
        return lines.eventIds().of(knownVersion);
    }

    /// The list at this moment, with every change applied before the call. Builds it if necessary.
    ///
    /// @param only     the only status to list; null lists every seat
    /// @param withGzip whether the caller can use the gzipped copy
    SeatPage page(@Nullable SeatStatus only, boolean withGzip, Instant now) {
        long changesSeen = changes;
        long micros = SeatSnapshot.micros(now);
        int index = only == null ? STATUSES.length : only.ordinal();
        SeatPage page = madePage(only, withGzip, now);
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
                page = lines.page(current.moment(), only);
            }
            if (!isComplete(page, withGzip)) {
                page = page.withGzip();
            }
            current.pages().set(index, page);
            return page;
        }
    }

    /// The list at this moment, or null if it would have to be built first.
    @Nullable
    SeatPage madePage(@Nullable SeatStatus only, boolean withGzip, Instant now) {
        Lists current = lists;
        int index = only == null ? STATUSES.length : only.ordinal();
        SeatPage page = current.hold(changes, SeatSnapshot.micros(now))
                ? current.pages().get(index)
                : null;
        return page != null && isComplete(page, withGzip) ? page : null;
    }

    private static boolean isComplete(SeatPage page, boolean withGzip) {
        return !withGzip || page.gzip() != null || !page.worthGzip();
    }

    private synchronized Lists listsAt(long now) {
        byte[] shown = new byte[named];
        areas.advance(now);
        long from = areas.lastPassed();
        long until = areas.nextDeadline();
        for (int place = 0; place < shown.length; place++) {
            shown[place] = statusAt(place, now);
            if (shown[place] == SeatStatus.HELD.ordinal()) {
                until = Math.min(until, heldUntil[place]);
            } else if (statuses[place] == SeatStatus.HELD.ordinal()) {
                from = Math.max(from, heldUntil[place]);
            }
        }
        return new Lists(
                changes,
                new SeatJson.Moment(shown, areas.freeInEach(), version),
                new Span(from, until),
                new AtomicReferenceArray<>(STATUSES.length + 1));
    }
}
