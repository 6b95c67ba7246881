package dev.frontrow.news;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of news.
@Repository
class NewsRows {

    /// A reading with more items is not worth it: reading everything again is cheaper.
    static final int READ_MAX = 20_000;

    /// Rows of one deletion, so that it is short.
    private static final int SWEPT_MAX = 10_000;

    /// What one statement saw of the items of other nodes.
    ///
    /// @param at  the database's time
    /// @param ids of items that the snapshot before did not see, in order; one more than [#READ_MAX] if there are
    ///            too many
    record Reading(Snapshot seen, Instant at, List<Long> ids) {}

    private final JdbcClient jdbc;

    NewsRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Adds an item in the caller's transaction.
    NewsItem insert(String node, Message message) {
        return jdbc.sql("""
                        insert into news.item (node, topic, subject, body)
                        values (:node, :topic, :subject, :body)
                        returning id, xid::text::bigint as xid, topic, subject, body, made_at
                        """)
                .param("node", node)
                .param("topic", message.topic())
                .param("subject", message.subject())
                .param("body", message.body())
                .query((row, _) -> item(row))
                .single();
    }

    /// Lists what other nodes have committed since the snapshot.
    Reading readSince(Snapshot before, String node) {
        return jdbc.sql("""
                        select pg_current_snapshot()::text as seen, clock_timestamp() as at,
                               array(select id
                                     from news.item
                                     where (xid >= :xmax::text::xid8 or xid = any(:running::text[]::xid8[]))
                                         and node <> :node
                                     order by id
                                     limit :rows) as ids
                        """)
                .param("xmax", before.xmax())
                .param("running", before.runningTexts())
                .param("node", node)
                .param("rows", READ_MAX + 1)
                .query((row, _) -> new Reading(
                        Snapshot.parse(row.getString("seen")), Timestamps.required(row, "at"), List.of((Long[])
                                row.getArray("ids").getArray())))
                .single();
    }

    /// Those of these items that are still there, in the order of their ids.
    List<NewsItem> items(Collection<Long> ids) {
        return jdbc.sql("""
                        select id, xid::text::bigint as xid, topic, subject, body, made_at
                        from news.item
                        where id = any(:ids)
                        order by id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> item(row))
                .list();
    }

    /// Deletes some items that this snapshot saw.
    int deleteSeenBy(Snapshot old) {
        return jdbc.sql("""
                        delete from news.item
                        where id in (
                            select id
                            from news.item
                            where xid < :xmax::text::xid8 and xid <> all(:running::text[]::xid8[])
                            limit :rows)
                        """)
                .param("xmax", old.xmax())
                .param("running", old.runningTexts())
                .param("rows", SWEPT_MAX)
                .update();
    }

    /// What a statement sees now.
    Snapshot snapshot() {
        return jdbc.sql("select pg_current_snapshot()::text")
                .query((row, _) -> Snapshot.parse(row.getString(1)))
                .single();
    }

    /// Names the database so that it shows where ids of transactions may be given again. A promoted standby begins a
    /// new timeline, and another installation has another system identifier. A crash loses the ids of transactions
    /// that had written nothing to the log, and with it PostgreSQL's statistics: those say since when they count.
    String database() {
        return jdbc.sql("""
                        select system_identifier || '/' || current_database() || '/'
                            || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) || '/'
                            || extract(epoch from pg_stat_get_bgwriter_stat_reset_time())
                        from pg_control_system()
                        """).query(String.class).single();
    }

    /// Names the installation: the same for all its nodes, also after a standby was promoted.
    String installation() {
        return jdbc.sql("select system_identifier || '/' || current_database() from pg_control_system()")
                .query(String.class)
                .single();
    }

    /// The key that signs what goes through Redis.
    byte[] key() {
        return jdbc.sql("select key from news.channel")
                .query((row, _) -> row.getBytes("key"))
                .single();
    }

    private static NewsItem item(ResultSet row) throws SQLException {
        return new NewsItem(
                row.getLong("id"),
                row.getLong("xid"),
                Timestamps.required(row, "made_at"),
                new Message(row.getString("topic"), row.getLong("subject"), row.getBytes("body")));
    }
}
