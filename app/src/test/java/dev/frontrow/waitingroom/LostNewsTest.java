package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Standing;
import dev.frontrow.news.LossyNews;
import dev.frontrow.news.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A sale on two nodes with a real Redis between them that loses news.
@Import(LossyNews.class)
class LostNewsTest extends TwoNodesTest {

    private static final int SEATS = 40;
    private static final int FANS = 24;
    private static final int ROUNDS = 10;

    private static @Nullable RedisServer redis;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @DynamicPropertySource
    static void useRedis(DynamicPropertyRegistry registry) throws IOException {
        var begun = RedisServer.start();
        redis = begun;
        registry.add("frontrow.cluster.redis", begun::uri);
    }

    @Override
    void prepare(GenericApplicationContext second) {
        second.registerBean(LossyNews.class);
    }

    @AfterEach
    void loseNothing() {
        LossyNews.lose(0);
    }

    @AfterAll
    static void stopRedis() throws IOException {
        Objects.requireNonNull(redis).close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void everyNodeShowsWhatTheDatabaseHasTwoSecondsLater(int percentLost) {
        Stage stage = stage();
        Fan witness = owner(stage).of(stage.fan()).joinsAndEnters();
        await().atMost(Duration.ofSeconds(30)).until(() -> nodes().stream().allMatch(LostNewsTest::isConnected));
        LossyNews.lose(percentLost);

        List<Fan> fans = new ArrayList<>(crowd().of(FANS, stage));
        for (int round = 0; round < ROUNDS; round++) {
            fans.replaceAll(fan -> nodes().get(random.nextInt(2)).of(fan));
            fans.forEach(this::acts);
            if (random.nextBoolean()) {
                secondPasses();
            }
        }
        secondPasses();
        secondPasses();

        for (Node node : nodes()) {
            assertThat(line(node, stage)).as("line, seed %d", seed).isEqualTo(storedLine(stage));
            assertThat(node.room(stage).line().activeBuyers()).isEqualTo(inside(stage));
            assertThat(node.room(stage).line().servingPosition(Lane.GENERAL)).isEqualTo(servingPosition(stage));
            assertThat(seats(node.of(witness))).as("seats, seed %d", seed).isEqualTo(storedSeats(stage));
        }
    }

    private Stage stage() {
        String startsAt = clock().instant().plus(Duration.ofDays(7)).toString();
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "capacity",
                        FANS / 2,
                        "performances",
                        List.of(Map.of("startsAt", startsAt, "seatCount", SEATS))));
    }

    private static boolean isConnected(Node node) {
        return node.beans()
                        .getBean(MeterRegistry.class)
                        .get("frontrow.news.redis.connected")
                        .gauge()
                        .value()
                == 1;
    }

    /// Does the next thing, which may be refused.
    private void acts(Fan fan) {
        if (fan.queueToken().isEmpty()) {
            fan.joins().expect(201);
            return;
        }
        String state = state(fan.polls());
        int choice = random.nextInt(10);
        if (choice == 0 && !state.equals("FINISHED")) {
            fan.leaves().expect(204);
        } else if (state.equals("ADMITTED")) {
            buys(fan, choice);
        }
    }

    private void buys(Fan fan, int choice) {
        Answer held = fan.holds(Integer.toString(1 + random.nextInt(SEATS)));
        if (held.status() == 201 && choice < 4) {
            fan.topsUp(1_000_000).expect(201);
            Answer paid = fan.pays(UUID.randomUUID().toString());
            if (paid.status() != 201) {
                // The fan has left at the other node, and the news of it was lost.
                paid.expectProblem(403, "admission-over");
            }
        } else if (held.status() == 201 && choice < 7) {
            fan.releases().expect(204);
        }
    }

    /// How each place stands at the node; over in whatever way, since memory soon forgets which.
    private Map<Long, String> line(Node node, Stage stage) {
        Map<Long, String> places = new TreeMap<>();
        Instant now = clock().instant();
        WaitingRoom room = node.room(stage);
        for (long number = 1; number <= room.line().lastNumber(Lane.GENERAL); number++) {
            var place = new PlaceNumber(Lane.GENERAL, number);
            Standing standing = room.line().look(place, now);
            places.put(number, room.line().isKnown(place) ? word(standing.state()) : "unknown");
        }
        return places;
    }

    private static String word(PlaceState state) {
        return state.live() ? state.name() : "over";
    }

    private Map<Long, String> storedLine(Stage stage) {
        Map<Long, String> places = new TreeMap<>();
        jdbc.sql("select number, state from waitingroom.place where concert_id = ?")
                .param(stage.concertId())
                .query(row -> {
                    places.put(row.getLong("number"), word(PlaceState.valueOf(row.getString("state"))));
                });
        return places;
    }

    private int inside(Stage stage) {
        return jdbc.sql("""
                        select count(*)
                        from waitingroom.place
                        where concert_id = ? and state = 'ADMITTED' and admitted_until > ?
                        """)
                .params(stage.concertId(), now())
                .query(Integer.class)
                .single();
    }

    private static Map<String, String> seats(Fan fan) {
        Map<String, String> seats = new HashMap<>();
        fan.seesSeats()
                .expect(200)
                .body()
                .path("seats")
                .forEach(seat -> seats.put(
                        seat.path("seat").asString(), seat.path("status").asString()));
        return seats;
    }

    private Map<String, String> storedSeats(Stage stage) {
        Map<String, String> seats = new HashMap<>();
        jdbc.sql("""
                        select seat, case when status = 'HELD' and held_until <= ? then 'FREE' else status end as status
                        from reservation.seat
                        where performance_id = ?
                        """).params(now(), stage.performanceId()).query(row -> {
            seats.put(row.getString("seat"), row.getString("status"));
        });
        return seats;
    }

    private OffsetDateTime now() {
        return clock().instant().atOffset(ZoneOffset.UTC);
    }
}
