package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/// A snapshot without labels must assign its values to the right seats. Each test is rolled back, because its
/// rows violate the sale's rules.
@Transactional
class SeatSnapshotTest extends ServerTest {

    /// Letters of one to four bytes. UTF-16 sorts the last one before the previous one; UTF-8 and the database
    /// sort it after.
    private static final List<String> LABELS =
            List.of("b", "a", "B", "10", "9", "a-1", "a 1", "é", "가", "~", "\uffee", "🎸");

    private static final String WRITE = """
            with held as (
                insert into reservation.hold
                    (hold_id, buyer_id, concert_id, performance_id, status, seats, amounts_minor, total_minor,
                     currency, held_at, expires_at, expires_at_max)
                select :holdId, :holdId, concert_id, performance_id, 'HELD', array[:seat], array[1], 1, 'KRW',
                       '2031-01-01', :deadline, :deadline
                from catalog.performance
                where performance_id = :performanceId
                returning hold_id
            )
            update reservation.seat
            set status = :status, version = :version, hold_id = case when :taken then held.hold_id end,
                first_of_hold = :taken and :firstOfHold,
                held_until = case when :status = 'HELD' then :deadline end
            from held
            where performance_id = :performanceId and seat = :seat
            """;

    private static final Instant DEADLINE = Instant.parse("2031-05-01T12:00:00.123456Z");

    @Autowired
    Catalog catalog;

    @Autowired
    SeatRows rows;

    @Autowired
    JdbcClient jdbc;

    private long performanceId;

    /// Seats in an operator's order, which differs from the order of the labels.
    @BeforeEach
    void oddlyNamedSeats() {
        Stage stage = Stage.open(api(), clock());
        List<String> shuffled = new ArrayList<>(LABELS);
        Collections.shuffle(shuffled, new Random(5));
        performanceId = jdbc.sql("""
                        with made as (
                            insert into catalog.performance (concert_id, starts_at)
                            values (:concertId, '2032-01-01') returning performance_id
                        ), level as (
                            select name from catalog.price_level where concert_id = :concertId limit 1
                        ), seats as (
                            insert into catalog.seat (performance_id, seat, concert_id, ordinal, section, row_label,
                                number_label, price_level)
                            select performance_id, s.seat, :concertId, s.n, '', '', s.seat, level.name
                            from made, level, unnest(:labels::text[]) with ordinality as s (seat, n)
                            returning performance_id, seat, price_level
                        )
                        select performance_id from seats limit 1
                        """)
                .param("concertId", stage.concertId())
                .param("labels", shuffled.toArray(String[]::new))
                .query(Long.class)
                .single();
        rows.insertAll(performanceId, catalog.seatMap(performanceId).seats());
    }

    @Test
    void readsEverySeatUnderItsOwnLabel() {
        for (int i = 0; i < LABELS.size(); i++) {
            write(LABELS.get(i), SeatStatus.values()[i % SeatStatus.values().length], 100 + i, i % 3 == 0);
        }

        SeatMap seats = catalog.seatMap(performanceId);
        assertReadAsWritten(seats, rows.all(performanceId, seats), LABELS.size());
        for (int to = 1; to <= LABELS.size(); to++) {
            for (int from = 0; from < to; from++) {
                assertReadAsWritten(seats, rows.part(performanceId, seats, from, to), to - from);
            }
        }
    }

    private static void assertReadAsWritten(SeatMap seats, SeatSnapshot read, int size) {
        assertThat(read.places()).hasSize(size).doesNotHaveDuplicates();
        for (int index = 0; index < size; index++) {
            String label = seats.seats().get(read.places()[index]).seat();
            int i = LABELS.indexOf(label);
            SeatStatus status = SeatStatus.values()[i % SeatStatus.values().length];
            assertThat(read.statuses()[index]).as(label).isEqualTo(status);
            assertThat(read.versions()[index]).as(label).isEqualTo(100 + i);
            assertThat(read.heldUntil()[index])
                    .as(label)
                    .isEqualTo(status == SeatStatus.HELD ? SeatSnapshot.micros(DEADLINE) : 0);
            assertThat(read.firstOfHold()[index])
                    .as(label)
                    .isEqualTo((status == SeatStatus.HELD || status == SeatStatus.SOLD) && i % 3 == 0);
        }
    }

    /// The test's own transaction is the oldest running one and writes all rows.
    @Test
    void findsChangesOfTransactionAndOfLaterOnesOnly() {
        SeatMap seats = catalog.seatMap(performanceId);
        SeatRows.Moment mine = rows.moment();
        write("가", SeatStatus.HELD, 100, true);

        assertThat(rows.changedSince(mine, performanceId, seats, 0, LABELS.size()))
                .hasSize(LABELS.size())
                .contains(new SeatChange(performanceId, "가", SeatStatus.HELD, 100, true, DEADLINE));
        assertThat(rows.changedSince(
                        new SeatRows.Moment(mine.transaction() + 1, null), performanceId, seats, 0, LABELS.size()))
                .isEmpty();
    }

    @Test
    void refusesSeatsOfAnotherMap() {
        SeatMap others = new SeatMap(catalog.seatMap(performanceId).seats().subList(0, 3));

        assertThatIllegalStateException()
                .isThrownBy(() -> rows.all(performanceId, others))
                .withMessageContaining("3 seats");
    }

    private void write(String label, SeatStatus status, long version, boolean firstOfHold) {
        boolean taken = status == SeatStatus.HELD || status == SeatStatus.SOLD;
        jdbc.sql(WRITE)
                .param("holdId", UUID.randomUUID())
                .param("seat", label)
                .param("performanceId", performanceId)
                .param("status", status.name())
                .param("version", version)
                .param("taken", taken)
                .param("firstOfHold", firstOfHold)
                .param("deadline", DEADLINE.atOffset(ZoneOffset.UTC))
                .update();
    }
}
