package dev.frontrow.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The concerts in memory. Each reading is told to all that follow concerts; the readings of one concert come one after
/// the other, so nobody is told an older one last. Thread-safe.
@Component
class KnownConcerts {

    private static final int KEPT_MAX = 1_000;

    private final Programme programme;
    private final ConcertSearch search;
    private final ObjectProvider<ConcertFollower> followers;
    private final LoadingCache<Long, @Nullable Concert> byId;

    KnownConcerts(
            Concerts concerts, Programme programme, ConcertSearch search, ObjectProvider<ConcertFollower> followers) {
        this.programme = programme;
        this.search = search;
        this.followers = followers;
        byId = Caffeine.newBuilder().maximumSize(KEPT_MAX).build(id -> {
            Concert read = concerts.find(id).orElse(null);
            if (read != null) {
                followers().forEach(follower -> follower.follow(read));
            }
            return read;
        });
    }

    Optional<Concert> find(long concertId) {
        return Optional.ofNullable(byId.get(concertId));
    }

    Programme programme() {
        return programme;
    }

    Stream<ConcertFollower> followers() {
        return followers.stream();
    }

    /// To be called once a new concert is there for everybody.
    void added() {
        programme.changed();
    }

    /// To be called once an edit of the concert is there for everybody. Waits for a reading that has begun
    /// before, which may have missed the edit.
    void edited(long concertId) {
        byId.invalidate(concertId);
        search.forget(concertId);
        programme.changed();
        var _ = byId.get(concertId);
    }

    /// The concerts in memory.
    List<Long> readByThen() {
        return List.copyOf(byId.asMap().keySet());
    }

    /// To be called if any concert may have been edited.
    void doubt() {
        search.forgetAll();
        programme.changed();
    }
}
