package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.SeatPlan;
import dev.frontrow.catalog.SeatPlan.AreaShape;
import dev.frontrow.catalog.SeatPlan.Drawing;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Positions;
import dev.frontrow.catalog.SeatPlan.SectionShape;
import dev.frontrow.catalog.SeatPlan.Stage;
import dev.frontrow.catalog.VenuePlans.House;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownHousesTest {

    private static final Point CORNER = new Point(1, 2);

    /// Otherwise plans of many corners and few seats fill the memory.
    @Test
    void everyCornerOfAShapeWeighsLikeASeat() {
        int none = KnownHouses.weight(house(0, 0, 0));

        assertThat(KnownHouses.weight(house(200, 0, 0)) - none).isEqualTo(200);
        assertThat(KnownHouses.weight(house(0, 150, 0)) - none).isEqualTo(150);
        assertThat(KnownHouses.weight(house(0, 0, 100)) - none).isEqualTo(100);
    }

    private static House house(int ofStage, int ofSection, int ofArea) {
        var drawing = new Drawing(
                List.of(),
                new Stage(corners(ofStage), 0),
                List.of(new SectionShape("A", 0, corners(ofSection), CORNER, 0, null)),
                List.of(new AreaShape("B", 0, corners(ofArea), CORNER, null)),
                List.of(),
                List.of());
        var nowhere = new Positions(new int[0], new int[0], new int[0], new int[0]);
        return new House(List.of(), List.of(), new SeatPlan(false, 2, drawing, nowhere, List.of()));
    }

    private static List<Point> corners(int count) {
        return Collections.nCopies(count, CORNER);
    }
}
