package dev.frontrow.hotpath;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

final class BareHold extends BareWork {

    private static final Duration HOLD_TTL = Duration.ofMinutes(5);

    BareHold(FrontrowServer server) {
        super(server);
    }

    @Override
    void fill(Statement statement, int items) throws SQLException {
        statement.execute("""
                create table if not exists bench.seat (like reservation.seat including all) with (fillfactor = 70)
                """);
        statement.execute("truncate bench.seat");
        statement.execute("""
                insert into bench.seat (performance_id, seat, price_level, status, version)
                select item / %1$d + 1, item %% %1$d + 1, 'A', 'FREE', 0
                from generate_series(0, %2$d - 1) as item
                """.formatted(Stage.CROWD, items));
    }

    @Override
    Caller caller(Connection connection) throws SQLException {
        OffsetDateTime now;
        try (var row = connection.createStatement().executeQuery("select now()")) {
            row.next();
            now = row.getObject(1, OffsetDateTime.class);
        }
        var update = connection.prepareStatement("""
                update bench.seat
                set status = 'HELD', hold_id = ?, held_until = ?, version = nextval('reservation.seat_version')
                where performance_id = ? and seat = ? and (status = 'FREE' or status = 'HELD' and held_until <= ?)
                """);
        return item -> {
            update.setObject(1, UUID.randomUUID());
            update.setObject(2, now.plus(HOLD_TTL));
            update.setLong(3, item / Stage.CROWD + 1L);
            update.setString(4, Integer.toString(item % Stage.CROWD + 1));
            update.setObject(5, now);
            mustBeOne(update.executeUpdate());
        };
    }
}
