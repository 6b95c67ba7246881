package dev.frontrow.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The SQL of the leases. Each statement is a transaction by itself, and all times are the database's.
final class LeaseRows {

    /// From the statement that takes or renews a lease to its end.
    static final Duration LIFE = Duration.ofSeconds(3);

    /// A lease that has more than this left is not renewed yet: about a second after it was.
    private static final Duration FRESH = Duration.ofMillis(2250);

    /// How long a lease stays free for others if this node does not know how it became free.
    private static final Duration UNSEEN = Duration.ofSeconds(1);

    /// A lease that a node requests.
    ///
    /// @param epoch        at which the node holds it, or 0
    /// @param owner        the owner that it saw last, or null if there was none
    /// @param afterRelease how long to leave it to others once it is given up
    /// @param afterEnd     how long to leave it to others once the lease of that owner is over
    record Asked(String name, long epoch, @Nullable UUID owner, Duration afterRelease, Duration afterEnd) {}

    /// A lease as it stands.
    ///
    /// @param taken whether this call took or renewed it
    record Found(String name, @Nullable UUID owner, long epoch, boolean taken) {}

    private static final String LOOK = """
            with asked as (
                select name, epoch, owner, after_release, after_end
                from unnest(cast(:names as text[]), cast(:epochs as bigint[]),
                            cast(cast(:owners as text[]) as uuid[]), cast(:afterRelease as float8[]),
                            cast(:afterEnd as float8[]))
                    as a (name, epoch, owner, after_release, after_end)
            ), entered as (
                insert into cluster.lease (name, epoch, until)
                select a.name, 0, now()
                from asked a
                where not exists (select from cluster.lease l where l.name = a.name)
                order by a.name
                on conflict do nothing
            ), due as (
                select l.name, l.owner = :node and l.epoch = a.epoch and l.until > now() as kept
                from cluster.lease l join asked a using (name)
                where case
                    when l.owner = :node
                        then l.epoch <> a.epoch or l.until < now() + make_interval(secs => :fresh)
                    -- the database's clock was set back
                    when l.until > now() + make_interval(secs => 2 * :life) then true
                    when l.owner is null then l.until + make_interval(secs => a.after_release) <= now()
                    when l.owner = a.owner then l.until + make_interval(secs => a.after_end) <= now()
                    else l.until + make_interval(secs => :unseen) <= now()
                end
                order by l.name
                for update of l skip locked
            ), taken as (
                update cluster.lease l
                set owner = :node, epoch = case when due.kept then l.epoch else l.epoch + 1 end,
                    until = now() + make_interval(secs => :life)
                from due
                where l.name = due.name
                returning l.name, l.epoch
            )
            select l.name, l.owner, l.epoch, taken.epoch as taken_epoch
            from asked join cluster.lease l using (name) left join taken using (name)
            """;

    private final JdbcClient jdbc;

    LeaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Renews the node's leases and takes those that it may. Skips leases that another node has locked, instead of
    /// waiting for it. Inserts names that have no row yet; the answer does not contain those.
    List<Found> look(UUID node, List<Asked> asked) {
        return jdbc.sql(LOOK)
                .param("node", node)
                .param("names", asked.stream().map(Asked::name).toArray(String[]::new))
                .param("epochs", asked.stream().map(Asked::epoch).toArray(Long[]::new))
                .param("owners", asked.stream().map(LeaseRows::ownerOf).toArray(String[]::new))
                .param("afterRelease", seconds(asked.stream().map(Asked::afterRelease)))
                .param("afterEnd", seconds(asked.stream().map(Asked::afterEnd)))
                .param("fresh", seconds(FRESH))
                .param("life", seconds(LIFE))
                .param("unseen", seconds(UNSEEN))
                .query((row, _) -> found(row, node))
                .list();
    }

    private static Found found(ResultSet row, UUID node) throws SQLException {
        String name = row.getString("name");
        long taken = row.getLong("taken_epoch");
        return taken > 0
                ? new Found(name, node, taken, true)
                : new Found(name, row.getObject("owner", UUID.class), row.getLong("epoch"), false);
    }

    /// Gives up leases at once, if the node still owns them at these epochs.
    void giveUp(UUID node, Map<String, Epoch> leases) {
        jdbc.sql("""
                        update cluster.lease l
                        set owner = null, until = least(l.until, now())
                        from unnest(cast(:names as text[]), cast(:epochs as bigint[])) as a (name, epoch)
                        where l.name = a.name and l.epoch = a.epoch and l.owner = :node
                        """)
                .param("node", node)
                .param("names", leases.keySet().toArray(String[]::new))
                .param("epochs", leases.values().stream().map(Epoch::value).toArray(Long[]::new))
                .update();
    }

    /// Ends all ownerships there are, by one epoch more. Returns the epochs.
    Map<String, Epoch> endAll() {
        return jdbc
                .sql("""
                        update cluster.lease
                        set owner = null, epoch = epoch + 1, until = least(until, now())
                        returning name, epoch
                        """)
                .query((row, _) -> Map.entry(row.getString("name"), new Epoch(row.getLong("epoch"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable String ownerOf(Asked lease) {
        return lease.owner() == null ? null : lease.owner().toString();
    }

    private static Double[] seconds(Stream<Duration> durations) {
        return durations.map(LeaseRows::seconds).toArray(Double[]::new);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
