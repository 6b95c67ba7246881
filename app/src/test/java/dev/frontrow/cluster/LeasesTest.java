package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class LeasesTest {

    private static final String ROOM = "room/1";

    @AutoClose
    private final ClusterDatabase database = new ClusterDatabase();

    @Test
    void oneNodeOwnsWhatAllWant() {
        TestNode[] nodes = nodes(3);
        TestNode.beatTogether(database, 3, nodes);

        assertThat(Stream.of(nodes).filter(node -> node.holds(ROOM))).hasSize(1);
        assertThat(owner(nodes).epoch(ROOM)).isOne();
        assertThat(nodes[0].leases().owners())
                .containsEntry(ROOM, owner(nodes).nodes().self().id());
    }

    @Test
    void nothingIsHeldThatIsNotWanted() {
        TestNode node = TestNode.joining(database, "one");
        node.beat();

        assertThat(node.held(ROOM)).isEmpty();
    }

    @Test
    void firstBeatTakesWhatIsNew() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();

        assertThat(node.epoch(ROOM)).isOne();
        assertThat(node.events()).containsExactly("+room/1 1");
    }

    @Test
    void ownerKeepsItsEpochForAsLongAsItBeats() {
        TestNode[] nodes = nodes(3);
        TestNode.beatTogether(database, 30, nodes);

        assertThat(owner(nodes).epoch(ROOM)).isOne();
        assertThat(owner(nodes).events()).containsExactly("+room/1 1");
    }

    @Test
    void renewsOnceASecondOnly() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();
        String written = version();
        node.beat();
        assertThat(version()).isEqualTo(written);

        database.pass(Duration.ofSeconds(1));
        node.beat();

        assertThat(version()).isNotEqualTo(written);
    }

    @Test
    void anotherNodeFollowsWithinFourSecondsWhenTheOwnerIsKilled() {
        TestNode[] nodes = nodes(3);
        TestNode.beatTogether(database, 3, nodes);
        TestNode killed = owner(nodes);
        killed.beat();
        TestNode[] others = Stream.of(nodes).filter(node -> node != killed).toArray(TestNode[]::new);

        TestNode.beatTogether(database, 5, others);
        assertThat(Stream.of(others).filter(node -> node.holds(ROOM)))
                .as("within 2 s")
                .isEmpty();
        TestNode.beatTogether(database, 3, others);

        assertThat(owner(others).epoch(ROOM)).as("after 4 s").isEqualTo(2);
        assertThat(killed.holds(ROOM)).isFalse();
    }

    /// No statement and no thread of the node runs in between.
    @Test
    void nodeThatWasStoppedKnowsAtItsFirstLookThatItsLeaseIsOver() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();
        assertThat(node.holds(ROOM)).isTrue();

        database.pass(Duration.ofSeconds(10));

        assertThat(node.held(ROOM)).isEmpty();
        assertThat(node.leases().count()).isZero();
    }

    /// Its time counts from before the statement was sent, however long that was on the way.
    @Test
    void isGivenUpHereBeforeItIsOverInTheDatabase() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        enter(ROOM);
        node.stopsAtNextStatement(Duration.ofSeconds(2));
        node.leases().look();
        assertThat(node.holds(ROOM)).isTrue();

        database.pass(SharedLeases.LIFE.minusSeconds(2));

        assertThat(node.held(ROOM)).isEmpty();
        assertThat(database.owner()
                        .sql("select until > now() from cluster.lease")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void answerThatComesTooLateGivesNothing() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();
        node.leases().withdraw(ROOM);
        node.beat();
        node.leases().request(ROOM);
        node.stopsAtNextStatement(Duration.ofSeconds(10));
        node.leases().look();

        assertThat(database.epochOf(ROOM)).as("taken in the database").isEqualTo(2);
        assertThat(node.held(ROOM)).isEmpty();
        assertThat(node.events()).doesNotContain("+room/1 2");
    }

    @Test
    void sameOwnerComesBackWithAHigherEpoch() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();
        database.pass(Duration.ofSeconds(10));
        node.beat();

        assertThat(node.epoch(ROOM)).isEqualTo(2);
        assertThat(node.events()).containsExactly("+room/1 1", "-room/1 1", "+room/1 2");
    }

    @Test
    void leaseOfUnknownCommitIsNotHeldUntilItIsRead() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        enter(ROOM);
        node.losesAnswers(true);
        lookInVain(node);
        assertThat(database.epochOf(ROOM)).as("taken in the database").isOne();
        assertThat(node.held(ROOM)).isEmpty();

        node.losesAnswers(false);
        node.beat();

        assertThat(node.epoch(ROOM)).as("an epoch of which nothing is unknown").isEqualTo(2);
    }

    @Test
    void renewalOfUnknownCommitProlongsNothing() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();
        database.pass(Duration.ofMillis(1_500));
        node.losesAnswers(true);
        lookInVain(node);
        assertThat(node.epoch(ROOM)).isOne();

        database.pass(Duration.ofMillis(1_300));

        assertThat(node.held(ROOM)).isEmpty();
    }

    @Test
    void leasesRunOutWhileTheDatabaseIsAway() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();
        node.losesDatabase(true);
        TestNode.beatTogether(database, 4, node);
        assertThat(node.holds(ROOM)).isTrue();
        TestNode.beatTogether(database, 3, node);

        assertThat(node.holds(ROOM)).isFalse();
        assertThat(node.events()).endsWith("-room/1 1");
    }

    @Test
    void namesSpreadEvenlyOverTheNodes() {
        TestNode[] nodes = joined(3);
        Arrays.stream(nodes).forEach(node -> node.requestingRooms(100));
        TestNode.beatTogether(database, 4, nodes);

        assertThat(Stream.of(nodes).mapToInt(node -> node.leases().count()).sum())
                .isEqualTo(100);
        assertThat(nodes).allSatisfy(node -> assertThat(node.leases().count()).isBetween(20, 46));
    }

    @Test
    void ownersHandOverOneByOneToANodeThatJoins() {
        TestNode first = TestNode.joining(database, "one").requestingRooms(40);
        first.beat();
        assertThat(first.leases().count()).isEqualTo(40);
        TestNode second = TestNode.joining(database, "two").requestingRooms(40);

        int before = 0;
        for (int i = 0; i < 60; i++) {
            TestNode.beatTogether(database, 1, first, second);
            int now = second.leases().count();
            assertThat(now).isBetween(before, before + 1);
            before = now;
        }

        assertThat(second.leases().count()).isBetween(12, 28);
        assertThat(first.leases().count() + second.leases().count()).isEqualTo(40);
    }

    @Test
    void nodeThatHasJustJoinedGetsNothingYet() {
        TestNode first = TestNode.joining(database, "one").requestingRooms(40);
        first.beat();
        TestNode second = TestNode.joining(database, "two").requestingRooms(40);

        TestNode.beatTogether(database, 8, first, second);

        assertThat(second.leases().count()).isZero();
    }

    /// The other node requests nothing, so what is handed over to it comes back, and is not handed over again and
    /// again.
    @Test
    void whatNobodyTookIsNotHandedOverAgainForAMinute() {
        TestNode first = TestNode.joining(database, "one").requestingRooms(4);
        TestNode idle = TestNode.joining(database, "two");
        TestNode.beatTogether(database, 60, first, idle);

        assertThat(first.leases().count()).isEqualTo(4);
        assertThat(first.events().stream().filter(event -> event.startsWith("-")))
                .hasSizeBetween(1, 4);
    }

    @Test
    void othersTakeEverythingAtTheirNextBeatWhenANodeLeaves() {
        TestNode[] nodes = joined(3);
        Arrays.stream(nodes).forEach(node -> node.requestingRooms(30));
        TestNode.beatTogether(database, 4, nodes);
        assertThat(nodes[0].leases().count()).isPositive();

        nodes[0].leave();
        assertThat(nodes[0].leases().count()).isZero();
        nodes[1].beat();
        nodes[2].beat();

        assertThat(nodes[1].leases().count() + nodes[2].leases().count()).isEqualTo(30);
    }

    /// It counts as live for a second longer than its leases.
    @Test
    void whatADeadNodeOwnedIsNotHandedBackToIt() {
        TestNode[] nodes = joined(3);
        Arrays.stream(nodes).forEach(node -> node.requestingRooms(30));
        TestNode.beatTogether(database, 14, nodes);

        TestNode.beatTogether(database, 12, nodes[1], nodes[2]);

        assertThat(nodes[1].leases().count() + nodes[2].leases().count()).isEqualTo(30);
        assertThat(nodes[1].events()).noneMatch(event -> event.startsWith("-"));
        assertThat(nodes[2].events()).noneMatch(event -> event.startsWith("-"));
    }

    @Test
    void leaseThatIsNoLongerWantedIsFreeForOthers() {
        TestNode[] nodes = nodes(2);
        TestNode.beatTogether(database, 3, nodes);
        TestNode former = owner(nodes);
        TestNode next = nodes[0] == former ? nodes[1] : nodes[0];

        former.leases().withdraw(ROOM);
        assertThat(former.holds(ROOM)).isFalse();
        TestNode.beatTogether(database, 4, former, next);

        assertThat(next.epoch(ROOM)).isEqualTo(2);
    }

    /// The clock of the database's machine was set back while the owner was dead.
    @Test
    void leaseThatLastsForTooLongIsTaken() {
        TestNode killed = TestNode.joining(database, "one").requesting(ROOM);
        killed.beat();
        TestNode next = TestNode.joining(database, "two").requesting(ROOM);
        database.owner()
                .sql("update cluster.lease set epoch = epoch + 1, until = now() + interval '1 hour'")
                .update();
        next.beat();

        assertThat(next.epoch(ROOM)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {-120, 120})
    void clockOfTheMachineDoesNotMatter(long seconds) {
        TestNode late = TestNode.joining(database, "late", Instant.now().plusSeconds(seconds))
                .requesting(ROOM);
        TestNode right = TestNode.joining(database, "right", Instant.now()).requesting(ROOM);
        TestNode.beatTogether(database, 6, late, right);

        assertThat(Stream.of(late, right).filter(node -> node.holds(ROOM))).hasSize(1);
        TestNode killed = owner(late, right);
        TestNode next = killed == late ? right : late;
        TestNode.beatTogether(database, 8, next);
        assertThat(next.epoch(ROOM)).isEqualTo(2);
    }

    @Test
    void listenerThatFailsHurtsNoOther() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM, "room/2");
        node.leases().listen(new LeaseListener() {
            @Override
            public void gained(String name, Epoch epoch) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void lost(String name, Epoch epoch) {
                throw new IllegalStateException("broken");
            }
        });
        node.beat();

        assertThat(node.leases().count()).isEqualTo(2);
    }

    private TestNode[] joined(int count) {
        TestNode[] nodes = IntStream.range(0, count)
                .mapToObj(i -> TestNode.joining(database, "node-" + i))
                .toArray(TestNode[]::new);
        List.of(nodes).forEach(TestNode::beat);
        return nodes;
    }

    private TestNode[] nodes(int count) {
        TestNode[] nodes = joined(count);
        List.of(nodes).forEach(node -> node.requesting(ROOM));
        return nodes;
    }

    private static TestNode owner(TestNode... nodes) {
        return Stream.of(nodes).filter(node -> node.holds(ROOM)).findFirst().orElseThrow();
    }

    private static void lookInVain(TestNode node) {
        try {
            node.leases().look();
        } catch (DataAccessException lost) {
            return;
        }
        throw new AssertionError("the answer was not lost");
    }

    private void enter(String name) {
        database.server()
                .sql("insert into cluster.lease (name, epoch, until) values (:name, 0, now() - interval '1 minute')")
                .param("name", name)
                .update();
    }

    private String version() {
        return database.owner()
                .sql("select xmin::text from cluster.lease")
                .query(String.class)
                .single();
    }
}
