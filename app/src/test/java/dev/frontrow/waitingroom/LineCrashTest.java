package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerProcess;
import dev.frontrow.Stage;
import dev.frontrow.TestClock;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.line.Lane;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/// Kills the server with `kill -9` while the line moves, at the worst moment: right after a position was
/// published.
class LineCrashTest {

    private static final int KILLS = 3;
    private static final int FANS = 6;
    /// These never poll, so after the crash no admission shows how far the line had got.
    private static final int SILENT = 20_000;
    private static final int JOINS_BEFORE_THE_KILL = 20;
    private static final int MOVES_BEFORE_THE_KILL = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final Map<Lane, AtomicLong> lastAnswered =
            Map.of(Lane.GENERAL, new AtomicLong(), Lane.PRIORITY, new AtomicLong());
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong joins = new AtomicLong();
    private final AtomicLong admissions = new AtomicLong();

    @Test
    void noPositionFallsAndNoNumberIsGivenTwiceOverACrash() throws Exception {
        try (var server = ServerProcess.start(folder.resolve("data"))) {
            Stage stage = stage(server);
            List<Player> players = IntStream.range(0, FANS)
                    .mapToObj(i -> new Player(stage.fan(), i))
                    .toList();
            // The first request triggers the draw. Places that join later have their number as position.
            players.getFirst().opensTheRoom();
            fillWithSilentFans(server.database(), stage.concertId());
            server.kill();
            server.startAgain();
            for (int kill = 0; kill < KILLS; kill++) {
                playUntilKilled(server, stage, players);
                server.startAgain();
                // Before any other request, the line must be at least as far as published.
                look(stage);
                players.forEach(Player::findsOwnPlace);
                assertThat(wrong).isEmpty();
            }
        }
        assertThat(admissions).hasValueGreaterThan(KILLS);
        assertThat(told.get("servingPosition")).isGreaterThan(KILLS * MOVES_BEFORE_THE_KILL);
    }

    private static Stage stage(ServerProcess server) {
        Instant now = Instant.now();
        Stage stage = Stage.with(
                server.api(),
                new TestClock(now),
                Map.of(
                        "capacity",
                        10_000,
                        "admitPerMinute",
                        1_200,
                        "performances",
                        List.of(Map.of("startsAt", now.plus(Duration.ofDays(7)).toString(), "seatCount", 4_000))));
        stage.makesAccessCode("FANCLUB1", 1_000_000);
        return stage;
    }

    private static void fillWithSilentFans(DatabaseLogin login, long concertId) {
        var database = JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()));
        database.sql("""
                        insert into waitingroom.place (concert_id, lane, number, buyer_id, state, joined_at, challenged)
                        select :concertId, 'GENERAL', n, gen_random_uuid(), 'WAITING', now(), false
                        from generate_series(2, :silent) n
                        """).param("concertId", concertId).param("silent", SILENT).update();
        database.sql("""
                        update waitingroom.lane
                        set number_given = :silent
                        where concert_id = :concertId and lane = 'GENERAL'
                        """).param("silent", SILENT).param("concertId", concertId).update();
    }

    /// Kills the server at the moment when the public status shows that the line moved.
    private void playUntilKilled(ServerProcess server, Stage stage, List<Player> players) throws Exception {
        long enoughJoins = joins.get() + JOINS_BEFORE_THE_KILL;
        var enough = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Player player : players) {
                threads.execute(() -> untilGone(player::plays));
            }
            var moves = new AtomicLong();
            threads.execute(() -> {
                untilGone(() -> {
                    if (seesMove(stage)
                            && moves.incrementAndGet() >= MOVES_BEFORE_THE_KILL
                            && joins.get() >= enoughJoins) {
                        enough.countDown();
                    }
                });
                enough.countDown();
            });
            enough.await();
            server.kill();
        }
    }

    private boolean seesMove(Stage stage) {
        Long before = told.get("servingPosition");
        look(stage);
        return !Objects.equals(before, told.get("servingPosition"));
    }

    private void untilGone(Runnable step) {
        try {
            while (wrong.isEmpty()) {
                step.run();
            }
        } catch (UncheckedIOException _) {
            // The server is dead, and the outcome of this step is unknown.
        } catch (RuntimeException | AssertionError unexpected) {
            wrong.add(unexpected.toString());
        }
    }

    private void look(Stage stage) {
        JsonNode status = stage.roomStatus().expect(200).body();
        JsonNode priority = status.path("priority");
        notFalling("lastPosition", status.path("lastPosition"));
        notFalling("priority.servingPosition", priority.path("servingPosition"));
        notFalling("priority.lastPosition", priority.path("lastPosition"));
        notFalling("servingPosition", status.path("servingPosition"));
    }

    private void notFalling(String name, JsonNode value) {
        long now = value.asLong(0);
        Long before = told.put(name, now);
        if (before != null && now < before) {
            wrong.add(name + " fell from " + before + " to " + now);
        }
    }

    /// Joins, is admitted if in the priority lane, leaves and joins again.
    private final class Player {

        private final Fan fan;
        private final Lane lane;
        /// The last answered position; zero while a call is running that may change it.
        private long position;

        Player(Fan fan, int index) {
            this.fan = fan;
            this.lane = index % 2 == 0 ? Lane.GENERAL : Lane.PRIORITY;
        }

        void opensTheRoom() {
            fan.joins().expect(201);
            fan.leaves().expect(204);
        }

        void plays() {
            if (position == 0) {
                joins();
            }
            Answer polled = fan.polls().expect(200);
            if (state(polled).equals("ADMITTED")) {
                admissions.incrementAndGet();
            }
            position = 0;
            fan.leaves().expect(204);
        }

        private void joins() {
            long before = Objects.requireNonNull(lastAnswered.get(lane)).get();
            String lastTold = lane == Lane.GENERAL ? "lastPosition" : "priority.lastPosition";
            long lastPosition = told.getOrDefault(lastTold, 0L);
            Answer joined = lane == Lane.GENERAL ? fan.joins() : fan.joinsWith("FANCLUB1");
            position = joined.body().path("position").asLong(0);
            // A 200 means that an earlier call, whose answer was lost, took the place.
            if (joined.status() != 200 && (joined.status() != 201 || position <= Math.max(before, lastPosition))) {
                wrong.add("after %d and the end at %d: %s".formatted(before, lastPosition, joined.text()));
            }
            Objects.requireNonNull(lastAnswered.get(lane)).accumulateAndGet(position, Math::max);
            joins.incrementAndGet();
        }

        void findsOwnPlace() {
            if (position == 0) {
                return;
            }
            Answer polled = fan.polls().expect(200);
            if (polled.body().path("position").asLong() != position
                    || !List.of("WAITING", "ADMITTED").contains(state(polled))) {
                wrong.add("stood at %d and now %s".formatted(position, polled.text()));
            }
        }

        private static String state(Answer answer) {
            return answer.body().path("state").asString("");
        }
    }
}
