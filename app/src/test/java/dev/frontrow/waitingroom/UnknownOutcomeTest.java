package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.database.CommitCuts;
import dev.frontrow.database.CommitCuts.Cut;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.waitingroom.terms.WaitingRoomProperties;
import dev.frontrow.waitingroom.tokens.QueueToken;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/// Connections are lost at COMMIT, before and after the database has committed, while hundreds of buyers join,
/// are admitted, hold, pay and leave. The server does not know the outcome, but every answer must be true.
@ContextConfiguration(initializers = CommitCuts.InTheWay.class, inheritInitializers = false)
class UnknownOutcomeTest extends ServerTest {

    private static final int FANS = 240;
    private static final int CAPACITY = 30;
    /// The number of concurrent players; the next joins when one is done.
    private static final int AT_ONCE = 90;
    private static final int TRIES_MAX = 400;
    private static final int CALLS_PER_TICK = 25;

    @Autowired
    CommitCuts cuts;

    @Autowired
    AdmissionTick admission;

    @Autowired
    QueueTokens queueTokens;

    @Autowired
    WaitingRoomProperties properties;

    @Autowired
    Environment environment;

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<Lane, AtomicLong> lastAnswered =
            Map.of(Lane.GENERAL, new AtomicLong(), Lane.PRIORITY, new AtomicLong());
    private final Set<PlaceNumber> answered = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingThatWasToldIsTakenBack(long seed) {
        String startsAt = clock().instant().plus(Duration.ofDays(7)).toString();
        Map<String, Object> performance = Map.of("startsAt", startsAt, "seatCount", FANS);
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of("capacity", CAPACITY, "admitPerMinute", 600, "performances", List.of(performance)));
        stage.makesAccessCode("FANCLUB1", FANS);
        List<Fan> fans = crowd().of(FANS, stage);
        List<Player> players = IntStream.range(0, FANS)
                .mapToObj(i -> new Player(fans.get(i), i))
                .toList();
        var over = new AtomicBoolean();
        Thread watcher = Thread.ofVirtual().start(() -> watch(stage, over));

        cuts.follow(plan(seed));
        Crowd.atOnce(players, Player::plays);
        cuts.heal();
        over.set(true);
        join(watcher);

        assertThat(wrong).isEmpty();
        admission.tick();
        players.forEach(Player::findsOwnPlace);
        assertThat(wrong).isEmpty();
        for (Cut cut : Cut.values()) {
            assertThat(cuts.made(cut)).as("%s", cut).isGreaterThan(5);
        }
        assertThat(stage.roomStatus().body().path("lastPosition").asLong())
                .isGreaterThanOrEqualTo(
                        Objects.requireNonNull(lastAnswered.get(Lane.GENERAL)).get());
        new Audit(CommitCuts.straight(environment)).findsNoContradiction(clock().instant());
    }

    /// Cuts one COMMIT in eight.
    private static Supplier<Cut> plan(long seed) {
        List<Cut> equallyOften = List.of(Cut.BEFORE, Cut.LATE, Cut.AFTER);
        var dice = new SplittableRandom(seed);
        return () -> {
            synchronized (dice) {
                int number = dice.nextInt(24);
                return number < equallyOften.size() ? equallyOften.get(number) : Cut.NONE;
            }
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Reads the public status repeatedly: no position in it may fall.
    private void watch(Stage stage, AtomicBoolean over) {
        Map<String, Long> told = new ConcurrentHashMap<>();
        while (!over.get()) {
            Answer answer = stage.roomStatus();
            if (answer.status() == 200) {
                JsonNode status = answer.body();
                notFalling(told, "servingPosition", status.path("servingPosition"));
                notFalling(told, "lastPosition", status.path("lastPosition"));
                notFalling(
                        told,
                        "priority.servingPosition",
                        status.path("priority").path("servingPosition"));
                notFalling(
                        told, "priority.lastPosition", status.path("priority").path("lastPosition"));
            } else if (answer.status() != 503) {
                wrong.add("status: " + answer.status() + " " + answer.text());
            }
        }
    }

    private void notFalling(Map<String, Long> told, String name, JsonNode value) {
        long now = value.asLong(0);
        Long before = told.put(name, now);
        if (before != null && now < before) {
            wrong.add(name + " fell from " + before + " to " + now);
        }
    }

    /// Advances the time with the number of calls.
    private void called() {
        if (calls.incrementAndGet() % CALLS_PER_TICK == 0) {
            clock().advance(Duration.ofMillis(500));
            admission.tick();
        }
    }

    private final class Player {

        private final Fan fan;
        private final int index;
        private long position;
        private String last = "";
        private String told = "";

        Player(Fan fan, int index) {
            this.fan = fan;
            this.index = index;
        }

        /// Plays one fan. Records failures instead of throwing them.
        boolean plays() {
            atOnce.acquireUninterruptibly();
            try {
                joins();
                if (index % 6 == 5) {
                    leaves();
                } else if (untilAdmitted()) {
                    buys();
                }
                return true;
            } catch (AssertionError | RuntimeException e) {
                wrong.add("fan " + index + ": " + e);
                return false;
            } finally {
                atOnce.release();
            }
        }

        private void joins() {
            boolean withCode = index % 4 == 0;
            Map<Lane, Long> before = new EnumMap<>(Lane.class);
            lastAnswered.forEach((lane, number) -> before.put(lane, number.get()));
            Answer answer = repeat(() -> withCode ? fan.joinsWith("FANCLUB1") : fan.joins(), "join", Set.of(200, 201));
            PlaceNumber place = token().place();
            if (!answered.add(place)) {
                wrong.add(place + " was given twice");
            }
            if (place.number() <= before.getOrDefault(place.lane(), 0L)) {
                wrong.add(place + " was given after " + before.getOrDefault(place.lane(), 0L));
            }
            Objects.requireNonNull(lastAnswered.get(place.lane())).accumulateAndGet(place.number(), Math::max);
            position = place.number();
            // For the first players the outcome of the draw may be unknown too.
            expectState(answer, Set.of("PRE_QUEUE", "WAITING", "ADMITTED"));
            told = state(answer);
        }

        private void leaves() {
            repeat(fan::leaves, "leave", Set.of(204));
            last = "LEFT";
            expectState(repeat(fan::polls, "poll", Set.of(200)), Set.of("LEFT"));
        }

        private boolean untilAdmitted() {
            for (int tries = 0; tries < TRIES_MAX; tries++) {
                Instant lastHeard = clock().instant();
                Answer answer = repeat(fan::polls, "poll", Set.of(200));
                if (state(answer).equals("EXPIRED") && wasSilentTooLong(lastHeard)) {
                    last = "EXPIRED";
                    return false;
                }
                if (!expectState(answer, mayBeTold())) {
                    return false;
                }
                told = state(answer);
                // Nobody has a position before the draw.
                if (!told.equals("PRE_QUEUE") && answer.body().path("position").asLong() != position) {
                    wrong.add("fan %d stood at %d and now at %s".formatted(index, position, answer.text()));
                }
                if (state(answer).equals("ADMITTED")) {
                    last = "ADMITTED";
                    return true;
                }
            }
            return false;
        }

        /// The others move the time. They may call a fan and go on for longer than its turn-up time before it is
        /// answered again.
        private boolean wasSilentTooLong(Instant lastHeard) {
            return !clock().instant().isBefore(lastHeard.plus(properties.turnUpTtl()));
        }

        /// While the outcome of the draw is unknown, the first players are still told that they wait for it.
        private Set<String> mayBeTold() {
            return told.equals("PRE_QUEUE")
                    ? Set.of("PRE_QUEUE", "WAITING", "ADMITTED")
                    : Set.of("WAITING", "ADMITTED");
        }

        private void buys() {
            repeat(
                    () -> fan.admittedApi()
                            .idempotencyKey("top-up")
                            .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 200_000)),
                    "top-up",
                    Set.of(201));
            Answer held = repeat(this::holds, "hold", Set.of(201));
            String holdId = held.body().path("holdId").asString();
            repeat(() -> pays(holdId), "payment", Set.of(201));
            last = "FINISHED";
            expectState(repeat(fan::polls, "poll", Set.of(200)), Set.of("FINISHED"));
        }

        private Answer holds() {
            return fan.admittedApi()
                    .idempotencyKey("hold")
                    .post(
                            "/api/v1/holds",
                            Map.of(
                                    "performanceId",
                                    fan.stage().performanceId(),
                                    "seats",
                                    List.of(Integer.toString(index + 1))));
        }

        private Answer pays(String holdId) {
            return fan.admittedApi().idempotencyKey("payment").post("/api/v1/payments", Map.of("holdId", holdId));
        }

        /// Retries until the outcome is known, as a good client does.
        private Answer repeat(Supplier<Answer> call, String name, Set<Integer> good) {
            Answer answer = call.get();
            for (int tries = 0; isToBeRepeated(answer) && tries < TRIES_MAX; tries++) {
                called();
                answer = call.get();
            }
            called();
            if (!good.contains(answer.status())) {
                throw new AssertionError(
                        name + " was answered " + answer.status() + " " + answer.text() + " while " + stored());
            }
            return answer;
        }

        /// The first request may still be running, in a late commit.
        private static boolean isToBeRepeated(Answer answer) {
            return answer.status() == 503 || answer.code().equals("request-in-progress");
        }

        private boolean expectState(Answer answer, Set<String> states) {
            boolean right = states.contains(state(answer));
            if (!right) {
                wrong.add("fan %d was told %s while %s".formatted(index, answer.text(), stored()));
            }
            return right;
        }

        void findsOwnPlace() {
            Answer answer = fan.polls().expect(200);
            Set<String> states = last.isEmpty() ? Set.of("WAITING", "ADMITTED") : Set.of(last);
            expectState(answer, states);
            if (stored().isEmpty()) {
                wrong.add("fan %d has no row for %s".formatted(index, token().place()));
            }
        }

        private QueueToken token() {
            return queueTokens.read(fan.queueToken()).orElseThrow();
        }

        /// The fan's place in the database.
        private List<String> stored() {
            return JdbcClient.create(CommitCuts.straight(environment))
                    .sql("""
                            select lane || ' ' || number || ' ' || state
                            from waitingroom.place
                            where concert_id = :concertId and lane = :lane and number = :number and buyer_id = :buyerId
                            """)
                    .param("concertId", fan.stage().concertId())
                    .param("lane", token().place().lane().name())
                    .param("number", token().place().number())
                    .param("buyerId", token().buyerId())
                    .query((row, _) -> row.getString(1))
                    .list();
        }

        private static String state(Answer answer) {
            return answer.body().path("state").asString("");
        }
    }
}
