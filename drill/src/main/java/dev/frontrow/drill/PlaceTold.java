package dev.frontrow.drill;

import dev.frontrow.drill.Story.Turn;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A place in line as its fan has been told, poll by poll.
final class PlaceTold {

    private static final Set<String> ENDS = Set.of("FINISHED", "EXPIRED", "LEFT");

    private final Story story;
    /// 0 until it is told.
    private long number;
    private String queueToken;
    private String state;
    private long pollAfterMillis;
    private long ahead;
    private long waitedNanos;
    private int waitedAt;

    /// @param place the answer to the join
    /// @param node  that gave it, by its index
    PlaceTold(JsonNode place, int node, Story story) {
        this.story = story;
        ahead = place.path("ahead").asLong(Long.MAX_VALUE);
        queueToken = place.path("queueToken").asString();
        state = place.path("state").asString();
        pollAfterMillis = place.path("pollAfterMs").asLong();
        waitedNanos = System.nanoTime();
        waitedAt = node;
        hearNumber(place);
    }

    /// The number is told from the opening on, and never another one.
    private void hearNumber(JsonNode place) {
        long told = place.path("position").asLong(number);
        if (number == 0 && told > 0) {
            number = told;
            story.placed(number);
        } else if (told != number) {
            story.complain("the place " + number + " became " + told);
        } else if (told == 0 && !state.equals("PRE_QUEUE")) {
            story.complain("a place without a number: " + place);
        }
    }

    /// The answer to a poll.
    ///
    /// @param askedNanos when it was sent, by [System#nanoTime]
    void told(JsonNode place, int node, long askedNanos) {
        queueToken = place.path("queueToken").asString(queueToken);
        state = place.path("state").asString();
        pollAfterMillis = place.path("pollAfterMs").asLong();
        hearNumber(place);
        if (isOver()) {
            story.complain("the place " + number + " is " + state + " without having been admitted");
        }
        long nowAhead = place.path("ahead").asLong(ahead);
        if (nowAhead > ahead) {
            story.sawMoreAhead();
        }
        ahead = nowAhead;
        if (isAdmitted()) {
            story.admitted(new Turn(number, waitedNanos, waitedAt, System.nanoTime()));
        } else {
            waitedNanos = askedNanos;
            waitedAt = node;
        }
    }

    String queueToken() {
        return queueToken;
    }

    boolean isAdmitted() {
        return state.equals("ADMITTED");
    }

    boolean isOver() {
        return ENDS.contains(state);
    }

    long pollAfterMillis() {
        return pollAfterMillis;
    }
}
