package dev.frontrow.catalog.venue;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of drafts. A venue has at most one. To save it, an operator names the revision that they have read.
@Repository
class VenueDrafts {

    /// @param revision counts how often it was saved, from 1
    /// @param basedOn  the venue's newest version when the draft began; null if there was none
    record VenueDraft(
            long venueId,
            int revision,
            String name,
            @Nullable Integer basedOn,
            Instant savedAt) {}

    /// What is saved.
    ///
    /// @param plan as JSON
    record Sketch(String name, @Nullable Integer basedOn, String plan) {}

    private final JdbcClient jdbc;

    VenueDrafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A new venue without a version.
    long insertVenue(Instant now) {
        return jdbc.sql("insert into catalog.venue (created_at) values (:now) returning venue_id")
                .param("now", Timestamps.of(now))
                .query(Long.class)
                .single();
    }

    /// Empty if the venue has a draft.
    Optional<VenueDraft> insert(long venueId, Sketch sketch, Instant now) {
        return bind(venueId, sketch, now, """
                insert into catalog.venue_draft (venue_id, revision, name, based_on, plan, saved_at)
                values (:venueId, 1, :name, :basedOn, :plan::json, :now)
                on conflict (venue_id) do nothing
                returning venue_id, revision, name, based_on, saved_at
                """).query((row, _) -> draft(row)).optional();
    }

    /// Empty if the draft is not at this revision.
    Optional<VenueDraft> update(long venueId, int revision, Sketch sketch, Instant now) {
        return bind(venueId, sketch, now, """
                update catalog.venue_draft
                set revision = revision + 1, name = :name, based_on = :basedOn, plan = :plan::json, saved_at = :now
                where venue_id = :venueId and revision = :revision
                returning venue_id, revision, name, based_on, saved_at
                """)
                .param("revision", revision)
                .query((row, _) -> draft(row))
                .optional();
    }

    private JdbcClient.StatementSpec bind(long venueId, Sketch sketch, Instant now, String sql) {
        return jdbc.sql(sql)
                .param("venueId", venueId)
                .param("name", sketch.name())
                .param("basedOn", sketch.basedOn(), Types.INTEGER)
                .param("plan", sketch.plan())
                .param("now", Timestamps.of(now));
    }

    /// The draft that is gone now; empty if it was not at this revision.
    Optional<VenueDraft> delete(long venueId, int revision) {
        return jdbc.sql("""
                        delete from catalog.venue_draft
                        where venue_id = :venueId and revision = :revision
                        returning venue_id, revision, name, based_on, saved_at
                        """)
                .param("venueId", venueId)
                .param("revision", revision)
                .query((row, _) -> draft(row))
                .optional();
    }

    /// Locks the draft; empty if it is not at this revision.
    Optional<Sketch> lock(long venueId, int revision) {
        return jdbc.sql("""
                        select name, based_on, plan
                        from catalog.venue_draft
                        where venue_id = :venueId and revision = :revision
                        for update
                        """)
                .param("venueId", venueId)
                .param("revision", revision)
                .query((row, _) -> sketch(row))
                .optional();
    }

    Optional<VenueDraft> find(long venueId) {
        return jdbc.sql("""
                        select venue_id, revision, name, based_on, saved_at
                        from catalog.venue_draft
                        where venue_id = :venueId
                        """)
                .param("venueId", venueId)
                .query((row, _) -> draft(row))
                .optional();
    }

    Optional<String> plan(long venueId, int revision) {
        return jdbc.sql("""
                        select plan
                        from catalog.venue_draft
                        where venue_id = :venueId and revision = :revision
                        """)
                .param("venueId", venueId)
                .param("revision", revision)
                .query(String.class)
                .optional();
    }

    /// Drafts of venues with greater ids than the given one, in that order.
    List<VenueDraft> page(long afterVenueId, int limit) {
        return jdbc.sql("""
                        select venue_id, revision, name, based_on, saved_at
                        from catalog.venue_draft
                        where venue_id > :after
                        order by venue_id
                        limit :limit
                        """)
                .param("after", afterVenueId)
                .param("limit", limit)
                .query((row, _) -> draft(row))
                .list();
    }

    private static VenueDraft draft(ResultSet row) throws SQLException {
        return new VenueDraft(
                row.getLong("venue_id"),
                row.getInt("revision"),
                row.getString("name"),
                row.getObject("based_on", Integer.class),
                Timestamps.required(row, "saved_at"));
    }

    private static Sketch sketch(ResultSet row) throws SQLException {
        return new Sketch(row.getString("name"), row.getObject("based_on", Integer.class), row.getString("plan"));
    }
}
