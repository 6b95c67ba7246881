package dev.frontrow.boxoffice.report;

import dev.frontrow.boxoffice.report.SaleReport.Decile;
import dev.frontrow.boxoffice.report.SaleReport.ReportedConcert;
import dev.frontrow.draw.Draws;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.line.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.springframework.stereotype.Component;

/// How each tenth of a lane fared. Reads the places one by one, because where they stand follows from the draw.
/// Thread-safe.
@Component
class Turns {

    private static final int TENTHS = 10;
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int MEDIAN = 50;

    private final ReportRows rows;
    private final Draws draws;

    Turns(ReportRows rows, Draws draws) {
        this.rows = rows;
        this.draws = draws;
    }

    RoomDraw draw(long concertId) {
        return draws.load(concertId);
    }

    List<Decile> deciles(ReportedConcert concert, RoomDraw draw) {
        Map<Lane, Tenth[]> lanes = new EnumMap<>(Lane.class);
        Map<Lane, Long> lengths = rows.lengths(concert.concertId());
        rows.places(concert.concertId(), place -> {
            long length = lengths.getOrDefault(place.number().lane(), 0L);
            long position = draw.positionOf(place.number());
            if (position <= length) {
                Tenth[] tenths = lanes.computeIfAbsent(place.number().lane(), _ -> Tenth.all());
                tenths[(int) ((position - 1) * TENTHS / length)].add(place, concert.opensAt());
            }
        });
        List<Decile> deciles = new ArrayList<>();
        lanes.forEach((lane, tenths) -> {
            for (int i = 0; i < TENTHS; i++) {
                deciles.add(tenths[i].reported(lane, i + 1));
            }
        });
        return deciles;
    }

    private static final class Tenth {

        private final Histogram waits = new Histogram(LONGEST.toSeconds(), SIGNIFICANT_DIGITS);
        private long places;
        private long admitted;
        private long bought;

        static Tenth[] all() {
            Tenth[] all = new Tenth[TENTHS];
            for (int i = 0; i < TENTHS; i++) {
                all[i] = new Tenth();
            }
            return all;
        }

        void add(EndedPlace place, Instant opensAt) {
            places++;
            admitted += place.admitted() ? 1 : 0;
            bought += place.bought() ? 1 : 0;
            if (place.admittedAt() != null) {
                Instant from = place.joinedAt().isBefore(opensAt) ? opensAt : place.joinedAt();
                long seconds = Duration.between(from, place.admittedAt()).toSeconds();
                waits.recordValue(Math.clamp(seconds, 0, LONGEST.toSeconds()));
            }
        }

        Decile reported(Lane lane, int number) {
            Long median = waits.getTotalCount() == 0 ? null : (Long) waits.getValueAtPercentile(MEDIAN);
            return new Decile(lane.name(), number, places, admitted, bought, median);
        }
    }
}
