package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Places that are inside, places that are entering (their admission is being stored), and places at the door:
/// called, but waiting because the room is full. Not thread-safe: [Line] guards it.
final class Admissions {

    private record End(PlaceNumber place, Instant at) {}

    private final Map<PlaceNumber, AdmissionTerm> termByPlace = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));
    /// Places whose admission is being stored, with the number of requests that do so.
    private final Map<PlaceNumber, Integer> entering = new HashMap<>();
    private final Set<PlaceNumber> atTheDoor = new HashSet<>();
    /// Admissions that ended early, kept until their original end: a stale read of the row must not bring them
    /// back.
    private final Map<PlaceNumber, AdmissionTerm> wentEarly = new HashMap<>();

    @Nullable
    AdmissionTerm term(PlaceNumber place) {
        return termByPlace.get(place);
    }

    boolean contains(PlaceNumber place) {
        return termByPlace.containsKey(place);
    }

    /// Buyers inside.
    int count() {
        return termByPlace.size();
    }

    /// Places inside plus places entering.
    int taken() {
        return termByPlace.size() + entering.size();
    }

    int atTheDoor() {
        return atTheDoor.size();
    }

    /// Tries to reserve an entry. True if the place may enter: one entry is reserved for it, unless it is inside
    /// already. False if the room is full: the place then waits at the door, and the next free entry is reserved
    /// for it.
    boolean reserveEntry(PlaceNumber place, int capacity) {
        if (contains(place)) {
            return true;
        }
        if (reserveNextEntry(place, capacity)) {
            return false;
        }
        atTheDoor.remove(place);
        entering.merge(place, 1, Integer::sum);
        return true;
    }

    /// True if the room is full for this place. The place then waits at the door, and the next free entry is
    /// reserved for it.
    boolean reserveNextEntry(PlaceNumber place, int capacity) {
        boolean full = !contains(place) && taken() >= capacity && !entering.containsKey(place);
        if (full) {
            atTheDoor.add(place);
        }
        return full;
    }

    /// One request failed to admit the place. The reservation ends with the last such request.
    void notEntered(PlaceNumber place) {
        entering.computeIfPresent(place, (_, requests) -> requests == 1 ? null : requests - 1);
    }

    /// Ends the reservation of the place; true if it had one.
    boolean arrived(PlaceNumber place) {
        atTheDoor.remove(place);
        return entering.remove(place) != null;
    }

    /// Adds or updates an admission. True only if the place is inside newly: false if it was inside already or
    /// left early.
    boolean add(PlaceNumber place, AdmissionTerm term) {
        if (wentEarly.containsKey(place)) {
            return false;
        }
        AdmissionTerm before = termByPlace.put(place, term);
        if (before == null || !before.until().equals(term.until())) {
            ends.add(new End(place, term.until()));
        }
        return before == null;
    }

    /// Extends one admission, never shortens it, and uses up its one extension. False if the place is not inside.
    boolean stay(PlaceNumber place, Instant until) {
        AdmissionTerm before = termByPlace.get(place);
        if (before != null && before.until().isBefore(until)) {
            add(place, AdmissionTerm.fixed(until));
        }
        return before != null;
    }

    /// Sets the end of one admission, earlier or later. Does nothing if the place is not inside.
    void follow(PlaceNumber place, AdmissionTerm term) {
        if (contains(place)) {
            add(place, term);
        }
    }

    /// Removes the place. Returns the end of its admission, or null if it was not inside.
    @Nullable
    Instant remove(PlaceNumber place) {
        arrived(place);
        AdmissionTerm removed = termByPlace.remove(place);
        if (removed == null) {
            return null;
        }
        wentEarly.put(place, removed);
        return removed.until();
    }

    /// Moves the end of every running admission.
    void move(Duration by, Instant now) {
        ends.clear();
        for (var terms : List.of(termByPlace, wentEarly)) {
            terms.replaceAll((_, term) -> term.until().isAfter(now) ? term.movedBy(by) : term);
            terms.forEach((place, term) -> ends.add(new End(place, term.until())));
        }
    }

    /// Removes admissions that have ended and reports each place to `over`.
    void expire(Instant now, Consumer<PlaceNumber> over) {
        while (!ends.isEmpty() && !ends.peek().at().isAfter(now)) {
            PlaceNumber place = ends.poll().place();
            wentEarly.computeIfPresent(place, (_, term) -> term.until().isAfter(now) ? term : null);
            AdmissionTerm term = termByPlace.get(place);
            // A moved end has a later entry of its own.
            if (term != null && !term.until().isAfter(now)) {
                termByPlace.remove(place);
                over.accept(place);
            }
        }
    }

    /// Removes places from the door that may no longer be claimed.
    void sendAway(Predicate<PlaceNumber> missed) {
        atTheDoor.removeIf(missed);
    }
}
