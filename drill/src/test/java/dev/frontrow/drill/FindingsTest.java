package dev.frontrow.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.drill.Story.Kind;
import dev.frontrow.drill.Story.Turn;
import dev.frontrow.drill.Watch.Look;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// For every rule of the drill, a planted fault proves that it is found.
class FindingsTest {

    private static final String EFFECTS = "every effect that was answered is there once";
    private static final String KNOWN = "every payment and top-up is known to its fan";
    private static final String PLACES = "no number twice, no place lost";
    private static final String COMPLAINTS = "no fan was sent away, or told what cannot be";
    private static final String NEVER_FELL = "serving position and epoch never fell";
    private static final String CALLED_FIRST = "nobody was admitted before the call";
    private static final String ORDER = "order of service = order of places";

    private static final Stored STORED = new Stored(
            Map.of("hold", "CONFIRMED", "freed", "RELEASED"),
            Set.of("payment"),
            Map.of("top-up", 500L),
            Map.of("ann", 1L),
            Map.of("ann", 500L),
            Map.of(1L, "ann", 2L, "ben"));

    private final Findings findings = new Findings();
    private final Story ann = new Story("ann");

    @Test
    void findsNothingWhereAllIsKept() {
        tellsAnnEverything();

        findings.checkPromises(List.of(ann), STORED);
        findings.checkOrder(List.of(ann), List.of(look(1, 0, 1), look(2, 1, 1), look(3, 2, 2)), List.of());

        assertThat(broken()).isEmpty();
        assertThat(findings.broken()).hasSize(7);
    }

    @Test
    void findsEffectsThatAreNotThere() {
        tellsAnnEverything();
        ann.promised(Kind.HOLD, "lost", 500);
        ann.promised(Kind.RELEASE, "hold", 0);

        findings.checkPromises(List.of(ann), STORED);

        assertThat(broken()).containsExactly(EFFECTS);
        assertThat(findings.broken().get(EFFECTS)).hasSize(2);
    }

    @Test
    void findsAnEffectThatWasToldTwice() {
        tellsAnnEverything();
        ann.promised(Kind.HOLD, "hold", 500);

        findings.checkPromises(List.of(ann), STORED);

        assertThat(broken()).containsExactly(EFFECTS);
    }

    @Test
    void findsATopUpOfAnotherAmount() {
        ann.promised(Kind.PAYMENT, "payment", 500);
        ann.promised(Kind.TOP_UP, "top-up", 5);

        findings.checkPromises(List.of(ann), STORED);

        assertThat(broken()).containsExactly(EFFECTS, KNOWN);
    }

    @Test
    void findsMoneyThatNobodyWasToldOf() {
        findings.checkPromises(List.of(ann), STORED);

        assertThat(broken()).containsExactly(KNOWN);
    }

    @Test
    void findsAPlaceThatWentToSomebodyElseAndOneThatIsGone() {
        tellsAnnEverything();
        ann.placed(2);
        ann.placed(3);

        findings.checkPromises(List.of(ann), STORED);

        assertThat(findings.broken().get(PLACES))
                .containsExactly("place 2 of buyer ann belongs to ben", "place 3 of buyer ann belongs to nobody");
    }

    @Test
    void findsComplaints() {
        tellsAnnEverything();
        ann.complain("sent away");

        findings.checkPromises(List.of(ann), STORED);

        assertThat(findings.broken().get(COMPLAINTS)).containsExactly("1 × sent away");
    }

    @Test
    void findsAServingPositionThatFell() {
        findings.checkOrder(List.of(), List.of(look(1, 5, 1), look(2, 4, 1)), List.of());

        assertThat(broken()).containsExactly(NEVER_FELL);
    }

    @Test
    void findsAFormerOwnerThatCalledAgain() {
        findings.checkOrder(List.of(), List.of(look(1, 5, 2), look(2, 6, 1)), List.of());

        assertThat(broken()).containsExactly(NEVER_FELL);
    }

    @Test
    void findsAnAdmissionBeforeItsCall() {
        ann.admitted(new Turn(6, 1, 0, 2));

        findings.checkOrder(List.of(ann), List.of(look(1, 5, 1), look(3, 5, 1)), List.of());

        assertThat(broken()).containsExactly(CALLED_FIRST);
    }

    @Test
    void findsAFanWhoWasToldToWaitWhenSomebodyBehindWasIn() {
        ann.admitted(new Turn(1, seconds(13), 0, seconds(14)));
        ann.admitted(new Turn(2, seconds(9), 1, seconds(10)));

        findings.checkOrder(List.of(ann), List.of(look(1, 2, 1)), List.of());

        assertThat(broken()).containsExactly(ORDER);
    }

    @Test
    void excusesOnlyTheNodeThatWasCutOffAndOnlyThen() {
        ann.admitted(new Turn(1, seconds(13), 0, seconds(14)));
        ann.admitted(new Turn(2, seconds(9), 1, seconds(10)));

        findings.checkOrder(List.of(ann), List.of(), List.of(new Outage(0, seconds(8), seconds(12))));
        assertThat(broken()).isEmpty();
        findings.checkOrder(List.of(ann), List.of(), List.of(new Outage(0, seconds(8), seconds(10))));
        assertThat(broken()).containsExactly(ORDER);
        findings.checkOrder(List.of(ann), List.of(), List.of(new Outage(1, seconds(8), seconds(12))));
        assertThat(broken()).containsExactly(ORDER);
    }

    @Test
    void letsANodeBeTwoSecondsBehind() {
        ann.admitted(new Turn(1, seconds(12), 0, seconds(14)));
        ann.admitted(new Turn(2, seconds(9), 1, seconds(10)));

        findings.checkOrder(List.of(ann), List.of(), List.of());

        assertThat(broken()).isEmpty();
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    private void tellsAnnEverything() {
        ann.placed(1);
        ann.admitted(new Turn(1, 1, 0, 2));
        ann.promised(Kind.HOLD, "hold", 500);
        ann.promised(Kind.TOP_UP, "top-up", 500);
        ann.promised(Kind.PAYMENT, "payment", 500);
        ann.promised(Kind.RELEASE, "freed", 0);
    }

    private static Look look(long atNanos, long position, long epoch) {
        return new Look(atNanos, position, epoch, "node-1");
    }

    private Stream<String> broken() {
        return findings.broken().entrySet().stream()
                .filter(rule -> !rule.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }
}
