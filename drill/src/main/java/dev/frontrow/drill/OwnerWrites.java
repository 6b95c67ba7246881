package dev.frontrow.drill;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Records each write to the columns that only a room's owner may write, in the database itself, and says which of
/// them were wrong.
final class OwnerWrites {

    private static final String RECORD = """
            create schema drill;
            create table drill.owner_write (
                id         bigint generated always as identity primary key,
                written_at timestamptz not null default clock_timestamp(),
                concert_id bigint not null,
                lane       text   not null,
                position   bigint not null,
                epoch      bigint not null
            );
            create function drill.record() returns trigger language plpgsql security definer set search_path = '' as $$
            begin
                insert into drill.owner_write (concert_id, lane, position, epoch)
                values (new.concert_id, new.lane, new.serving_position, new.epoch);
                return null;
            end $$;
            create trigger drill_records
                after update of serving_position, epoch on waitingroom.lane
                for each row execute function drill.record();
            """;

    private static final double CALLED_FOR_ONE_MAX = 1.05 / 0.8;

    /// @param position the serving position after it
    record Write(long concertId, String lane, long position, long epoch, OffsetDateTime writtenAt) {

        boolean isOfSameLane(Write other) {
            return concertId == other.concertId && lane.equals(other.lane);
        }
    }

    private final JdbcClient jdbc;

    private OwnerWrites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// From now on. Once for each database.
    static OwnerWrites recordedBy(JdbcClient jdbc) {
        jdbc.sql(RECORD).update();
        return new OwnerWrites(jdbc);
    }

    /// Those of these rooms, lane by lane, each in its order.
    List<Write> of(Collection<Long> concertIds) {
        return jdbc.sql("""
                        select concert_id, lane, position, epoch, written_at
                        from drill.owner_write
                        where concert_id in (:concertIds)
                        order by concert_id, lane, id
                        """)
                .param("concertIds", concertIds)
                .query((row, _) -> new Write(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class)))
                .list();
    }

    /// Writes of an epoch that had been followed by a newer one, and positions that fell.
    ///
    /// @param writes lane by lane, each in its order
    static List<String> late(List<Write> writes) {
        List<String> found = new ArrayList<>();
        for (int i = 1; i < writes.size(); i++) {
            Write before = writes.get(i - 1);
            Write write = writes.get(i);
            if (write.isOfSameLane(before)
                    && (write.epoch() < before.epoch() || write.position() < before.position())) {
                found.add(before + " was followed by " + write);
            }
        }
        return found;
    }

    /// Times in which more were called than the rate allows, and one tick. A room calls some more for those who
    /// are expected not to come: of fans whose node is silent it expects four in five, and it makes up for others
    /// by a twentieth.
    ///
    /// @param writes    lane by lane, each in its order
    /// @param perMinute the rate of each room
    /// @param tick      the longest time between two calls of one owner
    static List<String> tooMany(List<Write> writes, long perMinute, Duration tick) {
        List<String> found = new ArrayList<>();
        for (int first = 0; first < writes.size(); first++) {
            Write from = writes.get(first);
            for (int last = first + 1; last < writes.size() && writes.get(last).isOfSameLane(from); last++) {
                Write to = writes.get(last);
                Duration between = Duration.between(from.writtenAt(), to.writtenAt());
                double allowed = CALLED_FOR_ONE_MAX
                        * perMinute
                        / 60_000.0
                        * between.plus(tick).toMillis();
                if (to.position() - from.position() > Math.ceil(allowed)) {
                    found.add(
                            "%s was followed by %s, but %.1f may be called in that time".formatted(from, to, allowed));
                }
            }
        }
        return found;
    }
}
