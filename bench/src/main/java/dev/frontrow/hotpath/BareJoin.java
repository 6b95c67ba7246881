package dev.frontrow.hotpath;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

final class BareJoin extends BareWork {

    BareJoin(FrontrowServer server) {
        super(server);
    }

    @Override
    void fill(Statement statement, int items) throws SQLException {
        statement.execute("create table if not exists bench.place (like waitingroom.place including all)");
        statement.execute("truncate bench.place");
    }

    @Override
    Caller caller(Connection connection) throws SQLException {
        var insert = connection.prepareStatement("""
                insert into bench.place (concert_id, lane, number, buyer_id, state, joined_at, challenged)
                values (1, 'GENERAL', ?, ?, 'WAITING', now(), false)
                """);
        return item -> {
            insert.setLong(1, item + 1L);
            insert.setObject(2, UUID.randomUUID());
            mustBeOne(insert.executeUpdate());
        };
    }
}
