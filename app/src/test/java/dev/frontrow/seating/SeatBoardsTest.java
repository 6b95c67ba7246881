package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.HoldExpiry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// While the clock stands still no board is reread, so a change that shows has followed a commit.
class SeatBoardsTest extends ServerTest {

    @Autowired
    SeatBoards boards;

    @Autowired
    Catalog catalog;

    @Autowired
    JsonMapper json;

    @Autowired
    HoldExpiry holdExpiry;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void seatsWereLookedAt() {
        stage = Stage.open(api(), clock());
        fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
    }

    @Test
    void holdReleaseAndPaymentShowAtTheNextLook() {
        fan.holds("1", "2").expect(201);
        assertThat(fan.seatStatus("1")).isEqualTo("HELD");
        assertBoardEqualsDatabase();

        fan.releases().expect(204);
        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
        assertBoardEqualsDatabase();

        fan.holds("1").expect(201);
        fan.pays("one").expect(201);
        fan.joinsAndEnters();
        assertThat(fan.seatStatus("1")).isEqualTo("SOLD");
        assertBoardEqualsDatabase();
    }

    @Test
    void seatsOfHoldThatCouldNotBePaidAreFreeAtTheNextLook() {
        Fan poor = stage.fan().joinsAndEnters();
        poor.holds("1").expect(201);

        poor.pays("too dear").expectProblem(402, "balance-insufficient");

        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
        assertBoardEqualsDatabase();
    }

    @Test
    void sweepOfOverdueHoldsChangesTheVersionAndNotTheStatus() {
        fan.holds("1").expect(201);
        clock().advance(Duration.ofMinutes(5));
        JsonNode overdue = fan.seesSeats().expect(200).body();
        assertThat(overdue.path("seats").path(0).path("status").asString()).isEqualTo("FREE");

        while (holdExpiry.sweep() > 0) {}

        JsonNode swept = fan.seesSeats().expect(200).body();
        assertThat(swept.path("seats")).isEqualTo(overdue.path("seats"));
        assertThat(swept.path("version").asLong())
                .isGreaterThan(overdue.path("version").asLong());
        assertBoardEqualsDatabase();
    }

    @Test
    void movedDeadlinesOfFreezeAreKnownAtTheNextLook() {
        fan.holds("1").expect(201);
        long held = version();
        stage.steer(Map.of("freezeHolds", true)).expect(200);
        assertThat(version()).isGreaterThan(held);
        assertBoardEqualsDatabase();

        clock().advance(Duration.ofMinutes(6));
        fan.seesSeats().expect(200);
        stage.steer(Map.of("freezeHolds", false)).expect(200);

        assertThat(fan.seatStatus("1")).isEqualTo("HELD");
        assertBoardEqualsDatabase();
        clock().advance(Duration.ofMinutes(5));
        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
    }

    @Test
    void whatOthersCommitShowsAfterOneSecond() {
        otherProcess(
                "update reservation.seat set status = 'NOT_FOR_SALE', version = nextval('reservation.seat_version')"
                        + " where performance_id = ? and seat = '3'");

        clock().advance(Duration.ofSeconds(1));

        assertThat(fan.seatStatus("3")).isEqualTo("NOT_FOR_SALE");
    }

    /// A large house is read in parts with pauses.
    @Test
    void everyPartOfLargeHouseIsReadAheadBeforeTheSecondIsOver() {
        int last = 2 * RefreshingBoard.CHANGES_PART_SEATS + 1;
        stage = Stage.ofSeats(api(), clock(), last);
        boards.warm(stage.performanceId());
        jdbc.sql("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ?")
                .param(stage.performanceId())
                .update();
        assertThat(free()).isEqualTo(last);

        clock().advance(RefreshingBoard.AGE_MAX.minusMillis(1));

        await().until(() -> free() == 0);
    }

    private int free() {
        return boards.tryFree(stage.performanceId()).orElseThrow().cardinality();
    }

    @Test
    void handThatForgetsTheVersionIsSeenAfterOneSecondToo() {
        otherProcess("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '3'");

        clock().advance(Duration.ofSeconds(1));

        assertThat(fan.seatStatus("3")).isEqualTo("NOT_FOR_SALE");
    }

    /// Transactions do not commit in the order of their ids.
    @Test
    void transactionThatEndsAfterLaterOnesIsSeen() throws SQLException {
        try (Connection early = dataSource.getConnection()) {
            early.setAutoCommit(false);
            try (PreparedStatement update = early.prepareStatement(
                    "update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '3'")) {
                update.setLong(1, stage.performanceId());
                update.executeUpdate();
            }
            otherProcess("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '4'");
            clock().advance(Duration.ofSeconds(1));
            assertThat(fan.seatStatus("4")).isEqualTo("NOT_FOR_SALE");
            clock().advance(Duration.ofSeconds(1));
            assertThat(fan.seatStatus("3")).isEqualTo("FREE");

            early.commit();
        }

        clock().advance(Duration.ofSeconds(1));

        assertThat(fan.seatStatus("3")).isEqualTo("NOT_FOR_SALE");
    }

    /// If the database was replaced by an earlier copy, the board knows transaction ids far ahead of the
    /// database's.
    @Test
    void boardThatNobodyLookedAtForLongIsReadAsWhole() {
        var rowsOfLaterTransactions = new SeatRows(jdbc) {
            @Override
            Moment moment() {
                return new Moment(super.moment().transaction() + 1_000_000, null);
            }
        };
        long performanceId = stage.performanceId();
        SeatMap map = catalog.seatMap(performanceId);
        var seats = new SeatBoard(map, new SeatJson(performanceId, map, json, EventIds.ALONE));
        var board = new RefreshingBoard(performanceId, seats, rowsOfLaterTransactions, clock());
        board.fresh();
        otherProcess("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '3'");
        clock().advance(RefreshingBoard.AGE_MAX);
        assertThat(board.fresh().status("3", clock().instant())).isEqualTo(SeatStatus.FREE);

        clock().advance(RefreshingBoard.CHANGES_SUFFICE);

        assertThat(board.fresh().status("3", clock().instant())).isEqualTo(SeatStatus.NOT_FOR_SALE);
    }

    /// A crash may take back ids of transactions, so they say nothing about what a board has read before it.
    @Test
    void boardIsReadAsWholeAfterACrash() {
        var statisticsBegan = new AtomicReference<>(clock().instant());
        var rowsOfLaterTransactions = new SeatRows(jdbc) {
            @Override
            Moment moment() {
                return new Moment(super.moment().transaction() + 1_000_000, statisticsBegan.get());
            }
        };
        long performanceId = stage.performanceId();
        SeatMap map = catalog.seatMap(performanceId);
        var seats = new SeatBoard(map, new SeatJson(performanceId, map, json, EventIds.ALONE));
        var board = new RefreshingBoard(performanceId, seats, rowsOfLaterTransactions, clock());
        board.fresh();
        otherProcess("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '3'");
        clock().advance(RefreshingBoard.AGE_MAX);
        assertThat(board.fresh().status("3", clock().instant())).isEqualTo(SeatStatus.FREE);

        statisticsBegan.set(clock().instant());
        clock().advance(RefreshingBoard.AGE_MAX);

        assertThat(board.fresh().status("3", clock().instant())).isEqualTo(SeatStatus.NOT_FOR_SALE);
    }

    @Test
    void databaseDecidesWhatTheBoardDoesNotKnow() {
        otherProcess("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '3'");
        assertThat(fan.seatStatus("3")).isEqualTo("FREE");

        assertThat(fan.holds("3").expectProblem(409, "seat-taken").body().path("takenSeats"))
                .extracting(JsonNode::asString)
                .containsExactly("3");
    }

    @Test
    void boardThatIsOneSecondOldRefusesNobody() {
        fan.holds("3").expect(201);
        otherProcess(
                "update reservation.seat set status = 'FREE', hold_id = null, first_of_hold = false, held_until = null"
                        + " where performance_id = ? and seat = '3'");
        Fan other = stage.fan().joinsAndEnters();
        other.holds("3").expectProblem(409, "seat-taken");

        clock().advance(Duration.ofSeconds(1));

        other.holds("3").expect(201);
    }

    /// The test takes all connections, so any statement would fail.
    @Test
    void refusingTakenSeatsAndListingSeatsCostsNoStatement() throws SQLException {
        fan.holds("1", "2").expect(201);
        Fan other = stage.fan().joinsAndEnters();
        List<Connection> taken = new ArrayList<>();
        try {
            int all = dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize();
            while (taken.size() < all) {
                Connection connection = dataSource.getConnection();
                taken.add(connection);
                connection.createStatement().execute("select 1");
            }

            Answer refusal = other.holds("2", "3", "1").expectProblem(409, "seat-taken");

            assertThat(refusal.body().path("takenSeats"))
                    .extracting(JsonNode::asString)
                    .containsExactly("1", "2");
            assertThat(other.seatStatus("1")).isEqualTo("HELD");
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void whatIsRolledBackIsNeverSeen() {
        transaction.executeWithoutResult(running -> {
            boards.follow(List.of(sold("4")));
            running.setRollbackOnly();
        });

        assertThat(fan.seatStatus("4")).isEqualTo("FREE");
    }

    @Test
    void boardIsForgottenWhenTheOutcomeOfCommitIsUnknown() {
        otherProcess("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '4'");
        transaction.executeWithoutResult(running -> {
            boards.follow(List.of(sold("5")));
            TransactionSynchronizationManager.getSynchronizations()
                    .forEach(follower -> follower.afterCompletion(TransactionSynchronization.STATUS_UNKNOWN));
            running.setRollbackOnly();
        });

        assertThat(fan.seatStatus("4")).isEqualTo("NOT_FOR_SALE");
        assertThat(fan.seatStatus("5")).isEqualTo("FREE");
    }

    @Test
    void neverReadsBoardInTransactionThatMayRollBack() {
        clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> boards.page(stage.performanceId(), null, false)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listIsSentCompressedToWhoeverTakesThat() throws IOException {
        Answer plain = list("Accept-Encoding", "identity").expect(200);
        Answer gzipped = list("Accept-Encoding", "br, gzip").expect(200);

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(gzipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
        assertThat(gzipped.header("ETag")).isNotEqualTo(plain.header("ETag"));
        for (Answer answer : List.of(plain, gzipped)) {
            assertThat(answer.header("Vary")).contains("Accept-Encoding");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, private");
        }
    }

    @Test
    void unchangedListIsNotSentAgainInEitherForm() {
        for (String encoding : List.of("identity", "gzip")) {
            String etag = list("Accept-Encoding", encoding).expect(200).header("ETag");
            ApiClient again = fan.admittedApi().with("If-None-Match", etag).with("Accept-Encoding", encoding);

            Answer unchanged = again.get(path()).expect(304);

            assertThat(unchanged.bytes()).isEmpty();
            assertThat(unchanged.header("ETag")).isEqualTo(etag);
            assertThat(unchanged.header("Vary")).contains("Accept-Encoding");
            assertThat(unchanged.header("Cache-Control")).isEqualTo("no-cache, private");
            fan.holds("7").expect(201);
            again.get(path()).expect(200);
            fan.releases().expect(204);
        }
    }

    @Test
    void boardEqualsTheDatabaseAfterManyHaveHeldReleasedAndLookedAtOnce() {
        List<Fan> fans = crowd().of(10, stage);
        fans.forEach(Fan::joinsAndEnters);
        fans.forEach(each -> each.topsUp(1_000_000).expect(201));

        Crowd.atOnce(fans, each -> {
            RandomGenerator random = RandomGenerator.getDefault();
            for (int round = 0; round < 12; round++) {
                String seat = Integer.toString(1 + random.nextInt(12));
                boolean held = each.holds(seat).status() == 201;
                String seen = each.seatStatus(seat);
                if (held) {
                    assertThat(seen).isEqualTo("HELD");
                    each.releases().expect(204);
                }
            }
            return true;
        });

        assertBoardEqualsDatabase();
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    private void otherProcess(String sql) {
        assertThat(jdbc.sql(sql).param(stage.performanceId()).update()).isEqualTo(1);
    }

    private SeatChange sold(String seat) {
        return new SeatChange(stage.performanceId(), seat, SeatStatus.SOLD, Long.MAX_VALUE, false, null);
    }

    private long version() {
        return fan.seesSeats().expect(200).body().path("version").asLong();
    }

    private Answer list(String header, String value) {
        return fan.admittedApi().with(header, value).get(path());
    }

    private String path() {
        return "/api/v1/performances/" + stage.performanceId() + "/seats";
    }

    private void assertBoardEqualsDatabase() {
        Map<String, String> stored = new TreeMap<>();
        List<Long> versions = jdbc.sql("""
                        select seat, version,
                               case when status = 'HELD' and held_until <= ? then 'FREE' else status end as status
                        from reservation.seat
                        where performance_id = ?
                        """)
                .param(clock().instant().atOffset(ZoneOffset.UTC))
                .param(stage.performanceId())
                .query((row, _) -> {
                    stored.put(row.getString("seat"), row.getString("status"));
                    return row.getLong("version");
                })
                .list();
        JsonNode list = fan.seesSeats().expect(200).body();
        Map<String, String> shown = new TreeMap<>();
        list.path("seats")
                .forEach(line -> shown.put(
                        line.path("seat").asString(), line.path("status").asString()));
        assertThat(shown).isEqualTo(stored);
        assertThat(list.path("version").asLong()).isEqualTo(Collections.max(versions));
    }
}
