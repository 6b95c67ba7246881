package dev.frontrow.line;

import static dev.frontrow.line.HandCrankedLine.ADMISSION;
import static dev.frontrow.line.HandCrankedLine.START;
import static dev.frontrow.line.HandCrankedLine.TURN_UP;
import static dev.frontrow.line.HandCrankedLine.general;
import static dev.frontrow.line.HandCrankedLine.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The states of a place, from its number to its end.
class LineTest {

    private static final int FAST = 60_000;

    @Test
    void letsLoneVisitorInAtOnce() {
        var line = new HandCrankedLine(100, 60);
        PlaceNumber place = line.join();

        assertThat(line.callNext()).isTrue();

        assertThat(line.look(place)).isEqualTo(Standing.turnHasCome());
    }

    @Test
    void callsNobodyTwice() {
        var line = new HandCrankedLine(100, 60);
        line.join();

        assertThat(line.callNext()).isTrue();
        assertThat(line.admitAfter(Duration.ofSeconds(10))).isFalse();
    }

    @Test
    void admitsNobodyWhileNotOpen() {
        var line = new HandCrankedLine(10, 600);
        List<PlaceNumber> places = line.join(5);
        line.open = false;

        assertThat(line.callNext()).isFalse();
        assertThat(line.tick().bound()).isEqualTo(Limit.CLOSED);

        assertThat(places).noneMatch(line::isDue);
        assertThat(line.called()).isZero();
    }

    @Test
    void neverAdmitsMoreThanTheCapacity() {
        var line = new HandCrankedLine(10, FAST);
        List<PlaceNumber> places = line.join(50);

        line.callNext();
        places.subList(0, 10).forEach(line::claim);
        line.admitAfter(Duration.ofSeconds(60));

        assertThat(line.called()).isEqualTo(10);
        assertThat(line.real.activeBuyers()).isEqualTo(10);
    }

    @Test
    void givesThePlaceOfWhoeverFinishedToTheNext() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(2);
        line.callNext();
        line.claim(places.get(0));

        line.finish(places.get(0));
        line.callNext();

        assertThat(line.isDue(places.get(1))).isTrue();
        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.FINISHED);
    }

    @Test
    void givesThePlaceOfWhoeverWasCalledAndLeftToTheNextAtOnce() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(2);
        line.callNext();

        line.leave(places.get(0));
        line.callNext();

        assertThat(line.isDue(places.get(1))).isTrue();
        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.LEFT);
    }

    @Test
    void reckonsWithWhoeverWasCalledForAShortTimeOnly() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(2);
        line.callNext();

        line.tickFor(CalledBatches.EXPECTED_WITHIN.minusSeconds(1));
        assertThat(line.isDue(places.get(1))).isFalse();
        line.tick();

        assertThat(line.isDue(places.get(1))).isTrue();
        assertThat(line.isDue(places.get(0))).isTrue();
    }

    @Test
    void whoeverComesLateGetsInWhereThereIsRoom() {
        var line = new HandCrankedLine(2, FAST);
        PlaceNumber late = line.join();
        line.callNext();

        line.tickFor(TURN_UP.minusSeconds(1));

        assertThat(line.claim(late)).isTrue();
    }

    @Test
    void whoeverComesLateToAFullRoomGetsTheNextFreePlace() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(3);
        PlaceNumber late = places.get(0);
        line.callNext();
        line.tickFor(CalledBatches.EXPECTED_WITHIN);
        assertThat(line.claim(places.get(1))).isTrue();

        assertThat(line.claim(late)).isFalse();
        assertThat(line.isDue(late)).isTrue();
        line.finish(places.get(1));
        line.tickFor(Duration.ofSeconds(3));

        assertThat(line.isDue(places.get(2))).isFalse();
        assertThat(line.claim(late)).isTrue();
    }

    @Test
    void keepsTheNextFreePlaceForWhoeverStillHasTimeToTurnUpOnly() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(3);
        line.callNext();
        line.tickFor(CalledBatches.EXPECTED_WITHIN);
        line.claim(places.get(1));
        line.claim(places.get(0));
        line.finish(places.get(1));

        line.tickFor(TURN_UP.minus(CalledBatches.EXPECTED_WITHIN).minusSeconds(1));
        assertThat(line.isDue(places.get(2))).isFalse();
        line.tick();

        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.isDue(places.get(2))).isTrue();
    }

    @Test
    void keepsNoPlaceForWhoeverLeftTheDoor() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(3);
        line.callNext();
        line.tickFor(CalledBatches.EXPECTED_WITHIN);
        line.claim(places.get(1));
        line.claim(places.get(0));
        line.finish(places.get(1));

        line.leave(places.get(0));
        line.tick();

        assertThat(line.isDue(places.get(2))).isTrue();
    }

    @Test
    void timeToTurnUpEndsAtItsVeryEnd() {
        var line = new HandCrankedLine(10, FAST);
        PlaceNumber place = line.join();
        line.callNext();

        line.pass(TURN_UP.minusNanos(1));
        assertThat(line.isDue(place)).isTrue();
        line.pass(Duration.ofNanos(1));

        assertThat(line.look(place)).isEqualTo(Standing.of(PlaceState.EXPIRED));
        line.callNext();
        assertThat(line.look(place)).isEqualTo(Standing.of(PlaceState.EXPIRED));
    }

    @Test
    void admissionEndsAtItsTime() {
        var line = new HandCrankedLine(10, 600);
        PlaceNumber place = line.join();
        line.callNext();
        line.claim(place);

        line.pass(ADMISSION.minusNanos(1));
        assertThat(line.look(place)).isEqualTo(Standing.admitted(AdmissionTerm.fixed(START.plus(ADMISSION))));
        line.pass(Duration.ofNanos(1));
        assertThat(line.state(place)).isEqualTo(PlaceState.EXPIRED);
        line.callNext();

        assertThat(line.state(place)).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.real.activeBuyers()).isZero();
    }

    @Test
    void admissionShorterThanTheTimeToTurnUpIsOverAllTheSame() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(2);
        line.callNext();
        line.real.admitted(places.get(0), line.now.plusSeconds(10));

        line.admitAfter(Duration.ofSeconds(10));

        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.isDue(places.get(1))).isTrue();
        line.admitAfter(TURN_UP);
        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.EXPIRED);
    }

    @Test
    void movesTheEndOfRunningAdmissionsOnly() {
        var line = new HandCrankedLine(10, FAST);
        List<PlaceNumber> places = line.join(2);
        line.callNext();
        Instant soon = line.now.plusSeconds(10);
        line.real.admitted(places.get(0), soon);
        line.real.admitted(places.get(1), soon.plusSeconds(1));

        line.pass(Duration.ofSeconds(10));
        line.real.moveAdmissions(Duration.ofMinutes(1), line.now);
        line.callNext();

        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.look(places.get(1))).isEqualTo(Standing.admitted(AdmissionTerm.fixed(soon.plusSeconds(61))));
        line.admitAfter(Duration.ofSeconds(61));
        assertThat(line.state(places.get(1))).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.real.activeBuyers()).isZero();
    }

    @Test
    void whoeverStaysLongerIsInsideUntilTheNewEndAndNoLonger() {
        var line = new HandCrankedLine(10, FAST);
        PlaceNumber place = line.join(1).getFirst();
        line.callNext();
        Instant soon = line.now.plusSeconds(10);
        line.real.admitted(place, soon);

        assertThat(line.real.staysInside(place, soon.plusSeconds(5))).isTrue();
        assertThat(line.real.staysInside(place, soon.minusSeconds(5))).isTrue();

        line.admitAfter(Duration.ofSeconds(14));
        assertThat(line.look(place)).isEqualTo(Standing.admitted(AdmissionTerm.fixed(soon.plusSeconds(5))));
        assertThat(line.real.people()).isEqualTo(1);
        line.admitAfter(Duration.ofSeconds(1));
        assertThat(line.state(place)).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.real.people()).isZero();
        assertThat(line.real.staysInside(place, soon.plusSeconds(60))).isFalse();
    }

    @Test
    void endingAdmittedPlaceFreesOnePlaceOnly() {
        var line = new HandCrankedLine(2, FAST);
        List<PlaceNumber> places = line.join(4);
        line.callNext();
        line.claim(places.get(0));
        line.finish(places.get(0));
        line.finish(places.get(0));

        line.admitAfter(Duration.ofMillis(1));

        assertThat(line.called()).isEqualTo(3);
    }

    @Test
    void nobodysTimeToTurnUpRunsWhilePaused() {
        var line = new HandCrankedLine(10, 600);
        PlaceNumber place = line.join();
        line.callNext();
        line.pass(Duration.ofSeconds(10));
        line.open = false;
        line.callNext();
        line.tickFor(Duration.ofHours(1));
        assertThat(line.isDue(place)).isTrue();
        line.open = true;
        line.callNext();

        line.pass(TURN_UP.minusSeconds(12));
        assertThat(line.isDue(place)).isTrue();
        line.admitAfter(Duration.ofSeconds(1));
        assertThat(line.isDue(place)).isTrue();
        line.admitAfter(Duration.ofSeconds(1));

        assertThat(line.state(place)).isEqualTo(PlaceState.EXPIRED);
    }

    @Test
    void takesNobodyForMissingWhoCouldNotComeForAPause() {
        var line = new HandCrankedLine(1_000, 600);
        List<PlaceNumber> places = line.join(1_000);
        line.tick();
        double expected = line.tick().outstanding();
        line.open = false;
        line.tickFor(Duration.ofHours(1));
        line.open = true;

        TickReport resumed = line.real.tick(line.now, line.movement(), line.shop);

        assertThat(resumed.noShow()).isZero();
        assertThat(resumed.outstanding()).isGreaterThanOrEqualTo(expected);
        assertThat(line.claim(places.get(0))).isTrue();
    }

    @Test
    void remembersWhoIsAtTheDoorThroughAPause() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(3);
        line.callNext();
        line.tickFor(CalledBatches.EXPECTED_WITHIN);
        line.claim(places.get(1));
        line.claim(places.get(0));
        line.open = false;
        line.tickFor(TURN_UP);
        line.open = true;
        line.finish(places.get(1));

        line.tick();

        assertThat(line.isDue(places.get(2))).isFalse();
        assertThat(line.claim(places.get(0))).isTrue();
    }

    @Test
    void passesNumbersThatWereGivenUpWithoutSpendingCapacity() {
        var line = new HandCrankedLine(2, FAST);
        List<PlaceNumber> places = line.join(4);
        line.leave(places.get(0));
        line.leave(places.get(1));

        line.callNext();

        assertThat(line.called()).isEqualTo(4);
        assertThat(line.state(places.get(0))).isEqualTo(PlaceState.LEFT);
        assertThat(line.isDue(places.get(2))).isTrue();
        assertThat(line.isDue(places.get(3))).isTrue();
    }

    @Test
    void numberOfFailedJoinIsGivenBackWhenItTurnsOutToHaveAnOwner() {
        var line = new HandCrankedLine(10, FAST);
        PlaceNumber place = line.join();
        line.leave(place);

        line.real.live(place, line.now);
        assertThat(line.real.waiting()).isEqualTo(1);
        line.callNext();

        assertThat(line.isDue(place)).isTrue();
    }

    @Test
    void numberThatTurnsOutToHaveAnOwnerWhenItWasPassedDoesNotWaitAnyMore() {
        var line = new HandCrankedLine(10, FAST);
        line.join();
        PlaceNumber place = line.join();
        line.leave(place);
        line.callNext();
        assertThat(line.called()).isEqualTo(2);

        line.real.live(place, line.now);

        assertThat(line.isDue(place)).isTrue();
        assertThat(line.real.waiting()).isZero();
    }

    @Test
    void lateRepeatOfAnAdmissionDoesNotReviveFinishedPlace() {
        var line = new HandCrankedLine(10, 600);
        PlaceNumber place = line.join();
        line.callNext();
        line.claim(place);
        line.finish(place);

        line.real.admitted(place, line.now.plus(ADMISSION));

        assertThat(line.state(place)).isEqualTo(PlaceState.FINISHED);
        assertThat(line.real.activeBuyers()).isZero();
    }

    @Test
    void keepsOnePlaceForSeveralRequestsOfTheSameBuyer() {
        var line = new HandCrankedLine(1, FAST);
        PlaceNumber place = line.join();
        line.callNext();

        assertThat(line.real.reserveEntry(place)).isTrue();
        assertThat(line.real.reserveEntry(place)).isTrue();
        assertThat(line.real.reserveEntry(general(99))).isFalse();
        line.real.notAdmitted(place);
        assertThat(line.real.reserveEntry(general(99))).isFalse();
        line.real.admitted(place, line.now.plus(ADMISSION));
        line.real.notAdmitted(place);

        assertThat(line.real.reserveEntry(general(99))).isFalse();
        assertThat(line.real.activeBuyers()).isEqualTo(1);
    }

    @Test
    void givesBackThePlaceOfWhoeverCouldNotBeStored() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(2);
        line.callNext();
        line.real.reserveEntry(places.get(0));
        line.real.notAdmitted(places.get(0));

        assertThat(line.real.reserveEntry(places.get(1))).isTrue();
    }

    @Test
    void isBusyWhileAnybodyWaitsOrIsInside() {
        var line = new HandCrankedLine(1, FAST);
        assertThat(line.real.isBusy()).isFalse();
        PlaceNumber place = line.join();
        assertThat(line.real.isBusy()).isTrue();
        line.callNext();
        line.claim(place);
        assertThat(line.real.isBusy()).isTrue();

        line.finish(place);

        assertThat(line.real.isBusy()).isFalse();
    }

    @Test
    void lowerCapacityThrowsNobodyOut() {
        var line = new HandCrankedLine(5, FAST);
        List<PlaceNumber> places = line.join(10);
        line.callNext();
        places.forEach(line::claim);

        line.real.steer(terms(2, FAST), line.now);
        places.subList(0, 3).forEach(line::finish);
        line.tick();
        assertThat(line.called()).isEqualTo(5);
        line.finish(places.get(3));
        line.tick();

        assertThat(line.called()).isEqualTo(6);
    }
}
