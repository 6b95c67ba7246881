package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.database.CommitCuts;
import dev.frontrow.database.CommitCuts.Cut;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/// The connection is lost while an operator's setting is committed. The room finds out the outcome and follows
/// the stored setting.
@ContextConfiguration(initializers = CommitCuts.InTheWay.class, inheritInitializers = false)
class UnknownSteeringTest extends ServerTest {

    @Autowired
    CommitCuts cuts;

    @Autowired
    AdmissionTick admission;

    @Autowired
    QueueTokens queueTokens;

    @Autowired
    Places places;

    @Autowired
    Environment environment;

    @AfterEach
    void heal() {
        cuts.heal();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void capacityAndMessageAreReadBack(Cut cut) {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        List<Fan> fans = crowd().of(3, stage);
        fans.forEach(fan -> fan.joins().expect(201));

        steersWhileCut(cut, stage, Map.of("capacity", 3, "message", "Two more come in."));

        boolean committed = cut != Cut.BEFORE;
        assertThat(stored(stage, "capacity")).isEqualTo(committed ? "3" : "1");
        assertThat(stage.operatorsRoom().path("capacity").asInt()).isEqualTo(committed ? 3 : 1);
        assertThat(stage.roomStatus().body().path("message").asString(""))
                .isEqualTo(committed ? "Two more come in." : "");
        assertThat(fans)
                .extracting(UnknownSteeringTest::state)
                .containsExactly("ADMITTED", committed ? "ADMITTED" : "WAITING", committed ? "ADMITTED" : "WAITING");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void phaseIsReadBack(Cut cut) {
        Stage stage = Stage.open(api(), clock());
        Fan fan = crowd().of(1, stage).getFirst();

        steersWhileCut(cut, stage, Map.of("phase", "PAUSED"));

        boolean committed = cut != Cut.BEFORE;
        assertThat(stored(stage, "steered_phase")).isEqualTo(committed ? "PAUSED" : "");
        assertThat(stage.roomStatus().body().path("phase").asString()).isEqualTo(committed ? "PAUSED" : "OPEN");
        fan.joins().expect(201);
        assertThat(state(fan)).isEqualTo(committed ? "WAITING" : "ADMITTED");
    }

    /// A freeze moves the ends to its latest end; the end of the freeze moves them back.
    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void endsOfAdmissionsAreReadBack(Cut cut) {
        Stage stage = Stage.open(api(), clock());
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        Instant before = admittedUntil(fan);

        steersWhileCut(cut, stage, Map.of("freezeHolds", true));
        Instant frozen = admittedUntil(fan);
        assertThat(frozen).isEqualTo(storedEnd(fan));
        assertThat(frozen.isAfter(before)).isEqualTo(cut != Cut.BEFORE);

        stage.steer(Map.of("freezeHolds", true)).expect(200);
        Instant farEnd = admittedUntil(fan);
        clock().advance(Duration.ofMinutes(3));
        steersWhileCut(cut, stage, Map.of("freezeHolds", false));
        Instant after = admittedUntil(fan);
        assertThat(after).isEqualTo(storedEnd(fan));
        assertThat(after.isBefore(farEnd)).isEqualTo(cut != Cut.BEFORE);
    }

    /// A new join expires the old place if memory considers it missed. The place may have been admitted
    /// meanwhile.
    @Test
    void placeThatIsLetInMeanwhileDoesNotExpire() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        Place admitted = places.find(stage.concertId(), place(fan)).orElseThrow();
        Place seenWaiting = admitted.as(PlaceState.WAITING, null);
        Instant end = admitted.term().until();

        assertThat(places.expire(seenWaiting, clock().instant())).isFalse();
        assertThat(places.expire(seenWaiting, end.minusMillis(1))).isFalse();
        assertThat(state(fan)).isEqualTo("ADMITTED");
        var stranger = new Place(
                admitted.concertId(),
                admitted.number(),
                UUID.randomUUID(),
                PlaceState.WAITING,
                admitted.joinedAt(),
                false,
                null);
        assertThat(places.expire(stranger, end)).isFalse();

        assertThat(places.expire(seenWaiting, end)).isTrue();
        assertThat(places.expire(seenWaiting, end)).isFalse();
    }

    private void steersWhileCut(Cut cut, Stage stage, Map<String, ?> change) {
        cuts.follow(() -> cut);
        stage.steer(change).expect(503);
        cuts.heal();
        clock().advance(Duration.ofSeconds(1));
        admission.tick();
    }

    private String stored(Stage stage, String column) {
        return JdbcClient.create(CommitCuts.straight(environment))
                .sql("select coalesce(" + column + "::text, '') from waitingroom.room where concert_id = :concertId")
                .param("concertId", stage.concertId())
                .query(String.class)
                .single();
    }

    private Instant storedEnd(Fan fan) {
        return places.find(fan.stage().concertId(), place(fan))
                .orElseThrow()
                .term()
                .until();
    }

    private PlaceNumber place(Fan fan) {
        return queueTokens.read(fan.queueToken()).orElseThrow().place();
    }

    private static Instant admittedUntil(Fan fan) {
        return Instant.parse(
                fan.polls().expect(200).body().path("admittedUntil").asString());
    }

    private static String state(Fan fan) {
        return fan.polls().expect(200).body().path("state").asString();
    }
}
