package dev.frontrow.identity.sessions;

import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.database.AfterCommit;
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

/// Ended sessions in memory, so that every request can ask. They are stored in the database first; what another
/// process has ended is read there twice a second. Only the owner of a genuine token can add an entry, and an
/// entry goes when no token of its session can be valid any more. There is a limit for each buyer and one for
/// all. Thread-safe.
@Component
@DependsOnDatabaseInitialization
public class EndedSessions implements SessionEndings {

    /// Single sessions that are remembered of one buyer; one more ends all of that buyer's sessions.
    static final int PER_BUYER_MAX = 20;

    /// The same for a buyer of an outside issuer: the issuer begins those sessions, so we cannot end all of them
    /// at once.
    private static final int PER_OUTSIDE_BUYER_MAX = 200;

    /// Buyers remembered at once: some 100 MB at the very most.
    private static final int BUYERS_MAX = 500_000;

    /// No statement takes longer, so a reader that goes back this far misses no late commit.
    private static final Duration LATE_COMMITS = Duration.ofMinutes(1);

    /// @param until when all of this can be forgotten
    private record Endings(int generation, Map<UUID, Instant> sessions, Instant until) {

        static final Endings NONE = new Endings(0, Map.of(), Instant.EPOCH);

        boolean isOver(Session session) {
            return session.generation() < generation
                    || generation == EndedSessionRows.Generation.GONE
                    || sessions.containsKey(session.id());
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
    private final SingleJobs jobs;
    private volatile Instant readUpTo = Instant.EPOCH;

    EndedSessions(EndedSessionRows rows, InstantSource time, SingleJobs jobs) {
        this.rows = rows;
        this.time = time;
        this.jobs = jobs;
        follow();
    }

    @Override
    public boolean isOver(Session session) {
        Endings endings = byBuyer.get(session.buyerId());
        return endings != null && endings.isOver(session);
    }

    /// Ends a session for good, here and in the database. False if too many are remembered; then nothing has
    /// ended.
    public boolean end(Session session) {
        if (isFull(session)) {
            return false;
        }
        int others = again(() -> rows.end(session, time.instant()));
        if (others >= PER_BUYER_MAX && !isOutside(session)) {
            endAll(session.buyerId());
        } else {
            remember(ended(session));
        }
        return true;
    }

    /// The same in the caller's transaction, which there must be; this server follows once it is committed.
    public boolean endInTransaction(Session session) {
        if (isFull(session)) {
            return false;
        }
        int others = rows.end(session, time.instant());
        if (others >= PER_BUYER_MAX && !isOutside(session)) {
            beginGeneration(session.buyerId());
        } else {
            // Whether the commit is known or not: its owner wanted it to end.
            AfterCommit.follow(() -> remember(ended(session)), () -> remember(ended(session)));
        }
        return true;
    }

    /// Ends all sessions that a buyer has begun by a password of ours, in the caller's transaction; this server follows
    /// once it is committed. Returns the generation of those that begin from now on.
    public int beginGeneration(UUID buyerId) {
        EndedSessionRows.Generation begun = rows.endAll(buyerId, time.instant());
        rememberOnceCommitted(begun);
        return begun.number();
    }

    /// Takes over a generation that begins in the caller's transaction. If the outcome of its commit is unknown, the
    /// next reading finds it out: a generation that never began would end every session of its buyer from now on.
    public void rememberOnceCommitted(EndedSessionRows.Generation begun) {
        AfterCommit.follow(() -> remember(begun), () -> {});
    }

    private boolean isFull(Session session) {
        Endings known = byBuyer.getOrDefault(session.buyerId(), Endings.NONE);
        return byBuyer.size() >= BUYERS_MAX
                || isOutside(session) && known.sessions().size() >= PER_OUTSIDE_BUYER_MAX;
    }

    private static boolean isOutside(Session session) {
        return session.generation() == Session.OUTSIDE;
    }

    private static EndedSessionRows.Ended ended(Session session) {
        return new EndedSessionRows.Ended(session.id(), session.buyerId(), session.endsAtLatest());
    }

    /// Ends all sessions that a buyer has begun by a password of ours.
    public void endAll(UUID buyerId) {
        remember(again(() -> rows.endAll(buyerId, time.instant())));
    }

    /// Takes over a generation that was begun and committed elsewhere.
    public void remember(EndedSessionRows.Generation begun) {
        byBuyer.merge(
                begun.buyerId(),
                Endings.NONE.from(begun.number(), begun.begunAt().plus(Session.TOKEN_LIFE_MAX)),
                (known, fresh) -> known.from(fresh.generation(), fresh.until()));
    }

    private void remember(EndedSessionRows.Ended ended) {
        byBuyer.compute(
                ended.buyerId(),
                (_, known) -> Objects.requireNonNullElse(known, Endings.NONE)
                        .with(ended.sessionId(), ended.until(), time.instant()));
    }

    /// Reads what other processes have ended; the first time, everything that is ended. If the database is away,
    /// nothing that is known is lost.
    @Scheduled(fixedDelayString = "PT0.5S")
    final void follow() {
        Instant now = time.instant();
        boolean first = readUpTo.equals(Instant.EPOCH);
        Instant since = readUpTo.minus(first ? Duration.ZERO : LATE_COMMITS);
        try {
            rows.begunSince(first ? now.minus(Session.TOKEN_LIFE_MAX) : since).forEach(this::remember);
            rows.endedSince(since, now).forEach(this::remember);
            readUpTo = now;
        } catch (DataAccessException away) {
            if (first) {
                throw away;
            }
        }
    }

    /// Forgets entries that no valid token can ask for; in the database, one node does it.
    @Scheduled(fixedDelayString = "PT1M")
    int sweep() {
        Instant now = time.instant();
        byBuyer.values().removeIf(endings -> !now.isBefore(endings.until()));
        return jobs.areHere() ? rows.sweep(now) : 0;
    }

    /// How many buyers are remembered.
    int buyers() {
        return byBuyer.size();
    }

    /// All statements here may run twice. So a lost connection, even at COMMIT, is no reason to leave a fan
    /// signed in who wanted to sign out.
    private static <T> T again(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException lost) {
            return statement.get();
        }
    }
}
