package dev.frontrow.boxoffice.lookup;

import dev.frontrow.boxoffice.lookup.StoryRows.Sorted;
import dev.frontrow.database.SnapshotReads;
import java.time.Instant;
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
    private final EvidenceRows evidence;
    private final SnapshotReads reads;
    private final SeenBuyers seen;
    private final InstantSource clock;

    LookUps(LookUpRows rows, SnapshotReads reads, SeenBuyers seen, InstantSource clock) {
        this.things = rows.things();
        this.stories = rows.stories();
        this.evidence = rows.evidence();
        this.reads = reads;
        this.seen = seen;
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
        Optional<Story> story = read(() -> things.buyer(buyerId).map(buyer -> {
            List<Sorted> sorted = stories.page(buyerId, after, clock.instant(), limit + 1);
            boolean more = sorted.size() > limit;
            List<Sorted> page = more ? sorted.subList(0, limit) : sorted;
            String next = more ? page.getLast().cursor().word() : null;
            return new Story(buyer, page.stream().map(Sorted::event).toList(), next);
        }));
        story.ifPresent(_ -> seen.note(buyerId));
        return story;
    }

    Optional<LookedUpOrder> order(UUID paymentId) {
        Optional<LookedUpOrder> found = read(() -> things.order(paymentId, clock.instant()));
        found.ifPresent(order -> seen.note(order.buyer().buyerId()));
        return found;
    }

    /// All about an order and its buyer; that it was read is noted as for a story.
    Optional<Evidence> evidence(UUID paymentId) {
        Optional<Evidence> found = read(() -> {
            Instant now = clock.instant();
            return things.order(paymentId, now).map(order -> evidence.of(order, now));
        });
        found.ifPresent(evidenceOfOne -> seen.note(evidenceOfOne.order().buyer().buyerId()));
        return found;
    }

    Optional<LookedUpHold> hold(UUID holdId) {
        Optional<LookedUpHold> found = read(() -> things.hold(holdId, clock.instant()));
        found.ifPresent(hold -> seen.note(hold.buyer().buyerId()));
        return found;
    }

    Optional<LookedUpPlace> place(PlaceId placeId) {
        Optional<LookedUpPlace> found = read(() -> things.place(placeId, clock.instant()));
        found.ifPresent(place -> seen.note(place.buyer().buyerId()));
        return found;
    }

    private <T> Optional<T> read(Supplier<Optional<T>> statements) {
        return reads.read(Search.STATEMENT_MAX, statements);
    }
}
