package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodesTest {

    @AutoClose
    private final ClusterDatabase database = new ClusterDatabase();

    private final TestNode one = TestNode.joining(database, "one");

    @Test
    void seesThoseThatHaveJoined() {
        TestNode two = TestNode.joining(database, "two");
        one.beat();

        assertThat(names(one)).containsExactly("one", "two");
        assertThat(names(two)).containsExactly("one", "two");
        assertThat(one.nodes().count()).isEqualTo(2);
        assertThat(one.nodes().self().version()).isEqualTo("test");
    }

    @Test
    void isDeadFourSecondsAfterItWasSeen() {
        TestNode two = TestNode.joining(database, "two");
        database.pass(Duration.ofMillis(2_500));
        one.beat();
        assertThat(names(one)).containsExactly("one", "two");

        database.pass(Duration.ofMillis(1_500));
        one.beat();

        assertThat(names(one)).containsExactly("one");
        two.beat();
        one.beat();
        assertThat(names(one)).as("after it came back").containsExactly("one", "two");
    }

    @Test
    void isGoneAtOnceWhenItLeaves() {
        TestNode two = TestNode.joining(database, "two");
        two.leave();
        one.beat();

        assertThat(names(one)).containsExactly("one");
        assertThat(rows()).containsExactly("one");
    }

    @Test
    void staysGoneWhenABeatComesAfterItHasLeft() {
        TestNode two = TestNode.joining(database, "two").requesting("room/1");
        two.leave();
        two.leases().look();

        assertThat(two.holds("room/1")).isFalse();
        assertThat(database.server()
                        .sql("select count(*) from cluster.lease")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsItsLastKnowledgeWhileTheDatabaseIsAway() {
        TestNode.joining(database, "two");
        one.beat();
        one.losesDatabase(true);
        database.pass(Duration.ofMinutes(10));
        one.beat();

        assertThat(names(one)).containsExactly("one", "two");
        one.losesDatabase(false);
        one.beat();
        assertThat(names(one)).containsExactly("one");
    }

    @Test
    void rowsOfTheDeadAreSwept() {
        TestNode.joining(database, "two");
        database.pass(Duration.ofSeconds(10));
        one.beat();
        assertThat(rows()).as("while it may come back").containsExactly("one", "two");

        database.pass(Duration.ofMinutes(1));
        one.beat();

        assertThat(rows()).containsExactly("one");
    }

    @Test
    void secondNodeOfANameIsRefusedInOneLine() {
        assertThatThrownBy(() -> TestNode.joining(database, "one"))
                .isInstanceOf(ClusterStartFailure.class)
                .hasMessage("Another live node of this cluster has the name one: stop that one, or give this one a name"
                        + " of its own by frontrow.cluster.node.");
        assertThat(one.nodes().count()).isOne();
    }

    @Test
    void nameOfADeadNodeIsFree() {
        database.pass(Duration.ofSeconds(4));

        TestNode next = TestNode.joining(database, "one");

        assertThat(next.nodes().count()).isOne();
        assertThat(database.server()
                        .sql("select node_id from cluster.node")
                        .query(UUID.class)
                        .list())
                .containsExactly(next.nodes().self().id());
    }

    @Test
    void endsIfItsNameWasTakenWhileItWasCutOff() {
        one.requesting("room/1").beat();
        assertThat(one.holds("room/1")).isTrue();
        database.pass(Duration.ofSeconds(4));
        TestNode.joining(database, "one");

        one.beat();

        assertThat(one.gaveUp()).isTrue();
        assertThat(one.holds("room/1")).isFalse();
    }

    /// The clock of the database's machine was set back by an hour, so all rows are of the future.
    @Test
    void rowsOfTheFutureDoNotKeepTheDeadAlive() {
        TestNode.joining(database, "two");
        database.pass(Duration.ofHours(-1));
        one.beat();

        assertThat(names(one)).containsExactly("one");
        assertThat(rows()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(longs = {-120, 120})
    void clockOfItsMachineDoesNotMatter(long seconds) {
        TestNode two = TestNode.joining(database, "two", Instant.now().plusSeconds(seconds));
        one.beat();

        assertThat(names(one)).containsExactly("one", "two");
        assertThat(two.nodes().self().startedAt())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void serverWithoutClusterCountsItself() {
        var alone = new Nodes(new Node("one", UUID.randomUUID(), "test", Instant.EPOCH, Instant.EPOCH), false);

        assertThat(alone.count()).isOne();
        assertThat(alone.isCluster()).isFalse();
    }

    private static List<String> names(TestNode node) {
        return node.nodes().live().stream().map(Node::name).toList();
    }

    private List<String> rows() {
        return database.owner()
                .sql("select name from cluster.node order by name")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
