package dev.frontrow.drill;

import dev.frontrow.drill.Story.Kind;
import dev.frontrow.drill.Story.Promise;
import dev.frontrow.drill.Story.Turn;
import dev.frontrow.drill.Watch.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares what fans were told with what the database has. Each rule is named, with what breaks it.
final class Findings {

    private final Map<String, List<String>> broken = new LinkedHashMap<>();

    /// What breaks each rule, in the order of the checks.
    Map<String, List<String>> broken() {
        return broken;
    }

    void rule(String name, List<String> brokenBy) {
        broken.put(name, brokenBy);
    }

    void checkPromises(List<Story> stories, Stored stored) {
        rule("every effect that was answered is there once", lostEffects(stories, stored));
        rule("every payment and top-up is known to its fan", unknownPayments(stories, stored));
        rule("no number twice, no place lost", lostPlaces(stories, stored));
        rule("no fan was sent away, or told what cannot be", complaints(stories));
    }

    private static List<String> lostEffects(List<Story> stories, Stored stored) {
        List<String> lost = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Story story : stories) {
            for (Promise promise : story.promises()) {
                if (!seen.add(promise.kind() + promise.id()) || !isKept(promise, stored)) {
                    lost.add("buyer %s was told of %s".formatted(story.buyerId(), promise));
                }
            }
        }
        return lost;
    }

    private static boolean isKept(Promise promise, Stored stored) {
        return switch (promise.kind()) {
            case HOLD -> stored.holds().containsKey(promise.id());
            case RELEASE ->
                Set.of("RELEASED", "EXPIRED").contains(stored.holds().getOrDefault(promise.id(), ""));
            case PAYMENT -> stored.payments().contains(promise.id());
            case TOP_UP -> stored.topUps().getOrDefault(promise.id(), 0L) == promise.amountMinor();
        };
    }

    private static List<String> unknownPayments(List<Story> stories, Stored stored) {
        List<String> unknown = new ArrayList<>();
        for (Story story : stories) {
            long paid = stored.paid().getOrDefault(story.buyerId(), 0L);
            long told = story.promises().stream()
                    .filter(promise -> promise.kind() == Kind.PAYMENT)
                    .count();
            long credited = stored.credited().getOrDefault(story.buyerId(), 0L);
            long toldCredit = story.promises().stream()
                    .filter(promise -> promise.kind() == Kind.TOP_UP)
                    .mapToLong(Promise::amountMinor)
                    .sum();
            if (told != paid || toldCredit != credited) {
                unknown.add("buyer %s was told of %d payments and top-ups of %d, and there are %d and %d"
                        .formatted(story.buyerId(), told, toldCredit, paid, credited));
            }
        }
        return unknown;
    }

    private static List<String> lostPlaces(List<Story> stories, Stored stored) {
        List<String> lost = new ArrayList<>();
        for (Story story : stories) {
            for (long number : story.numbers()) {
                String owner = stored.places().getOrDefault(number, "nobody");
                if (!story.buyerId().equals(owner)) {
                    lost.add("place %d of buyer %s belongs to %s".formatted(number, story.buyerId(), owner));
                }
            }
        }
        return lost;
    }

    /// What fans complained of, and how often.
    static List<String> complaints(List<Story> stories) {
        return stories.stream()
                .flatMap(story -> story.complaints().stream())
                .collect(Collectors.groupingBy(complaint -> complaint, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .toList();
    }

    /// @param looks    in the order of time
    /// @param outages  when which node could not know what the others did
    void checkOrder(List<Story> stories, List<Look> looks, List<Outage> outages) {
        rule("serving position and epoch never fell", fallen(looks));
        List<Turn> turns = stories.stream()
                .flatMap(story -> story.turns().stream())
                .sorted(Comparator.comparingLong(Turn::number))
                .toList();
        rule(
                "nobody was admitted before the call",
                turns.stream()
                        .filter(turn -> isBeforeItsCall(turn, looks))
                        .map(Turn::toString)
                        .toList());
        rule("order of service = order of places", outOfOrder(turns, outages));
    }

    /// Kendall's tau of places and turns is 1 if no pair is out of order: the one in front was still told to wait
    /// when the one behind had been admitted. A node may be two seconds behind the others, and longer while it is
    /// cut off.
    ///
    /// @param turns in the order of places
    private static List<String> outOfOrder(List<Turn> turns, List<Outage> outages) {
        List<String> found = new ArrayList<>();
        for (int front = 0; front < turns.size(); front++) {
            Turn turn = turns.get(front);
            if (outages.stream().anyMatch(outage -> outage.excuses(turn))) {
                continue;
            }
            for (Turn behind : turns.subList(front + 1, turns.size())) {
                if (turn.waitedLongAfter(behind, Outage.BEHIND_NANOS_MAX)) {
                    found.add(turn + " waited when " + behind + " was in");
                }
            }
        }
        return found;
    }

    private static List<String> fallen(List<Look> looks) {
        List<String> fallen = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            Look before = looks.get(i - 1);
            Look now = looks.get(i);
            if (now.position() < before.position() || now.epoch() < before.epoch()) {
                fallen.add(before + " was followed by " + now);
            }
        }
        return fallen;
    }

    /// Whether a look that began after the fan was admitted still found the place uncalled.
    private static boolean isBeforeItsCall(Turn turn, List<Look> looks) {
        return looks.stream().anyMatch(look -> look.atNanos() > turn.toldNanos() && look.position() < turn.number());
    }
}
