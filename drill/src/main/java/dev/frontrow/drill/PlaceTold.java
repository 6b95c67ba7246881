package dev.frontrow.drill;

import dev.frontrow.drill.Story.Turn;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A place in line as its fan has been told, poll by poll.
final class PlaceTold {

    private static final Set<String> ENDS = Set.of("FINISHED", "EXPIRED", "LEFT");

    private final Story story;
    private final long number;
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
        number = place.path("position").asLong();
        ahead = place.path("ahead").asLong(Long.MAX_VALUE);
        queueToken = place.path("queueToken").asString();
        state = place.path("state").asString();
        pollAfterMillis = place.path("pollAfterMs").asLong();
        waitedNanos = System.nanoTime();
        waitedAt = node;
        story.placed(number);
    }

    /// The answer to a poll.
    ///
    /// @param askedNanos when it was sent, by [System#nanoTime]
    void told(JsonNode place, int node, long askedNanos) {
        queueToken = place.path("queueToken").asString(queueToken);
        state = place.path("state").asString();
        pollAfterMillis = place.path("pollAfterMs").asLong();
        if (place.has("position") && place.path("position").asLong() != number) {
            story.complain("the place " + number + " became " + place.path("position"));
        }
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
