package dev.frontrow.waitingroom.alerts;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;

import dev.frontrow.database.Timestamps;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.waitingroom.push.Subscription;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AlertRows {

    /// A place whose position was not known when its fan asked.
    record Positioned(
            long concertId, PlaceNumber place, @Nullable Long position) {}

    private final JdbcClient jdbc;

    AlertRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False if the place is not the buyer's or no longer waits.
    boolean ask(TurnAlert alert, UUID buyerId, @Nullable Long position, Instant now) {
        return jdbc.sql("""
                        insert into waitingroom.turn_alert
                            (concert_id, lane, number, position, endpoint, p256dh, auth, language, asked_at)
                        select concert_id, lane, number, :position, :endpoint, :p256dh, :auth, :language, :now
                        from waitingroom.place
                        where concert_id = :concertId and lane = :lane and number = :number
                          and buyer_id = :buyerId and state = 'WAITING'
                        on conflict (concert_id, lane, number) do update
                        set endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth,
                            language = excluded.language, asked_at = excluded.asked_at,
                            position = coalesce(excluded.position, turn_alert.position)
                        """)
                        .param("concertId", alert.concertId())
                        .param("lane", alert.place().lane().name())
                        .param("number", alert.place().number())
                        .param("position", position, Types.BIGINT)
                        .params(of(alert.browser()))
                        .param("language", alert.language().getLanguage())
                        .param("now", Timestamps.of(now))
                        .param("buyerId", buyerId)
                        .update()
                == 1;
    }

    private static Map<String, String> of(Subscription browser) {
        return Map.of("endpoint", browser.endpoint().toString(), "p256dh", browser.p256dh(), "auth", browser.auth());
    }

    void end(long concertId, PlaceNumber place) {
        jdbc.sql("delete from waitingroom.turn_alert where concert_id = ? and lane = ? and number = ?")
                .params(concertId, place.lane().name(), place.number())
                .update();
    }

    /// Ends everything that this browser asked for.
    void endOf(URI endpoint) {
        jdbc.sql("delete from waitingroom.turn_alert where endpoint = ?")
                .param(endpoint.toString())
                .update();
    }

    long count() {
        return jdbc.sql("select count(*) from waitingroom.turn_alert")
                .query(Long.class)
                .single();
    }

    /// Takes alerts of called places, each only once, whichever nodes ask at the same time. Those whose place no longer
    /// waits are taken, too, but not returned.
    List<TurnAlert> takeCalled(int max) {
        return jdbc.sql("""
                        with called as (
                            select alert.concert_id, alert.lane, alert.number
                            from waitingroom.turn_alert alert
                            join waitingroom.lane using (concert_id, lane)
                            where alert.position <= lane.serving_position
                            order by alert.position
                            limit :max
                            for update of alert skip locked),
                        taken as (
                            delete from waitingroom.turn_alert alert
                            using called
                            where alert.concert_id = called.concert_id and alert.lane = called.lane
                              and alert.number = called.number
                            returning alert.concert_id, alert.lane, alert.number, alert.position, alert.endpoint,
                                alert.p256dh, alert.auth, alert.language)
                        select taken.concert_id, taken.lane, taken.number, taken.endpoint, taken.p256dh, taken.auth,
                            taken.language
                        from taken
                        join waitingroom.place using (concert_id, lane, number)
                        where place.state = 'WAITING'
                        order by taken.position
                        """).param("max", max).query((row, _) -> alert(row)).list();
    }

    private static TurnAlert alert(ResultSet row) throws SQLException {
        return new TurnAlert(
                row.getLong("concert_id"),
                place(row),
                new Subscription(URI.create(row.getString("endpoint")), row.getString("p256dh"), row.getString("auth")),
                Locale.of(row.getString("language")));
    }

    private static PlaceNumber place(ResultSet row) throws SQLException {
        return new PlaceNumber(Lane.valueOf(row.getString("lane")), row.getLong("number"));
    }

    /// Places that were drawn since their fans asked.
    List<Positioned> drawnSince(int max) {
        return jdbc.sql("""
                        select alert.concert_id, alert.lane, alert.number
                        from waitingroom.turn_alert alert
                        join waitingroom.draw using (concert_id)
                        where alert.position is null and draw.drawn_at is not null
                        limit :max
                        """)
                .param("max", max)
                .query((row, _) -> new Positioned(row.getLong("concert_id"), place(row), null))
                .list();
    }

    void position(Collection<Positioned> drawn) {
        List<Positioned> all = new ArrayList<>(drawn);
        jdbc.sql("""
                        update waitingroom.turn_alert alert
                        set position = drawn.position
                        from unnest(:concertIds, :lanes, :numbers, :positions)
                            as drawn (concert_id, lane, number, position)
                        where alert.concert_id = drawn.concert_id and alert.lane = drawn.lane
                          and alert.number = drawn.number and alert.position is null
                        """)
                .param("concertIds", longs(all, Positioned::concertId))
                .param("lanes", texts(all, it -> it.place().lane().name()))
                .param("numbers", longs(all, it -> it.place().number()))
                .param("positions", longs(all, Positioned::position))
                .update();
    }

    /// Deletes alerts whose place has ended, and those that were asked for before then.
    int sweep(Instant before, int max) {
        return jdbc.sql("""
                        delete from waitingroom.turn_alert
                        where (concert_id, lane, number) in (
                            select alert.concert_id, alert.lane, alert.number
                            from waitingroom.turn_alert alert
                            left join waitingroom.place using (concert_id, lane, number)
                            where place.state is distinct from 'WAITING' or alert.asked_at < :before
                            limit :max)
                        """)
                .param("before", Timestamps.of(before))
                .param("max", max)
                .update();
    }
}
