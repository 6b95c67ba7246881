package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.frontrow.database.CommitCuts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/// News on PostgreSQL alone. Each node's feed is cranked by hand.
class NewsFeedTest {

    private final NewsSchema schema = new NewsSchema();
    private final TestNode teller = new TestNode(schema);
    private final TestNode reader = new TestNode(schema);

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void allOtherNodesHearWhatACommittedTransactionTold() {
        var third = new TestNode(schema);

        teller.tell(7, "open");

        assertThat(reader.read()).containsExactly("7 open");
        assertThat(reader.alsoNoted.notes()).containsExactly("7 open");
        assertThat(third.read()).containsExactly("7 open");
    }

    @Test
    void listenersHearTheirOwnTopicOnly() {
        teller.tell(7, "open");

        reader.read();

        assertThat(reader.otherTopic.notes()).isEmpty();
    }

    @Test
    void aNodeDoesNotHearItself() {
        teller.tell(7, "open");

        assertThat(teller.read()).isEmpty();
    }

    @Test
    void aRestartedNodeHearsItsFormerSelf() {
        teller.tell(7, "open");

        assertThat(new TestNode(schema).read()).containsExactly("7 open");
    }

    @Test
    void nobodyHearsWhatWasRolledBack() {
        schema.transaction.executeWithoutResult(status -> {
            teller.news.tell(TestNode.TOPIC, 7, TestNode.bytes("open"));
            status.setRollbackOnly();
        });

        assertThat(reader.read()).isEmpty();
    }

    @Test
    void refusesToTellOutsideATransaction() {
        assertThatThrownBy(() -> teller.news.tell(TestNode.TOPIC, 7, TestNode.bytes("open")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new News(null).tell(TestNode.TOPIC, 7, TestNode.bytes("open")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesNewsThatAreTooLong() {
        assertThatThrownBy(() -> teller.tell(7, "x".repeat(65_537))).isInstanceOf(IllegalArgumentException.class);

        teller.tell(7, "x".repeat(65_536));
        assertThat(reader.read()).hasSize(1);
    }

    @Test
    void aServerWithoutOthersStoresNothing() {
        var alone = new News(null);

        schema.transaction.executeWithoutResult(_ -> alone.tell(TestNode.TOPIC, 7, TestNode.bytes("open")));

        assertThat(alone.isShared()).isFalse();
        assertThat(items()).isZero();
    }

    @Test
    void hearsEachItemOnceHoweverOftenItReads() {
        teller.tell(7, "open");
        reader.read();
        teller.tell(7, "paused");

        reader.read();

        assertThat(reader.read()).containsExactly("7 open", "7 paused");
    }

    @Test
    void hearsItemsInTheirOrder() {
        tellMany(1_200);

        assertThat(reader.read()).hasSize(1_200).startsWith("1 x", "2 x").endsWith("1199 x", "1200 x");
    }

    /// The transaction with the smaller id commits after one with a greater id was read.
    @Test
    void hearsALateCommit() throws SQLException {
        try (var late = tellsLate()) {
            teller.tell(2, "early");
            assertThat(reader.read()).containsExactly("2 early");
            teller.tell(3, "next");
            assertThat(reader.read()).containsExactly("2 early", "3 next");
            late.commit();
        }

        assertThat(reader.read()).containsExactly("2 early", "3 next", "1 late");
        assertThat(reader.read()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(value = CommitCuts.Cut.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void hearsWhatWasCommittedThoughItsTellerCannotKnow(CommitCuts.Cut cut) throws IOException {
        try (var cuts = CommitCuts.inFrontOf(schema.login.url())) {
            cuts.follow(() -> cut);
            schema.goBy(cuts);
            assertThatThrownBy(() -> schema.transaction.executeWithoutResult(_ -> {
                        // Begins the transaction: the proxy takes a write in its first packet for a commit.
                        schema.jdbc.sql("select 1").query(Integer.class).single();
                        teller.news.tell(TestNode.TOPIC, 7, TestNode.bytes("open"));
                    }))
                    .isInstanceOf(RuntimeException.class);
            schema.comeBack();
        }

        // A late COMMIT arrives when it likes.
        if (cut == CommitCuts.Cut.LATE) {
            await().until(() -> items() > 0);
        }
        assertThat(reader.read()).hasSize(cut == CommitCuts.Cut.BEFORE ? 0 : 1);
    }

    @Test
    void readsWhatItCouldNotReadWhileTheDatabaseWasAway() {
        reader.read();
        teller.tell(7, "open");
        schema.cutOff();
        assertThatThrownBy(reader::read).isInstanceOf(DataAccessException.class);
        reader.feed.readIfDue();
        schema.comeBack();

        assertThat(reader.read()).containsExactly("7 open");
    }

    @Test
    void fallsBehindWhenItCouldNotReadForAsLongAsItemsAreKept() {
        reader.read();
        reader.clock.advance(NewsFeed.PAUSE_MAX);
        assertThat(reader.read()).isEmpty();

        reader.clock.advance(NewsFeed.PAUSE_MAX.plusMillis(1));

        assertThat(reader.read()).containsExactly("fell behind");
        assertThat(reader.otherTopic.notes()).containsExactly("fell behind");
        teller.tell(7, "open");
        assertThat(reader.read()).containsExactly("fell behind", "7 open");
    }

    @Test
    void fallsBehindWhenItsStartTookAsLongAsItemsAreKept() {
        reader.clock.advance(NewsFeed.PAUSE_MAX.plusMillis(1));

        assertThat(reader.read()).containsExactly("fell behind");
    }

    @Test
    void fallsBehindWhenAnotherDatabaseTookThePlace() {
        teller.tell(7, "open");
        reader.read();

        schema.replace();

        assertThat(reader.read()).containsExactly("7 open", "fell behind");
        teller.tell(8, "open");
        assertThat(reader.read()).containsExactly("7 open", "fell behind", "8 open");
    }

    @Test
    void fallsBehindWhenThereIsMoreThanAReadingTakes() {
        tellMany(NewsRows.READ_MAX + 1);

        assertThat(reader.read()).containsExactly("fell behind");
        assertThat(reader.read()).containsExactly("fell behind");
    }

    @Test
    void aListenerThatFailsStopsNoOtherAndReadsAgainUntilItSucceeds() {
        reader.noted.trouble = text -> {
            throw new IllegalStateException("no " + text);
        };
        teller.tell(7, "open");
        teller.tell(8, "open");
        reader.read();
        assertThat(reader.alsoNoted.notes()).containsExactly("7 open", "8 open");
        assertThat(reader.read()).isEmpty();

        reader.noted.trouble = _ -> {};

        assertThat(reader.read()).containsExactlyInAnyOrder("unsure 7", "unsure 8");
        assertThat(reader.read()).hasSize(2);
        assertThat(reader.alsoNoted.notes()).hasSize(2);
    }

    @Test
    void aListenerThatFailsTooOftenReadsEverythingAgain() {
        reader.noted.trouble = text -> {
            throw new IllegalStateException("no " + text);
        };
        tellMany(Receivers.UNSURE_MAX + 1);
        reader.read();

        reader.noted.trouble = _ -> {};

        assertThat(reader.read()).containsExactly("fell behind");
    }

    @Test
    void keepsItemsForAMinuteAfterTheirCommit() throws SQLException {
        try (var late = tellsLate()) {
            teller.tell(2, "early");
            sweepAfter(Duration.ZERO);
            sweepAfter(NewsSweep.KEPT.minusMillis(1));
            assertThat(items()).isOne();
            late.commit();
            sweepAfter(Duration.ofMillis(1));
        }
        assertThat(reader.read()).containsExactly("1 late");

        sweepAfter(NewsSweep.KEPT);

        assertThat(items()).isZero();
    }

    /// As when an operator's long transaction is open, which has written something.
    @Test
    void deletesOldItemsThoughALongTransactionIsOpen() throws SQLException {
        try (var open =
                DriverManager.getConnection(schema.login.url(), schema.login.username(), schema.login.password())) {
            open.setAutoCommit(false);
            try (var statement = open.createStatement()) {
                statement.execute("create table other (text text)");
            }
            teller.tell(7, "open");
            sweepAfter(Duration.ZERO);

            sweepAfter(NewsSweep.KEPT);

            assertThat(items()).isZero();
        }
    }

    private void tellMany(int items) {
        schema.jdbc.sql("""
                        insert into news.item (node, topic, subject, body)
                        select 'n', 'rooms', i, 'x'
                        from generate_series(1, :items) as i
                        order by i
                        """).param("items", items).update();
    }

    private void sweepAfter(Duration pause) {
        teller.clock.advance(pause);
        teller.sweep.sweep();
    }

    private int items() {
        return schema.jdbc
                .sql("select count(*) from news.item")
                .query(Integer.class)
                .single();
    }

    /// A transaction of another node that has told an item, and has not committed yet.
    private Connection tellsLate() throws SQLException {
        Connection late =
                DriverManager.getConnection(schema.login.url(), schema.login.username(), schema.login.password());
        late.setAutoCommit(false);
        try (var statement = late.createStatement()) {
            statement.execute("insert into news.item (node, topic, subject, body) values ('n', 'rooms', 1, 'late')");
        }
        return late;
    }
}
