package dev.frontrow.catalog.venue;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The tables of venues. A version never changes once it is entered.
@Repository
class Venues {

    /// So many may be entered for one venue in the same moment.
    private static final int AT_ONCE_MAX = 20;

    /// @param version      its number in the venue, from 1
    /// @param venueVersion names it among the versions of all venues
    record Version(
            long venueId, int version, long venueVersion, String name, int seats, int places, Instant createdAt) {}

    /// @param performances how many use it
    record UsedVersion(
            int version, long venueVersion, String name, int seats, int places, Instant createdAt, int performances) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Venues(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// A new venue with its first version.
    ///
    /// @param came the plan as it came, if in pretix' format
    Version insert(VenuePlan plan, @Nullable PretixPlan came, Instant now) {
        return bind(plan, came, now, jdbc.sql("""
                        with made as (
                            insert into catalog.venue (created_at)
                            values (:now)
                            returning venue_id)
                        insert into catalog.venue_version
                            (venue_id, version, name, seats, places, plan, pretix, created_at)
                        select venue_id, 1, :name, :seats, :places, :plan::json, :pretix::json, :now
                        from made
                        returning venue_id, version, venue_version, name, seats, places, created_at
                        """))
                .query((row, _) -> version(row))
                .single();
    }

    private JdbcClient.StatementSpec bind(
            VenuePlan plan, @Nullable PretixPlan came, Instant now, JdbcClient.StatementSpec statement) {
        return statement
                .param("name", plan.name())
                .param("seats", plan.seatCount())
                .param("places", plan.placeCount())
                .param("plan", json.writeValueAsString(plan))
                .param("pretix", came == null ? null : json.writeValueAsString(came))
                .param("now", Timestamps.of(now));
    }

    /// The next version of a venue; empty if there is no such venue.
    Optional<Version> insertVersion(long venueId, VenuePlan plan, @Nullable PretixPlan came, Instant now) {
        for (int i = 0; i < AT_ONCE_MAX; i++) {
            Optional<Version> made = tryInsertVersion(venueId, plan, came, now);
            if (made.isPresent() || !exists(venueId)) {
                return made;
            }
        }
        throw new IllegalStateException("too many versions of venue " + venueId + " at once");
    }

    /// Empty also if another one got this number first.
    private Optional<Version> tryInsertVersion(long venueId, VenuePlan plan, @Nullable PretixPlan came, Instant now) {
        return bind(plan, came, now, jdbc.sql("""
                        insert into catalog.venue_version
                            (venue_id, version, name, seats, places, plan, pretix, created_at)
                        select venue_id, 1 + (select coalesce(max(version), 0) from catalog.venue_version
                                              where venue_id = :venueId),
                               :name, :seats, :places, :plan::json, :pretix::json, :now
                        from catalog.venue
                        where venue_id = :venueId
                        on conflict (venue_id, version) do nothing
                        returning venue_id, version, venue_version, name, seats, places, created_at
                        """))
                .param("venueId", venueId)
                .query((row, _) -> version(row))
                .optional();
    }

    /// The version of this number; empty if the venue has it already.
    Optional<Version> insertNumbered(long venueId, int version, VenuePlan plan, Instant now) {
        return bind(plan, null, now, jdbc.sql("""
                        insert into catalog.venue_version
                            (venue_id, version, name, seats, places, plan, pretix, created_at)
                        values (:venueId, :version, :name, :seats, :places, :plan::json, :pretix::json, :now)
                        on conflict (venue_id, version) do nothing
                        returning venue_id, version, venue_version, name, seats, places, created_at
                        """))
                .param("venueId", venueId)
                .param("version", version)
                .query((row, _) -> version(row))
                .optional();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getLong("venue_id"),
                row.getInt("version"),
                row.getLong("venue_version"),
                row.getString("name"),
                row.getInt("seats"),
                row.getInt("places"),
                Timestamps.required(row, "created_at"));
    }

    boolean exists(long venueId) {
        return jdbc.sql("select exists (select from catalog.venue where venue_id = :venueId)")
                .param("venueId", venueId)
                .query(Boolean.class)
                .single();
    }

    /// The greatest number of a version, 0 where there is none; empty if there is no such venue.
    Optional<Integer> newest(long venueId) {
        return jdbc.sql("""
                        select coalesce(max(v.version), 0)
                        from catalog.venue
                            left join catalog.venue_version v using (venue_id)
                        where venue_id = :venueId
                        group by venue_id
                        """).param("venueId", venueId).query(Integer.class).optional();
    }

    /// The newest versions of a venue, the newest first, and how many performances use each.
    List<UsedVersion> history(long venueId, int limit) {
        return jdbc.sql("""
                        select v.version, v.venue_version, v.name, v.seats, v.places, v.created_at,
                               (select count(*) from catalog.performance p
                                where p.venue_version = v.venue_version) as performances
                        from catalog.venue_version v
                        where v.venue_id = :venueId
                        order by v.version desc
                        limit :limit
                        """)
                .param("venueId", venueId)
                .param("limit", limit)
                .query((row, _) -> new UsedVersion(
                        row.getInt("version"),
                        row.getLong("venue_version"),
                        row.getString("name"),
                        row.getInt("seats"),
                        row.getInt("places"),
                        Timestamps.required(row, "created_at"),
                        row.getInt("performances")))
                .list();
    }

    /// As its newest version has it; empty if there is no such venue.
    Optional<String> name(long venueId) {
        return jdbc.sql("""
                        select name
                        from catalog.venue_version
                        where venue_id = :venueId
                        order by version desc
                        limit 1
                        """).param("venueId", venueId).query(String.class).optional();
    }

    /// Versions with greater ids than the given one, in that order.
    List<Version> page(long afterVenueVersion, int limit) {
        return jdbc.sql("""
                        select venue_id, version, venue_version, name, seats, places, created_at
                        from catalog.venue_version
                        where venue_version > :after
                        order by venue_version
                        limit :limit
                        """)
                .param("after", afterVenueVersion)
                .param("limit", limit)
                .query((row, _) -> version(row))
                .list();
    }

    Optional<VenuePlan> plan(long venueId, int version) {
        return jdbc.sql("""
                        select plan
                        from catalog.venue_version
                        where venue_id = :venueId and version = :version
                        """)
                .param("venueId", venueId)
                .param("version", version)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /// As it came in pretix' format; empty if it came in another one.
    Optional<PretixPlan> pretix(long venueId, int version) {
        return jdbc.sql("""
                        select pretix
                        from catalog.venue_version
                        where venue_id = :venueId and version = :version and pretix is not null
                        """)
                .param("venueId", venueId)
                .param("version", version)
                .query(String.class)
                .optional()
                .map(came -> json.readValue(came, PretixPlan.class));
    }

    @Nullable
    VenuePlan plan(long venueVersion) {
        return jdbc.sql("select plan from catalog.venue_version where venue_version = :venueVersion")
                .param("venueVersion", venueVersion)
                .query(String.class)
                .optional()
                .map(this::read)
                .orElse(null);
    }

    private VenuePlan read(String plan) {
        return json.readValue(plan, VenuePlan.class);
    }
}
