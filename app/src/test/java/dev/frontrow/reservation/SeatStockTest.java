package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.SeatAvailability.Left;
import dev.frontrow.catalog.Stock;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.reservation.Holds.EndedHolds;
import dev.frontrow.seating.RefreshingBoard;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatCount;
import dev.frontrow.seating.SeatRows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts of a concert with six seats, two of each price level: 1 and 2 are Front, 3 and 4 Middle, 5 and 6 Back.
class SeatStockTest extends ServerTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    @Autowired
    SeatAvailability availability;

    @Autowired
    Catalog catalog;

    @Autowired
    SeatBoards boards;

    @Autowired
    SeatRows seatRows;

    @Autowired
    Holds holds;

    @Autowired
    HoldExpiry holdExpiry;

    @Autowired
    JdbcClient jdbc;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void sixSeats() {
        stage = stageWith(seats(6, Duration.ofDays(7)));
        fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
    }

    @Test
    void countsEverySeatAsFreeAtFirst() {
        assertThat(stock())
                .isEqualTo(new Stock(
                        0,
                        0.3,
                        List.of(
                                new LevelStock("Front", 2, 0, 0),
                                new LevelStock("Middle", 2, 0, 0),
                                new LevelStock("Back", 2, 0, 0))));
        assertThat(stock().free()).isEqualTo(6);
    }

    @Test
    void countsHoldsOnceHoweverManyLevelsTheySpan() {
        fan.holds("1", "3", "4").expect(201);
        stage.fan().joinsAndEnters().holds("2").expect(201);

        assertThat(stock().holds()).isEqualTo(2);
        assertThat(stock().held()).isEqualTo(4);
        assertThat(stock().levels())
                .containsExactly(
                        new LevelStock("Front", 0, 2, 0),
                        new LevelStock("Middle", 0, 2, 0),
                        new LevelStock("Back", 2, 0, 0));
    }

    @Test
    void countsHoldsOfEverySizeAtOnce() {
        fan.holds("1").expect(201);
        assertThat(stock().holds()).isEqualTo(1);
        stage.fan().joinsAndEnters().holds("2", "3", "4").expect(201);

        assertThat(stock().held()).isEqualTo(4);
        assertThat(stock().holds()).isEqualTo(2);
    }

    @Test
    void countsTheFirstHoldsAtOnce() {
        assertThat(stock().holds()).isZero();
        fan.holds("1", "2", "3").expect(201);

        assertThat(stock().holds()).isEqualTo(1);
    }

    @Test
    void lagsByASecondAtTheMost() {
        stock();
        fan.holds("1").expect(201);

        assertThat(stockAsCached().held()).isZero();
        clock().advance(Duration.ofMillis(999));
        assertThat(stockAsCached().held()).isZero();
        clock().advance(Duration.ofMillis(1));
        assertThat(stockAsCached().held()).isEqualTo(1);
    }

    @Test
    void countsOverdueSeatsAsFreeWithoutASweep() {
        fan.holds("1", "2").expect(201);
        clock().advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(stockAsCached().held()).isEqualTo(2);

        clock().advance(Duration.ofSeconds(1));

        assertThat(stockAsCached().free()).isEqualTo(6);
        assertThat(stockAsCached().held()).isZero();
        assertThat(stockAsCached().holds()).isZero();
    }

    @Test
    void freeSeatsLagOnlyForThoseWhoLetThem() {
        List<Long> performance = List.of(stage.performanceId());
        Duration second = Duration.ofSeconds(1);
        assertThat(availability.left(performance, second)).containsEntry(stage.performanceId(), new Left(6, 0));
        fan.holds("1").expect(201);

        assertThat(availability.freeSeats(performance)).containsEntry(stage.performanceId(), 5);
        assertThat(availability.left(performance, second)).containsEntry(stage.performanceId(), new Left(6, 0));
        clock().advance(second);
        assertThat(availability.left(performance, second)).containsEntry(stage.performanceId(), new Left(5, 1));
    }

    @Test
    void boardsCountAsTheRowsDo() {
        List<Long> performance = List.of(stage.performanceId());
        fan.holds("1", "3").expect(201);
        fan.seesSeats().expect(200);
        fan.pays("k1").expect(201);
        Fan other = stage.fan().joinsAndEnters();
        other.holds("4", "5").expect(201);
        jdbc.sql("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = '6'")
                .param(stage.performanceId())
                .update();
        clock().advance(RefreshingBoard.AGE_MAX);

        assertThat(boards.count(performance).orElseThrow())
                .isEqualTo(new SeatCount(
                        1,
                        List.of(
                                new LevelStock("Front", 1, 0, 1),
                                new LevelStock("Middle", 0, 1, 1),
                                new LevelStock("Back", 0, 1, 0))));
        assertThat(seatRows.count(performance, clock().instant()))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(boards.count(performance).orElseThrow());
    }

    @Test
    void noBoardIsMadeForWhoeverOnlyCounts() {
        List<Long> performance = List.of(stage.performanceId());
        stock();
        assertThat(boards.count(performance)).isEmpty();

        fan.seesSeats().expect(200);
        assertThat(boards.count(performance)).isPresent();
    }

    @Test
    void countsReleasedSeatsAsFree() {
        fan.holds("1", "2").expect(201);
        fan.releases().expect(204);

        assertThat(stock().free()).isEqualTo(6);
        assertThat(stock().holds()).isZero();
    }

    @Test
    void countsPaidSeatsAsSold() {
        fan.holds("1", "5").expect(201);
        fan.pays("two seats").expect(201);

        assertThat(stock().holds()).isZero();
        assertThat(stock().sold()).isEqualTo(2);
        assertThat(stock().levels())
                .containsExactly(
                        new LevelStock("Front", 1, 0, 1),
                        new LevelStock("Middle", 2, 0, 0),
                        new LevelStock("Back", 1, 0, 1));
    }

    @Test
    void callsLevelSoldOutOnlyOnceNoneOfItsSeatsCanComeBack() {
        fan.holds("1").expect(201);
        fan.pays("one").expect(201);
        Fan second = stage.fan().joinsAndEnters();
        second.topsUp(1_000_000).expect(201);
        second.holds("2").expect(201);
        assertThat(stock().soldOutLevels()).isEmpty();

        second.pays("the other").expect(201);

        assertThat(stock().soldOutLevels()).containsExactly("Front");
    }

    @Test
    void namesSoldOutLevelsInTheConcertsOrder() {
        fan.holds("1", "2", "5", "6").expect(201);
        fan.pays("four").expect(201);

        assertThat(stock().soldOutLevels()).containsExactly("Front", "Back");
    }

    @Test
    void leavesOutSeatsThatAreNotForSale() {
        jdbc.sql("""
                        update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat in ('1', '5', '6')
                        """).param(stage.performanceId()).update();

        assertThat(stock().levels())
                .containsExactly(
                        new LevelStock("Front", 1, 0, 0),
                        new LevelStock("Middle", 2, 0, 0),
                        new LevelStock("Back", 0, 0, 0));
        assertThat(stock().soldOutLevels()).isEmpty();
    }

    @Test
    void leavesOutPerformancesThatHaveBegun() {
        stage = stageWith(seats(3, Duration.ofMinutes(4)), seats(6, Duration.ofDays(7)));
        Fan early = stage.fan().joinsAndEnters();
        early.holdsAt(stage.performanceIds().get(0), "1").expect(201);
        early.holdsAt(stage.performanceIds().get(1), "3").expect(201);
        assertThat(stock().free()).isEqualTo(7);
        assertThat(stock().holds()).isEqualTo(2);

        clock().advance(Duration.ofMinutes(4));

        assertThat(stock().free()).isEqualTo(5);
        assertThat(stock().holds()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOnceTheSaleHasClosed() {
        Map<String, Object> closing = new HashMap<>();
        closing.put("closesAt", clock().instant().plus(Duration.ofMinutes(1)).toString());
        stage = Stage.with(api(), clock(), closing);
        assertThat(stock().free()).isEqualTo(50);

        clock().advance(Duration.ofMinutes(1));

        assertThat(stock().free()).isZero();
        assertThat(stock().levels()).extracting(LevelStock::name).containsExactly("Front", "Middle", "Back");
        assertThat(stock().soldOutLevels()).isEmpty();
    }

    @Test
    void sharesOfReturnsStartFromThreeInTenAndFollowWhatIsSeen() {
        assertThat(stock().returningShare()).isEqualTo(3.0 / 10, EXACTLY);

        fan.holds("1").expect(201);
        assertThat(stock().returningShare()).isEqualTo(3.0 / 10, EXACTLY);
        fan.releases().expect(204);
        clock().advance(SeatStock.RETURNS_LAG);
        assertThat(stock().returningShare()).isEqualTo(4.0 / 11, EXACTLY);
        fan.holds("1", "2").expect(201);
        fan.pays("kept").expect(201);

        clock().advance(SeatStock.RETURNS_LAG);
        assertThat(stock().returningShare()).isEqualTo(4.0 / 12, EXACTLY);
    }

    @Test
    void expiredHoldsCountAsReturnedOnceWhetherOrNotTheyWereSwept() {
        fan.holds("1").expect(201);
        clock().advance(Duration.ofMinutes(5));
        assertThat(stock().returningShare()).isEqualTo(4.0 / 11, EXACTLY);

        holdExpiry.sweep();

        assertThat(stock().returningShare()).isEqualTo(4.0 / 11, EXACTLY);
    }

    @Test
    void forgetsHowHoldsEndedAfterAQuarterOfAnHour() {
        fan.holds("1").expect(201);
        fan.releases().expect(204);
        clock().advance(Duration.ofMinutes(15).minusSeconds(2));
        assertThat(stock().returningShare()).isEqualTo(4.0 / 11, EXACTLY);

        clock().advance(SeatStock.RETURNS_LAG);

        assertThat(stock().returningShare()).isEqualTo(3.0 / 10, EXACTLY);
    }

    @Test
    void countsNoMoreEndedHoldsThanItIsAskedToAndTheLastOnesFirst() {
        fan.holds("1").expect(201);
        fan.releases().expect(204);
        clock().advance(Duration.ofSeconds(1));
        fan.holds("1").expect(201);
        fan.pays("the last").expect(201);

        assertThat(endedHolds(2)).isEqualTo(new EndedHolds(1, 1));
        assertThat(endedHolds(1)).isEqualTo(new EndedHolds(1, 0));
    }

    private EndedHolds endedHolds(int max) {
        Instant now = clock().instant();
        return holds.countEnded(stage.concertId(), now.minus(Duration.ofMinutes(15)), now, max);
    }

    @Test
    void countsNothingOfOtherConcerts() {
        Stage elsewhere = stageWith(seats(6, Duration.ofDays(7)));
        Fan other = elsewhere.fan().joinsAndEnters();
        other.holds("1").expect(201);
        other.releases().expect(204);
        other.holds("2").expect(201);

        assertThat(stock().free()).isEqualTo(6);
        assertThat(stock().holds()).isZero();
        assertThat(stock().returningShare()).isEqualTo(3.0 / 10, EXACTLY);
    }

    /// Reads the stock when the cached one has expired after a second.
    private Stock stock() {
        clock().advance(Duration.ofSeconds(1));
        return stockAsCached();
    }

    private Stock stockAsCached() {
        return availability.stock(catalog.concert(stage.concertId()).orElseThrow());
    }

    private Stage stageWith(Object... performances) {
        return Stage.with(api(), clock(), Map.of("performances", List.of(performances)));
    }

    private Map<String, Object> seats(int count, Duration in) {
        return Map.of("startsAt", clock().instant().plus(in).toString(), "seatCount", count);
    }
}
