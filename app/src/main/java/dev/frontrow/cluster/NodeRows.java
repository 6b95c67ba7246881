package dev.frontrow.cluster;

import dev.frontrow.database.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The SQL of the nodes.
final class NodeRows {

    /// How long a node lives without being seen.
    static final Duration LIFE = Duration.ofSeconds(4);

    private static final Duration KEPT = Duration.ofMinutes(1);

    /// A row from the future was written before the database's clock was set back.
    private static final String LIVES =
            "n.seen_at > now() - make_interval(secs => :life) and n.seen_at < now() + make_interval(secs => :life)";

    private final JdbcClient jdbc;

    NodeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Enters the node, or tells that it is still alive. False if another live node has its name.
    boolean beat(Node self) {
        return jdbc.sql("""
                        insert into cluster.node as n (name, node_id, version, started_at, seen_at)
                        values (:name, :id, :version, now(), now())
                        on conflict (name) do update
                            set node_id = excluded.node_id, version = excluded.version, seen_at = excluded.seen_at,
                                started_at = case when n.node_id = excluded.node_id then n.started_at
                                             else excluded.started_at end
                            where n.node_id = excluded.node_id or not (%s)
                        """.formatted(LIVES))
                        .param("name", self.name())
                        .param("id", self.id())
                        .param("version", self.version())
                        .param("life", seconds(LIFE))
                        .update()
                > 0;
    }

    List<Node> live() {
        return jdbc.sql("""
                        select n.name, n.node_id, n.version, n.started_at, n.seen_at
                        from cluster.node n
                        where %s
                        """.formatted(LIVES))
                .param("life", seconds(LIFE))
                .query((row, _) -> new Node(
                        row.getString("name"),
                        row.getObject("node_id", UUID.class),
                        row.getString("version"),
                        Timestamps.required(row, "started_at"),
                        Timestamps.required(row, "seen_at")))
                .list();
    }

    /// Deletes those that have been dead for a while: until then they may come back as they were.
    int sweep() {
        return jdbc.sql("""
                        delete from cluster.node
                        where name in (
                            select n.name
                            from cluster.node n
                            where n.seen_at < now() - make_interval(secs => :kept)
                                or n.seen_at > now() + make_interval(secs => :life)
                            for update skip locked)
                        """)
                .param("kept", seconds(KEPT))
                .param("life", seconds(LIFE))
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from cluster.node where node_id = :id").param("id", id).update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
