package dev.frontrow.boxoffice.lookup;

import dev.frontrow.boxoffice.lookup.StoryRows.Sorted;
import dev.frontrow.database.SnapshotReads;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Answers all about one thing, as of one moment. Thread-safe.
@Service
class LookUps {

    static final int PAGE_MAX = 200;

    private final ThingRows things;
    private final StoryRows stories;
    private final SnapshotReads reads;
    private final InstantSource clock;

    LookUps(ThingRows things, StoryRows stories, SnapshotReads reads, InstantSource clock) {
        this.things = things;
        this.stories = stories;
        this.reads = reads;
        this.clock = clock;
    }

    /// A page of a buyer's story.
    ///
    /// @param next begins the next page; null if this is the last one
    record Story(
            KnownBuyer buyer,
            List<StoryEvent> events,
            @Nullable String next) {}

    Optional<Story> story(UUID buyerId, StoryCursor after, int limit) {
        return read(() -> things.buyer(buyerId).map(buyer -> {
            List<Sorted> sorted = stories.page(buyerId, after, clock.instant(), limit + 1);
            boolean more = sorted.size() > limit;
            List<Sorted> page = more ? sorted.subList(0, limit) : sorted;
            String next = more ? page.getLast().cursor().word() : null;
            return new Story(buyer, page.stream().map(Sorted::event).toList(), next);
        }));
    }

    Optional<LookedUpOrder> order(UUID paymentId) {
        return read(() -> things.order(paymentId, clock.instant()));
    }

    Optional<LookedUpHold> hold(UUID holdId) {
        return read(() -> things.hold(holdId, clock.instant()));
    }

    Optional<LookedUpPlace> place(PlaceId placeId) {
        return read(() -> things.place(placeId, clock.instant()));
    }

    private <T> Optional<T> read(Supplier<Optional<T>> statements) {
        return reads.read(Search.STATEMENT_MAX, statements);
    }
}
