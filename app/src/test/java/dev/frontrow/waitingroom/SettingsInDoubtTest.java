package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.audit.Actor;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.RoomSettings;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The settings are read back while another change is in progress.
class SettingsInDoubtTest extends ServerTest {

    @Autowired
    Rooms rooms;

    @Autowired
    Places places;

    @Autowired
    RoomSteering steering;

    @Autowired
    QueueTokens queueTokens;

    private Stage stage;
    private WaitingRoom room;

    @BeforeEach
    void open() {
        stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        room = rooms.find(stage.concertId()).orElseThrow();
    }

    /// A change whose outcome is unknown while the settings are read back may be committed after the reading.
    @Test
    void changeUnderWayIsWaitedForAndADoubtThatArisesMeanwhileStays() throws Exception {
        room.doubtSettings();
        try (Connection change = transaction(
                        "update waitingroom.room set capacity = 3 where concert_id = " + stage.concertId());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> settling = threads.submit(() -> rooms.settleSettings(room, clock().instant()));
            awaitWaiter(change, settling);

            room.doubtSettings();
            change.commit();
            settling.get();
        }

        assertThat(room.settings().capacity()).isEqualTo(3);
        assertThat(room.takeSettingsDoubt()).isTrue();
    }

    /// Begins a transaction of another server or operator with this statement.
    private Connection transaction(String statement) throws SQLException {
        var login = ownerLogin();
        Connection begun = DriverManager.getConnection(login.url(), login.username(), login.password());
        begun.setAutoCommit(false);
        try (var sent = begun.createStatement()) {
            sent.execute(statement);
        }
        return begun;
    }

    private static void awaitWaiter(Connection change, Future<?> waiter) throws SQLException {
        while (!hasWaiter(change)) {
            assertThat(waiter).as("the task that has to wait for the lock").isNotDone();
            Thread.onSpinWait();
        }
    }

    private static boolean hasWaiter(Connection change) throws SQLException {
        try (var statement = change.prepareStatement("""
                        select exists (
                            select from pg_locks
                            where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
                        """);
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /// One thread has read older settings and not applied them yet when newer ones are committed.
    @Test
    void olderWordNeverStandsAboveOneThatIsCommittedMeanwhile() throws Exception {
        RoomSettings older = places.room(stage.concertId());
        RoomSettings newer = new RoomSettings(
                older.steeredPhase(),
                3,
                older.admitPerMinute(),
                older.priorityPercent(),
                older.inviteOnly(),
                older.challenge(),
                "Two more come in.",
                older.holdsFrozen());
        Thread next = Thread.ofPlatform().unstarted(() -> room.followSettings(() -> newer, clock().instant()));

        room.followSettings(
                () -> {
                    next.start();
                    awaitBlockedOrDone(next);
                    return older;
                },
                clock().instant());
        next.join();

        assertThat(room.settings()).isEqualTo(newer);
        assertThat(room.line().terms().capacity()).isEqualTo(3);
    }

    private static void awaitBlockedOrDone(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    /// Otherwise old ends would overwrite the ones that the freeze moved, or ends would move twice.
    @Test
    void freezeWaitsUntilTheEndsOfAdmissionsAreReadBack() throws Exception {
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        room.doubtSettings();
        Thread settling = Thread.ofPlatform().unstarted(() -> rooms.settleSettings(room, clock().instant()));
        var freeze = new SteerForm(null, null, null, null, null, null, null, true, null);
        Thread steers = Thread.ofPlatform()
                .unstarted(() -> Actor.system("test").does(() -> steering.steer(stage.concertId(), freeze)));
        try (Connection lock = transaction("lock table waitingroom.place in access exclusive mode")) {
            settling.start();
            while (!hasWaiter(lock)) {
                assertThat(settling.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            synchronized (room.line()) {
                lock.rollback();
                awaitBlockedAt(settling, room.line());
                steers.start();
                awaitBlockedAt(steers, room, room.line());

                assertThat(places.room(stage.concertId()).holdsFrozen()).isFalse();
            }
        }
        settling.join();
        steers.join();

        PlaceNumber place = queueTokens.read(fan.queueToken()).orElseThrow().place();
        Instant stored =
                places.find(stage.concertId(), place).orElseThrow().term().until();
        assertThat(places.room(stage.concertId()).holdsFrozen()).isTrue();
        assertThat(Instant.parse(
                        fan.polls().expect(200).body().path("admittedUntil").asString()))
                .isEqualTo(stored);
    }

    private static void awaitBlockedAt(Thread thread, Object... monitors) {
        while (Stream.of(monitors).noneMatch(monitor -> isBlockedAt(thread, monitor))) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private static boolean isBlockedAt(Thread thread, Object monitor) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
        return info != null
                && info.getThreadState() == Thread.State.BLOCKED
                && info.getLockInfo() != null
                && info.getLockInfo().getIdentityHashCode() == System.identityHashCode(monitor);
    }
}
