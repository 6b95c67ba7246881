package dev.frontrow.drill;

import dev.frontrow.database.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Looks ten times a second how far the line has been called and by whom, straight in the database. Thread-safe.
final class Watch implements AutoCloseable {

    private static final int LOOK_EVERY_MILLIS = 100;
    private static final String QUERY_SECONDS_MAX = "2";
    private static final String LOOK = """
            select l.serving_position, l.epoch, n.name
            from waitingroom.lane l
                left join cluster.lease e on e.name = 'room/' || l.concert_id and e.until > now()
                left join cluster.node n on n.node_id = e.owner
            where l.concert_id = ? and l.lane = 'GENERAL'
            """;

    /// @param atNanos  when the look began, by [System#nanoTime]
    /// @param epoch    the one of the owner that called last
    /// @param owner    the name of the room's owner; empty while there is none
    record Look(long atNanos, long position, long epoch, String owner) {}

    private final DatabaseLogin login;
    private final long concertId;
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread;

    private Watch(DatabaseLogin login, long concertId) {
        this.login = login;
        this.concertId = concertId;
        thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::watch);
    }

    static Watch over(DatabaseLogin login, long concertId) {
        var watch = new Watch(login, concertId);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = connect()) {
                lookAgainAndAgain(connection);
            } catch (SQLException away) {
                pause();
            }
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.password());
        properties.setProperty("socketTimeout", QUERY_SECONDS_MAX);
        return DriverManager.getConnection(login.url(), properties);
    }

    private void lookAgainAndAgain(Connection connection) throws SQLException {
        try (var look = connection.prepareStatement(LOOK)) {
            look.setLong(1, concertId);
            while (!Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                try (var row = look.executeQuery()) {
                    if (row.next()) {
                        String owner = row.getString(3);
                        add(new Look(began, row.getLong(1), row.getLong(2), owner == null ? "" : owner));
                    }
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(Look look) {
        looks.add(look);
    }

    synchronized List<Look> looks() {
        return List.copyOf(looks);
    }

    /// The room's owner, as far as it is known; empty if there is none.
    synchronized String owner() {
        return looks.isEmpty() ? "" : looks.getLast().owner();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
