package dev.frontrow.waitingroom.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is read from the database at its first use and follows its changes from then on. It may be forgotten and read
/// again while somebody still has it. A committed change reaches what memory has, however it meets a reading: a reading
/// that began before the commit may not have seen it, and one that begins later will. Thread-safe.
///
/// @param <R> what is remembered under an id
public final class InMemory<R> {

    /// Beyond this many changes during one reading, it is read again.
    static final int MISSED_MAX = 100_000;

    /// A place in memory. It stays when its content is forgotten.
    private final class Slot {

        private final ReentrantLock reading = new ReentrantLock();
        private volatile @Nullable R content;
        /// Committed during the reading that runs; null if none does.
        private @Nullable List<Consumer<R>> missed;
        /// The reading that runs may have begun too early.
        private boolean outdated;

        R get(Supplier<R> read) {
            reading.lock();
            try {
                while (content == null) {
                    begin();
                    end(read);
                }
                return Objects.requireNonNull(content);
            } finally {
                reading.unlock();
            }
        }

        private synchronized void begin() {
            missed = new ArrayList<>();
            outdated = false;
        }

        private void end(Supplier<R> read) {
            R begun = null;
            try {
                begun = read.get();
            } finally {
                fill(begun);
            }
        }

        /// Leaves the slot empty if this reading does not count.
        private synchronized void fill(@Nullable R begun) {
            List<Consumer<R>> changes = Objects.requireNonNull(missed);
            missed = null;
            if (begun != null && !outdated && changes.size() < MISSED_MAX) {
                changes.forEach(change -> change.accept(begun));
                content = begun;
            }
        }

        void tell(Consumer<R> change) {
            R there = content;
            if (there == null) {
                there = keep(change);
            }
            if (there != null) {
                change.accept(there);
            }
        }

        /// The content if it has just come.
        private synchronized @Nullable R keep(Consumer<R> change) {
            if (content == null && missed != null && missed.size() < MISSED_MAX) {
                missed.add(change);
            }
            return content;
        }

        synchronized void forget() {
            outdated = true;
            R there = content;
            if (there != null) {
                // First: who finds it not forgotten has committed before the next reading begins.
                forgotten.accept(there, this::tell);
                content = null;
            }
        }
    }

    private final BiConsumer<R, Consumer<Consumer<R>>> forgotten;
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();

    /// @param forgotten gets what is being forgotten, and a way to tell of changes what is read in its place
    public InMemory(BiConsumer<R, Consumer<Consumer<R>>> forgotten) {
        this.forgotten = forgotten;
    }

    /// Empty if it is not in memory.
    public Optional<R> find(long id) {
        Slot slot = slots.get(id);
        return slot == null ? Optional.empty() : Optional.ofNullable(slot.content);
    }

    /// All that is in memory now.
    public List<R> all() {
        List<R> all = new ArrayList<>();
        slots.values().forEach(slot -> {
            R content = slot.content;
            if (content != null) {
                all.add(content);
            }
        });
        return all;
    }

    /// Reads it if it is not there. One thread reads; others wait for it.
    public R get(long id, Supplier<R> read) {
        return slots.computeIfAbsent(id, _ -> new Slot()).get(read);
    }

    /// Tells of a committed change what is in memory or being read. It may be known there already. Never waits.
    public void tell(long id, Consumer<R> change) {
        Slot slot = slots.get(id);
        if (slot != null) {
            slot.tell(change);
        }
    }

    /// It is read anew at its next use.
    public void forget(long id) {
        Slot slot = slots.get(id);
        if (slot != null) {
            slot.forget();
        }
    }
}
