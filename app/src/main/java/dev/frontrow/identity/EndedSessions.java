package dev.frontrow.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The sessions that were ended, in memory, so that every request can ask. The database has them first; what another
/// process has ended is read there twice a second. Only the owner of a genuine token gets in here, each entry goes when
/// no token of its session can live any more, and neither a buyer nor all of them can make it grow beyond a limit.
/// Thread-safe.
@Component
@DependsOnDatabaseInitialization
class EndedSessions implements SessionEndings {

    /// Single sessions remembered of one buyer; the next one ends all that they have.
    static final int PER_BUYER_MAX = 20;

    /// The same of a buyer whose sessions somebody else begins, so that we cannot end all of them.
    private static final int PER_OUTSIDE_BUYER_MAX = 200;

    /// Buyers remembered at once: some 100 MB at the very most.
    private static final int BUYERS_MAX = 500_000;

    /// No statement takes longer, so whoever reads back so far misses none that was committed late.
    private static final Duration LATE_COMMITS = Duration.ofMinutes(1);

    /// @param until when nothing of this is needed any more
    private record Endings(int generation, Map<UUID, Instant> sessions, Instant until) {

        static final Endings NONE = new Endings(0, Map.of(), Instant.EPOCH);

        boolean isOver(Session session) {
            return session.generation() < generation || sessions.containsKey(session.id());
        }

        Endings with(UUID sessionId, Instant end, Instant now) {
            Map<UUID, Instant> more = new HashMap<>(sessions);
            more.values().removeIf(over -> !now.isBefore(over));
            more.put(sessionId, end);
            return new Endings(generation, Map.copyOf(more), later(until, end));
        }

        Endings from(int number, Instant end) {
            return number <= generation ? this : new Endings(number, Map.of(), later(until, end));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    private final Map<UUID, Endings> byBuyer = new ConcurrentHashMap<>();
    private final EndedSessionRows rows;
    private final InstantSource time;
    private volatile Instant readUpTo = Instant.EPOCH;

    EndedSessions(EndedSessionRows rows, InstantSource time) {
        this.rows = rows;
        this.time = time;
        follow();
    }

    @Override
    public boolean isOver(Session session) {
        Endings endings = byBuyer.get(session.buyerId());
        return endings != null && endings.isOver(session);
    }

    /// Ends a session for good, here and in the database. False where too many are remembered; then nothing has ended.
    boolean end(Session session) {
        boolean outside = session.generation() == Session.OUTSIDE;
        Endings known = byBuyer.getOrDefault(session.buyerId(), Endings.NONE);
        if (byBuyer.size() >= BUYERS_MAX || outside && known.sessions().size() >= PER_OUTSIDE_BUYER_MAX) {
            return false;
        }
        int others = again(() -> rows.end(session, time.instant()));
        if (others >= PER_BUYER_MAX && !outside) {
            endAll(session.buyerId());
        } else {
            remember(new EndedSessionRows.Ended(session.id(), session.buyerId(), session.endsAtLatest()));
        }
        return true;
    }

    /// Ends all sessions that a buyer has begun by a password of ours.
    void endAll(UUID buyerId) {
        remember(again(() -> rows.endAll(buyerId, time.instant())));
    }

    /// A generation that somebody else has begun, and committed.
    void remember(EndedSessionRows.Generation begun) {
        byBuyer.merge(
                begun.buyerId(),
                Endings.NONE.from(begun.number(), begun.begunAt().plus(IdentitySettings.TOKEN_LIFE_MAX)),
                (known, fresh) -> known.from(fresh.generation(), fresh.until()));
    }

    private void remember(EndedSessionRows.Ended ended) {
        byBuyer.compute(
                ended.buyerId(),
                (_, known) -> Objects.requireNonNullElse(known, Endings.NONE)
                        .with(ended.sessionId(), ended.until(), time.instant()));
    }

    /// Reads what other processes have ended, or, for the first time, all that is ended. Where the database is away,
    /// what is known stays.
    @Scheduled(fixedDelayString = "PT0.5S")
    final void follow() {
        Instant now = time.instant();
        boolean first = readUpTo.equals(Instant.EPOCH);
        Instant since = readUpTo.minus(first ? Duration.ZERO : LATE_COMMITS);
        try {
            rows.begunSince(first ? now.minus(IdentitySettings.TOKEN_LIFE_MAX) : since)
                    .forEach(this::remember);
            rows.endedSince(since, now).forEach(this::remember);
            readUpTo = now;
        } catch (DataAccessException away) {
            if (first) {
                throw away;
            }
        }
    }

    /// Forgets what no token can ask for any more.
    @Scheduled(fixedDelayString = "PT1M")
    int sweep() {
        Instant now = time.instant();
        byBuyer.values().removeIf(endings -> !now.isBefore(endings.until()));
        return rows.sweep(now);
    }

    /// How many buyers are remembered.
    int buyers() {
        return byBuyer.size();
    }

    /// All statements here may run twice. So a connection that was lost, at the COMMIT too, is no reason to leave
    /// somebody signed in who wanted to be out.
    private static <T> T again(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException lost) {
            return statement.get();
        }
    }
}
