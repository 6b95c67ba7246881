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

/// Who is inside, who is on the way in, and who stands at the door because nobody else fits in. Not thread-safe:
/// [Line] guards it.
final class Admissions {

    private record End(PlaceNumber place, Instant at) {}

    private final Map<PlaceNumber, AdmissionTerm> termByPlace = new HashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));
    /// Whose admission is being stored, and by how many requests.
    private final Map<PlaceNumber, Integer> entering = new HashMap<>();
    private final Set<PlaceNumber> atTheDoor = new HashSet<>();
    /// Who went before their time, until that: whatever was read before must not bring them back.
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

    /// Places inside that are taken, or about to be.
    int taken() {
        return termByPlace.size() + entering.size();
    }

    int atTheDoor() {
        return atTheDoor.size();
    }

    /// Whether the place may be let in. If so, one place inside is kept for it; if not, the next one is.
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

    /// Whether there is no place inside for this one. If so, the next one is kept for it.
    boolean reserveNextEntry(PlaceNumber place, int capacity) {
        boolean full = !contains(place) && taken() >= capacity && !entering.containsKey(place);
        if (full) {
            atTheDoor.add(place);
        }
        return full;
    }

    /// One request that was to let the place in did not.
    void notEntered(PlaceNumber place) {
        entering.computeIfPresent(place, (_, requests) -> requests == 1 ? null : requests - 1);
    }

    /// Nobody is on the way in with this place any more; answers whether anybody was.
    boolean arrived(PlaceNumber place) {
        atTheDoor.remove(place);
        return entering.remove(place) != null;
    }

    /// False where the place was inside already, or has gone.
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

    /// Moves the end of one admission, never back, and spends its one move; false where the place is not inside.
    boolean stay(PlaceNumber place, Instant until) {
        AdmissionTerm before = termByPlace.get(place);
        if (before != null && before.until().isBefore(until)) {
            add(place, AdmissionTerm.fixed(until));
        }
        return before != null;
    }

    /// Moves the end of one admission to where it is, also back.
    void follow(PlaceNumber place, AdmissionTerm term) {
        if (contains(place)) {
            add(place, term);
        }
    }

    /// Takes the place out, wherever it is; answers until when it was admitted.
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

    /// Takes out those whose time is over.
    void expire(Instant now, Consumer<PlaceNumber> over) {
        while (!ends.isEmpty() && !ends.peek().at().isAfter(now)) {
            PlaceNumber place = ends.poll().place();
            wentEarly.computeIfPresent(place, (_, term) -> term.until().isAfter(now) ? term : null);
            AdmissionTerm term = termByPlace.get(place);
            // An end that has moved meanwhile stands further back once more.
            if (term != null && !term.until().isAfter(now)) {
                termByPlace.remove(place);
                over.accept(place);
            }
        }
    }

    /// Keeps no place for those who may not claim theirs any more.
    void sendAway(Predicate<PlaceNumber> missed) {
        atTheDoor.removeIf(missed);
    }
}
