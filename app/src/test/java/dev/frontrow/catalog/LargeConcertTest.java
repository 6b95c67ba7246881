package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The largest concert that one request may create; prints the time and CPU it took. The time limit is the
/// client's timeout of half a minute, even on a busy machine.
class LargeConcertTest extends ServerTest {

    private static final int PERFORMANCES = 10;
    private static final int SEATS = 20_000;
    private static final int ROW = 25;
    private static final int BLOCK = 1_000;

    private static List<Map<String, String>> seats() {
        return IntStream.range(0, SEATS)
                .mapToObj(i -> Map.of(
                        "seat", "%d-%d-%d".formatted(i / BLOCK, i % BLOCK / ROW, i % ROW),
                        "section", "B" + i / BLOCK,
                        "row", "" + i % BLOCK / ROW,
                        "number", "" + i % ROW,
                        "priceLevel", i < SEATS / 4 ? "R" : "S"))
                .toList();
    }

    private Map<String, Object> evening(int index, Object seats) {
        return Map.of(
                "startsAt", clock().instant().plusSeconds(86_400L * (index + 1)).toString(), "seats", seats);
    }

    @Test
    void isMadeWhileItsOperatorWaits() {
        List<Map<String, String>> seats = seats();
        Map<String, Object> form = Map.of(
                "title", "Stadium",
                "venue", "Large Hall",
                "opensAt", clock().instant().toString(),
                "priceLevels", List.of(Map.of("name", "R", "amountMinor", 2), Map.of("name", "S", "amountMinor", 1)),
                "performances",
                        IntStream.range(0, PERFORMANCES)
                                .mapToObj(i -> evening(i, seats))
                                .toList());
        var operator = api().asOperator();
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = machine.getProcessCpuTime();
        long begun = System.nanoTime();

        Answer made = operator.post("/api/v1/operator/concerts", form).expect(201);

        System.out.printf(
                "%d seats made in %.1f s, of which %.1f s of CPU here and the rest in the database%n",
                PERFORMANCES * SEATS, (System.nanoTime() - begun) / 1e9, (machine.getProcessCpuTime() - cpu) / 1e9);
        assertThat(made.body().path("performances")).hasSize(PERFORMANCES);
        assertThat(counts(made.body().path("concertId").asLong()))
                .containsExactly((long) PERFORMANCES * SEATS, (long) PERFORMANCES, (long) PERFORMANCES * SEATS);
    }

    /// Of seats in the catalog, of performances, and of seats for sale.
    private List<Long> counts(long concertId) {
        return owner().sql("""
                        select count(*), count(distinct c.performance_id), count(r.seat)
                        from catalog.seat c left join reservation.seat r using (performance_id, seat)
                        where c.concert_id = :concertId
                        """)
                .param("concertId", concertId)
                .query((row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /// Some 27 MB: a Hangul letter takes three bytes.
    @Test
    void isTakenWithTheLongestLabels() {
        List<Map<String, String>> seats = IntStream.range(0, SEATS)
                .mapToObj(i -> Map.of(
                        "seat", longLabel(i),
                        "section", longLabel(i / BLOCK),
                        "row", longLabel(i % BLOCK / ROW),
                        "number", longLabel(i % ROW),
                        "priceLevel", longLabel(0)))
                .toList();

        Answer made = api().asOperator()
                .post(
                        "/api/v1/operator/concerts",
                        Map.of(
                                "title", "Stadium",
                                "venue", "Large Hall",
                                "opensAt", clock().instant().toString(),
                                "priceLevels", List.of(Map.of("name", longLabel(0), "amountMinor", 1)),
                                "performances", List.of(evening(0, seats), evening(1, seats))))
                .expect(201);

        assertThat(made.body().path("performances")).hasSize(2);
    }

    private static String longLabel(int number) {
        return "가".repeat(35) + "%05d".formatted(number);
    }
}
