package dev.frontrow.waitingroom.news;

import dev.frontrow.news.News;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the other nodes what has changed in a room. Without other nodes it does nothing. Thread-safe.
@Component
public class RoomNews {

    /// The subject is the concert's id, and the body is one of [RoomChanges].
    public static final String TOPIC = "room";

    private final News news;
    private final TransactionTemplate transaction;

    RoomNews(News news, TransactionTemplate transaction) {
        this.news = news;
        this.transaction = transaction;
    }

    /// Whether there may be other nodes.
    public boolean isShared() {
        return news.isShared();
    }

    /// Tells of these changes once the caller's transaction commits. Requires an active transaction if there are
    /// other nodes.
    public void tell(long concertId, RoomChange... changes) {
        if (news.isShared()) {
            news.tell(TOPIC, concertId, RoomChanges.write(List.of(changes)));
        }
    }

    /// Tells of these changes now, by a transaction of its own.
    public void tellNow(long concertId, List<RoomChange> changes) {
        transaction.executeWithoutResult(_ -> changes.forEach(change -> tell(concertId, change)));
    }

    /// Tells of the changes of these rows once the caller's transaction commits, by one item for each concert.
    public <R> void tell(Collection<R> rows, ToLongFunction<R> concertId, Function<R, RoomChange> change) {
        if (!news.isShared() || rows.isEmpty()) {
            return;
        }
        Map<Long, List<RoomChange>> byConcert = rows.stream()
                .collect(
                        Collectors.groupingBy(concertId::applyAsLong, Collectors.mapping(change, Collectors.toList())));
        byConcert.forEach((concert, changes) -> news.tell(TOPIC, concert, RoomChanges.write(changes)));
    }
}
