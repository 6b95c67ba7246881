package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoomTest {

    private static final Instant START = Instant.parse("2026-12-01T11:00:00Z");
    private static final Duration TURN_UP = Duration.ofMinutes(5);
    private static final Duration ADMISSION = Duration.ofMinutes(10);

    private Instant now = START;

    @Test
    void letsLoneVisitorInAtOnce() {
        Room room = room(100, 60);
        long position = room.takeNumber();

        room.admit(now, true);

        assertThat(room.look(position, now)).isEqualTo(Standing.turnHasCome());
    }

    @Test
    void admitsAtTheRateAndNoFaster() {
        Room room = room(1_000, 60);
        takeNumbers(room, 500);
        room.admit(now, true);
        assertThat(room.servingPosition()).isEqualTo(1);

        for (int second = 1; second <= 100; second++) {
            now = now.plusSeconds(1);
            room.admit(now, true);
        }

        assertThat(room.servingPosition()).isEqualTo(101);
    }

    @Test
    void doesNotSaveUpAdmissionsWhileNobodyWaits() {
        Room room = room(1_000, 60);
        now = now.plus(Duration.ofHours(1));
        takeNumbers(room, 500);

        room.admit(now, true);

        assertThat(room.servingPosition()).isEqualTo(1);
    }

    @Test
    void neverAdmitsMoreThanTheCapacity() {
        Room room = room(10, 60_000);
        takeNumbers(room, 50);

        room.admit(now, true);
        for (long position = 1; position <= 10; position++) {
            room.admitted(position, now.plus(ADMISSION));
        }
        now = now.plusSeconds(60);
        room.admit(now, true);

        assertThat(room.servingPosition()).isEqualTo(10);
    }

    @Test
    void givesThePlaceOfWhoeverFinishedToTheNext() {
        Room room = room(1, 60_000);
        takeNumbers(room, 2);
        room.admit(now, true);
        room.admitted(1, now.plus(ADMISSION));

        room.ended(1, PlaceState.FINISHED);
        room.admit(now, true);

        assertThat(room.servingPosition()).isEqualTo(2);
        assertThat(room.look(1, now).state()).isEqualTo(PlaceState.FINISHED);
    }

    @Test
    void givesThePlaceOfWhoeverNeverTurnedUpToTheNext() {
        Room room = room(1, 60_000);
        takeNumbers(room, 2);
        room.admit(now, true);
        room.admit(now.plus(TURN_UP).minusNanos(1), true);
        assertThat(room.servingPosition()).isEqualTo(1);

        now = now.plus(TURN_UP);
        room.admit(now, true);

        assertThat(room.servingPosition()).isEqualTo(2);
        assertThat(room.look(1, now).state()).isEqualTo(PlaceState.EXPIRED);
    }

    @Test
    void admissionEndsAtItsTime() {
        Room room = room(10, 600);
        takeNumbers(room, 1);
        room.admit(now, true);
        Instant until = now.plus(ADMISSION);
        room.admitted(1, until);

        assertThat(room.look(1, until.minusNanos(1)).state()).isEqualTo(PlaceState.ADMITTED);
        assertThat(room.look(1, until).state()).isEqualTo(PlaceState.EXPIRED);
        room.admit(until, true);
        assertThat(room.look(1, until).state()).isEqualTo(PlaceState.EXPIRED);
        assertThat(room.activeBuyers()).isZero();
    }

    @Test
    void admissionShorterThanTheTimeToTurnUpIsOverAllTheSame() {
        Room room = new Room(new RoomTerms(1, 60_000, TURN_UP, Duration.ofSeconds(10)), 0, 0, START);
        takeNumbers(room, 2);
        room.admit(now, true);
        room.admitted(1, now.plusSeconds(10));

        now = now.plusSeconds(10);
        room.admit(now, true);

        assertThat(room.look(1, now).state()).isEqualTo(PlaceState.EXPIRED);
        assertThat(room.look(2, now)).isEqualTo(Standing.turnHasCome());
        room.admit(now.plus(TURN_UP), true);
        assertThat(room.look(1, now.plus(TURN_UP)).state()).isEqualTo(PlaceState.EXPIRED);
    }

    @Test
    void endingAdmittedPlaceFreesOnePlaceOnly() {
        Room room = room(2, 60_000);
        takeNumbers(room, 4);
        room.admit(now, true);
        room.admitted(1, now.plus(ADMISSION));
        room.ended(1, PlaceState.FINISHED);
        room.ended(1, PlaceState.FINISHED);

        room.admit(now.plusMillis(1), true);

        assertThat(room.servingPosition()).isEqualTo(3);
    }

    @Test
    void nobodysTimeToTurnUpRunsWhilePaused() {
        Room room = room(10, 600);
        takeNumbers(room, 1);
        room.admit(now, true);

        now = now.plusSeconds(10);
        room.admit(now, false);
        now = now.plus(Duration.ofHours(1));
        room.admit(now, false);
        room.admit(now, true);

        assertThat(room.look(1, now)).isEqualTo(Standing.turnHasCome());
        assertThat(room.look(1, now.plus(TURN_UP).minusSeconds(11))).isEqualTo(Standing.turnHasCome());
        assertThat(room.look(1, now.plus(TURN_UP)).state()).isEqualTo(PlaceState.EXPIRED);
    }

    @Test
    void admitsNobodyWhileNotOpen() {
        Room room = room(10, 600);
        takeNumbers(room, 5);

        assertThat(room.admit(now, false)).isFalse();

        assertThat(room.look(1, now).state()).isEqualTo(PlaceState.WAITING);
    }

    @Test
    void passesNumbersThatWereGivenUpWithoutSpendingCapacity() {
        Room room = room(2, 60_000);
        takeNumbers(room, 4);
        room.ended(1, PlaceState.LEFT);
        room.ended(2, PlaceState.LEFT);

        room.admit(now, true);
        room.admit(now.plusMillis(1), true);

        assertThat(room.servingPosition()).isEqualTo(4);
        assertThat(room.look(1, now).state()).isEqualTo(PlaceState.LEFT);
        assertThat(room.look(3, now)).isEqualTo(Standing.turnHasCome());
    }

    @Test
    void neverGivesNumberTwiceOrMovesBackwards() {
        Room restarted = new Room(terms(10, 600), 700, 650, now);

        assertThat(restarted.takeNumber()).isEqualTo(701);
        assertThat(restarted.servingPosition()).isEqualTo(650);
        assertThat(restarted.look(650, now)).isEqualTo(Standing.turnHasCome());
        assertThat(restarted.look(651, now).state()).isEqualTo(PlaceState.WAITING);
    }

    @Test
    void lateRepeatOfAnAdmissionDoesNotReviveFinishedPlace() {
        Room room = room(10, 600);
        takeNumbers(room, 1);
        room.admit(now, true);
        Instant until = now.plus(ADMISSION);
        room.admitted(1, until);
        room.ended(1, PlaceState.FINISHED);

        room.admitted(1, until);

        assertThat(room.look(1, now).state()).isEqualTo(PlaceState.FINISHED);
    }

    private Room room(int capacity, int admitPerMinute) {
        return new Room(terms(capacity, admitPerMinute), 0, 0, START);
    }

    private static RoomTerms terms(int capacity, int admitPerMinute) {
        return new RoomTerms(capacity, admitPerMinute, TURN_UP, ADMISSION);
    }

    private static void takeNumbers(Room room, int count) {
        for (int i = 0; i < count; i++) {
            room.takeNumber();
        }
    }
}
