package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.reservation.HoldExtension;
import dev.frontrow.reservation.Reservations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An admission lasts ten minutes, and at most ten more for a hold that outlasts it: five for the hold, five for
/// its extension. No sequence of calls makes it longer.
class LatestEndTest extends AuditedTest {

    private static final Duration LATEST = Duration.ofMinutes(20);
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Autowired
    Reservations reservations;

    @Autowired
    HoldExtension extension;

    @Autowired
    JdbcClient jdbc;

    private Stage stage;
    private Fan greedy;
    private Fan next;
    private Instant admitted;

    @BeforeEach
    void oneInsideAndOneNext() {
        stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        admitted = clock().instant();
        greedy = stage.fan().joinsAndEnters();
        next = stage.fan();
        next.joins().expect(201);
    }

    enum Trick {
        /// Opens the checkout page of one new hold after the other.
        CHECKOUT {
            @Override
            void play(LatestEndTest test, Fan fan) {
                test.looksAtCheckout(fan);
                fan.releases();
            }
        },
        /// Extends one new hold after the other.
        EXTENSION {
            @Override
            void play(LatestEndTest test, Fan fan) {
                fan.extendsHold();
                fan.releases();
            }
        },
        /// Has several holds at once, and opens the newest at checkout.
        SEVERAL {
            @Override
            void play(LatestEndTest test, Fan fan) {
                test.looksAtCheckout(fan);
                fan.extendsHold();
            }
        },
        /// Joins repeatedly, and polls.
        JOIN {
            @Override
            void play(LatestEndTest test, Fan fan) {
                test.looksAtCheckout(fan);
                fan.joins();
                fan.polls();
            }
        },
        /// Pays with too low a balance.
        PAYMENT {
            @Override
            void play(LatestEndTest test, Fan fan) {
                test.looksAtCheckout(fan);
                fan.pays(UUID.randomUUID().toString());
            }
        };

        abstract void play(LatestEndTest test, Fan fan);
    }

    @ParameterizedTest
    @EnumSource
    void nextInLineIsInByTheLatestEndWhateverTheFirstTries(Trick trick) {
        Duration step = Duration.ofSeconds(50);
        while (!isInside(next) && clock().instant().isBefore(admitted.plus(LATEST))) {
            greedy.holds("1");
            trick.play(this, greedy);
            clock().advance(step);
        }

        assertThat(isInside(next)).isTrue();
        greedy.holds("2").expect(403);
        next.holds("3").expect(201);
    }

    @Test
    void holdThatIsMadeLateEndsWithTheAdmission() {
        clock().advance(Duration.ofMinutes(9));
        greedy.holds("1").expect(201);
        looksAtCheckout(greedy);
        assertThat(admittedUntil()).isEqualTo(admitted.plus(Duration.ofMinutes(19)));
        clock().advance(Duration.ofMinutes(9));

        assertThat(Instant.parse(
                        greedy.holds("2").expect(201).body().path("expiresAt").asString()))
                .isEqualTo(admitted.plus(Duration.ofMinutes(19)));

        looksAtCheckout(greedy);
        assertThat(admittedUntil()).isEqualTo(admitted.plus(Duration.ofMinutes(19)));
        greedy.topsUp(10_000_000).expect(201);
        clock().advance(Duration.ofMinutes(1).minus(MOMENT));
        greedy.pays("in the last moment").expect(201);
    }

    /// The first checkout moves the admission's end for both holds.
    @Test
    void oneMoveIsEnoughForAllHoldsThatRun() {
        clock().advance(Duration.ofMinutes(8));
        greedy.holds("1").expect(201);
        String first = greedy.holdId();
        clock().advance(Duration.ofMinutes(1));
        greedy.holds("2").expect(201);
        String second = greedy.holdId();

        looksAtCheckout(first);
        looksAtCheckout(second);
        greedy.extendsHold().expect(200);

        greedy.topsUp(10_000_000).expect(201);
        clock().advance(Duration.ofMinutes(10).minus(MOMENT));
        greedy.pays("in the last moment of the second").expect(201);
    }

    @Test
    void restartKeepsTheLatestEnd(@Autowired Rooms rooms) {
        clock().advance(Duration.ofMinutes(9));
        greedy.holds("1").expect(201);
        looksAtCheckout(greedy);
        rooms.forget(stage.concertId());
        clock().advance(Duration.ofMinutes(9));

        assertThat(Instant.parse(
                        greedy.holds("2").expect(201).body().path("expiresAt").asString()))
                .isEqualTo(admitted.plus(Duration.ofMinutes(19)));
    }

    @Test
    void freezeMovesTheLatestEndToo() {
        stage.steer(Map.of("freezeHolds", true)).expect(200);
        clock().advance(Duration.ofMinutes(30));
        stage.steer(Map.of("freezeHolds", false)).expect(200);
        clock().advance(Duration.ofMinutes(9));

        assertThat(Instant.parse(
                        greedy.holds("2").expect(201).body().path("expiresAt").asString()))
                .isEqualTo(clock().instant().plus(Duration.ofMinutes(5)));
        looksAtCheckout(greedy);
        assertThat(admittedUntil()).isEqualTo(clock().instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void databaseLetsNoAdmissionOutlastItsLatestEnd() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() ->
                        jdbc.sql("""
                                update waitingroom.place
                                set admitted_until = admitted_until_max + interval '1 second'
                                where concert_id = :concertId and state = 'ADMITTED'
                                """).param("concertId", stage.concertId()).update())
                .withMessageContaining("place_ends_in_time");
    }

    private static boolean isInside(Fan fan) {
        return fan.polls().body().path("state").asString().equals("ADMITTED");
    }

    private Instant admittedUntil() {
        return Instant.parse(greedy.polls().body().path("admittedUntil").asString());
    }

    private void looksAtCheckout(Fan fan) {
        looksAtCheckout(fan.holdId());
    }

    /// Does what the checkout page does first.
    private void looksAtCheckout(String holdId) {
        UUID buyerId = jdbc.sql("select buyer_id from reservation.hold where hold_id = :holdId")
                .param("holdId", UUID.fromString(holdId))
                .query(UUID.class)
                .single();
        reservations.find(UUID.fromString(holdId), buyerId).ifPresent(extension::keepPayable);
    }
}
