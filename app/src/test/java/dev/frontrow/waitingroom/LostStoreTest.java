package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Audit;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The table of places is lost, wholly or in part. Places are restored from their owners' queue tokens.
class LostStoreTest extends ServerTest {

    @Autowired
    Rooms rooms;

    @Autowired
    AdmissionTick admission;

    @Autowired
    QueueTokens queueTokens;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @AfterEach
    void audit() {
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "number > 2", "number < 4", "number % 2 = 0", "number = 3"})
    void everybodyWhoPollsHasTheirOldPlace(String lost) {
        Stage stage = crowded();
        List<Fan> fans = waiting(stage, 4);
        admission.tick();
        List<Long> before = positions(fans);

        lose(stage, lost);
        rooms.forget(stage.concertId());

        assertThat(positions(fans)).isEqualTo(before);
        assertThat(numbers(stage)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void fiftyBuyersWhoComeBackInAnyOrderStandInTheirOldOne() {
        Stage stage = crowded();
        stage.makesAccessCode("FANCLUB", 100);
        List<Fan> fans = crowd().of(50, stage);
        for (int i = 0; i < fans.size(); i++) {
            (i % 3 == 0 ? fans.get(i).joinsWith("FANCLUB") : fans.get(i).joins()).expect(201);
        }
        admission.tick();
        List<Long> before = positions(fans);
        lose(stage, "true");
        rooms.forget(stage.concertId());

        List<Fan> shuffled = new ArrayList<>(fans);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(Fan::polls);

        assertThat(positions(fans)).isEqualTo(before);
        stage.steer(Map.of("capacity", 11)).expect(200);
        List<Fan> inside =
                fans.stream().filter(fan -> state(fan).equals("ADMITTED")).toList();
        List<Fan> general =
                fans.stream().filter(fan -> fans.indexOf(fan) % 3 != 0).toList();
        List<Fan> priority =
                fans.stream().filter(fan -> fans.indexOf(fan) % 3 == 0).toList();
        assertThat(inside).hasSize(10);
        assertThat(inside)
                .containsExactlyInAnyOrderElementsOf(concat(
                        general.subList(0, (int)
                                inside.stream().filter(general::contains).count()),
                        priority.subList(0, (int)
                                inside.stream().filter(priority::contains).count())));
    }

    @Test
    void whoeverWasInsideIsInsideUntilTheirTime() {
        Stage stage = crowded();
        Fan inside = stage.fan();
        inside.joins().expect(201);
        stage.steer(Map.of("capacity", 2)).expect(200);
        String until = inside.polls().expect(200).body().path("admittedUntil").asString();
        admission.tick();

        loseAll(stage);
        rooms.forget(stage.concertId());

        inside.seesSeats().expect(200);
        assertThat(inside.polls().body().path("admittedUntil").asString()).isEqualTo(until);
        assertThat(stage.operatorsRoom().path("activeBuyers").asInt()).isEqualTo(1);
        clock().advance(Duration.ofMinutes(10));
        inside.seesSeats().expectProblem(403, "admission-over");
        assertThat(state(inside)).isEqualTo("EXPIRED");
    }

    @Test
    void whoeverJoinsAfterTheLossStandsBehindEverybodyFromBefore() {
        Stage stage = crowded();
        List<Fan> before = waiting(stage, 5);
        admission.tick();
        lose(stage, "true");
        rooms.forget(stage.concertId());

        Fan late = stage.fan();
        late.joins().expect(201);

        assertThat(positions(List.of(late)).getFirst()).isGreaterThan(Collections.max(positions(before)));
        assertThat(numbers(stage)).doesNotHaveDuplicates();
        stage.steer(Map.of("capacity", 6)).expect(200);
        assertThat(before).extracting(LostStoreTest::state).containsOnly("ADMITTED");
        assertThat(state(late)).isEqualTo("WAITING");
    }

    /// By then the last number has a row again, so that row does not show the loss of earlier ones.
    @Test
    void lossesAreFoundAlsoOnceTheLineHasGrownBehindThem() {
        Stage stage = crowded();
        List<Fan> fans = waiting(stage, 5);
        List<Long> before = positions(fans);
        lose(stage, "number > 1");
        waiting(stage, 2);
        admission.tick();
        rooms.forget(stage.concertId());

        assertThat(positions(fans)).isEqualTo(before);
        assertThat(stored(stage)).isEqualTo(5 + 2 + 1);
    }

    @Test
    void buyerWhoJoinedAnewHasTheOldPlaceAgainOnceTheyShowItsToken() {
        Stage stage = crowded();
        List<Fan> others = waiting(stage, 2);
        Fan fan = stage.fan();
        long before = fan.joins().expect(201).body().path("position").asLong();
        ApiClient old = fan.admittedApi();
        admission.tick();
        lose(stage, "true");
        rooms.forget(stage.concertId());
        fan.joins().expect(201);
        Fan last = stage.fan();
        last.joins().expect(201);

        assertThat(old.get(current(stage)).expect(200).body().path("position").asLong())
                .isEqualTo(before);

        assertThat(state(fan)).isEqualTo("LEFT");
        assertThat(fan.joins().expect(200).body().path("position").asLong()).isEqualTo(before);
        assertThat(live(stage, fan)).isEqualTo(1);
        others.forEach(Fan::polls);
        assertThat(last.polls().body().path("state").asString()).isEqualTo("WAITING");
    }

    @Test
    void buyerWhoWasLetInAnewKeepsThatAndNotTheOldPlace() {
        Stage stage = crowded();
        Fan fan = stage.fan();
        fan.joins().expect(201);
        ApiClient old = fan.admittedApi();
        admission.tick();
        lose(stage, "true");
        rooms.forget(stage.concertId());
        fan.joins().expect(201);
        stage.steer(Map.of("capacity", 1_000)).expect(200);
        assertThat(state(fan)).isEqualTo("ADMITTED");

        assertThat(old.get(current(stage)).expect(200).body().path("state").asString())
                .isEqualTo("LEFT");

        fan.seesSeats().expect(200);
        assertThat(live(stage, fan)).isEqualTo(1);
    }

    @Test
    void forgedTokensBringNothingBack() {
        Stage stage = crowded();
        Fan fan = stage.fan();
        fan.joins().expect(201);
        admission.tick();
        loseAll(stage);
        rooms.forget(stage.concertId());
        String genuine = fan.queueToken();
        char last = genuine.charAt(genuine.length() - 1);
        String forged = genuine.substring(0, genuine.length() - 1) + (last == 'A' ? 'B' : 'A');

        fan.api().queueToken(forged).get(current(stage)).expectProblem(401, "queue-token-invalid");
        fan.api().queueToken(forged).delete(current(stage)).expectProblem(401, "queue-token-invalid");
        stage.fan().api().queueToken(genuine).get(current(stage)).expectProblem(401, "queue-token-invalid");

        assertThat(stored(stage)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lostPlaceCanBeLeft(boolean serverWasRestarted) {
        Stage stage = crowded();
        Fan fan = stage.fan();
        long before = fan.joins().expect(201).body().path("position").asLong();
        admission.tick();
        lose(stage, "true");
        if (serverWasRestarted) {
            rooms.forget(stage.concertId());
        }

        fan.leaves().expect(204);

        assertThat(state(fan)).isEqualTo("LEFT");
        rooms.forget(stage.concertId());
        assertThat(state(fan)).isEqualTo("LEFT");
        assertThat(fan.joins().expect(201).body().path("position").asLong()).isGreaterThan(before);
    }

    @Test
    void runningServerNoticesTheLossWhenATurnHasCome() {
        Stage stage = crowded();
        List<Fan> fans = waiting(stage, 3);
        List<Long> before = positions(fans);
        admission.tick();
        lose(stage, "true");

        stage.steer(Map.of("capacity", 2)).expect(200);
        fans.getFirst().polls().expect(200);

        assertThat(positions(fans.subList(1, 3))).isEqualTo(before.subList(1, 3));
        assertThat(state(fans.getFirst())).isEqualTo("ADMITTED");
        fans.getFirst().seesSeats().expect(200);
    }

    @Test
    void admittedBuyerWhoseAdmissionWasLostUnderTheRunningServerCanPayAtTheSecondTry() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1").expect(201);
        String key = UUID.randomUUID().toString();
        loseAll(stage);

        fan.pays(key).expectProblem(403, "admission-over");

        fan.pays(key).expect(201);
        assertThat(state(fan)).isEqualTo("FINISHED");
    }

    /// Holds for tokens from before the admission too.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatEndedStaysEndedThoughItsRowWasDeleted(boolean serverWasRestarted) {
        Stage stage = crowded();
        List<Fan> fans = waiting(stage, 3);
        List<ApiClient> old = fans.stream().map(Fan::admittedApi).toList();
        fans.get(0).leaves().expect(204);
        stage.steer(Map.of("capacity", 10)).expect(200);
        fans.subList(1, 3).forEach(fan -> assertThat(state(fan)).isEqualTo("ADMITTED"));
        fans.get(1).topsUp(1_000_000).expect(201);
        fans.get(1).holds("1").expect(201);
        fans.get(1).pays(UUID.randomUUID().toString()).expect(201);
        clock().advance(Duration.ofMinutes(11));
        admission.tick();

        loseAll(stage);
        if (serverWasRestarted) {
            rooms.forget(stage.concertId());
        }

        assertThat(old)
                .extracting(token -> token.get(current(stage))
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .containsExactly("LEFT", "FINISHED", "EXPIRED");
        old.forEach(token -> token.get("/api/v1/performances/" + stage.performanceId() + "/seats")
                .expectProblem(403, "admission-over"));
    }

    @Test
    void emptiedTableLeavesBehindHowPlacesStood() {
        Stage stage = crowded();
        List<Fan> fans = waiting(stage, 2);
        fans.getFirst().leaves().expect(204);
        var owner = new DriverManagerDataSource(
                ownerLogin().url(), ownerLogin().username(), ownerLogin().password());

        List<String> left = new TransactionTemplate(new JdbcTransactionManager(owner)).execute(status -> {
            // Rolled back, so that other tests keep their places.
            status.setRollbackOnly();
            JdbcClient own = JdbcClient.create(owner);
            own.sql("truncate waitingroom.place").update();
            return own.sql(
                            "select state from waitingroom.deleted_place where concert_id = :concertId order by lane, number")
                    .param("concertId", stage.concertId())
                    .query(String.class)
                    .list();
        });

        assertThat(left).containsExactly("ADMITTED", "LEFT", "WAITING");
    }

    /// Includes the runbook's step before the start.
    @Test
    void oldCopyOfTheWholeStoreGivesNoNumberAgain() {
        Stage stage = crowded();
        List<Fan> fans = waiting(stage, 5);
        List<Long> before = positions(fans);
        lose(stage, "number > 3");
        lane(stage, "number_given = 3");

        lane(stage, "number_given = number_given + 100000");
        rooms.forget(stage.concertId());

        Fan late = stage.fan();
        late.joins().expect(201);
        assertThat(positions(fans)).isEqualTo(before);
        assertThat(positions(List.of(late)).getFirst()).isGreaterThan(100_000);
    }

    private void lane(Stage stage, String values) {
        jdbc.sql("update waitingroom.lane set " + values + " where lane = 'GENERAL' and concert_id = :concertId")
                .param("concertId", stage.concertId())
                .update();
    }

    private void loseAll(Stage stage) {
        owner().sql("delete from waitingroom.place where concert_id = :concertId")
                .param("concertId", stage.concertId())
                .update();
    }

    /// Deletes rows of waiting places.
    private void lose(Stage stage, String which) {
        owner().sql("delete from waitingroom.place where concert_id = :concertId and state = 'WAITING' and " + which)
                .param("concertId", stage.concertId())
                .update();
    }

    private int stored(Stage stage) {
        return numbers(stage).size();
    }

    private List<String> numbers(Stage stage) {
        return jdbc.sql("select lane || number from waitingroom.place where concert_id = :concertId")
                .param("concertId", stage.concertId())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private int live(Stage stage, Fan fan) {
        UUID buyerId = queueTokens.read(fan.queueToken()).orElseThrow().buyerId();
        return jdbc.sql("""
                        select count(*)
                        from waitingroom.place
                        where concert_id = :concertId and buyer_id = :buyerId and state in ('WAITING', 'ADMITTED')
                        """)
                .param("concertId", stage.concertId())
                .param("buyerId", buyerId)
                .query(Integer.class)
                .single();
    }

    private static String current(Stage stage) {
        return "/api/v1/concerts/" + stage.concertId() + "/queue-tokens/current";
    }

    private List<Fan> waiting(Stage stage, int count) {
        List<Fan> fans = crowd().of(count, stage);
        fans.forEach(fan -> fan.joins().expect(201));
        return fans;
    }

    private static List<Long> positions(List<Fan> fans) {
        return fans.stream()
                .map(fan -> fan.polls().expect(200).body())
                .peek(place -> assertThat(place.path("state").asString()).isEqualTo("WAITING"))
                .map(place -> place.path("position").asLong())
                .toList();
    }

    private static <T> List<T> concat(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static String state(Fan fan) {
        return fan.polls().expect(200).body().path("state").asString();
    }

    /// A room with a capacity of one, which is full.
    private Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        return stage;
    }
}
