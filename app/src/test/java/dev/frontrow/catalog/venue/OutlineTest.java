package dev.frontrow.catalog.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.SeatPlan.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The geometry of shapes in a venue's plan.
class OutlineTest {

    private static final String U = "0 0, 300 0, 300 200, 900 200, 900 0, 1200 0, 1200 500, 0 500";

    /// Shapes with dents: an L, a U, a narrow ring with a cut, a star.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0, 100 0, 100 900, 1000 900, 1000 1000, 0 1000",
                U,
                "0 0, 1000 0, 1000 1000, 0 1000, 0 510, 100 510, 100 900, 900 900, 900 100, 100 100, 100 490, 0 490",
                "0 -1000, 200 -200, 1000 0, 200 200, 0 1000, -200 200, -1000 0, -200 -200"
            })
    void labelLiesInTheShapeWithRoomAroundIt(String corners) {
        List<Point> shape = shape(corners);

        Point label = new Outline(shape).label();

        assertThat(new Outline(shape).distance(label)).isZero();
        assertThat(room(shape, label)).isGreaterThan(35);
    }

    /// In the middle where the shape has no dents, and near to it where a dent is shallow.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0, 1000 0, 1000 100, 0 100                     | 500 50
            0 0, 600 0, 600 600                              | 400 200
            -500 0, 0 40, 500 0, 500 400, 0 440, -500 400    | 0 220
            0 0, 300 0, 300 200, 900 200, 900 0, 1200 0, 1200 500, 0 500 | 600 350
            """)
    void labelLiesAsNearToTheMiddleAsItHasRoom(String corners, String middle) {
        Point wanted = shape(middle).getFirst();

        assertThat(Shapes.distance(new Outline(shape(corners)).label(), wanted)).isLessThan(60);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0, 100 100, 100 0, 0 100                | 0
            0 0, 9 9, 9 0, 0 9, -5 5                  | 0
            0 0, 100 0, 100 50, 50 0, 0 50            | 0
            0 0, 100 0, 100 100, 50 100, 50 200, 50 100, 0 100 | 2
            """)
    void shapeThatCrossesOrTouchesItselfIsFound(String corners, int corner) {
        assertThat(new Outline(shape(corners)).crossing()).hasValue(corner);
    }

    @Test
    void shapeWithDentsAndCornersThatStandTwiceDoesNotCrossItself() {
        assertThat(new Outline(shape(U)).crossing()).isEmpty();
        assertThat(new Outline(shape("0 0, 0 0, 9 0, 9 9")).crossing()).isEmpty();
    }

    private static double room(List<Point> shape, Point label) {
        double least = Double.MAX_VALUE;
        for (double angle = 0; angle < Math.TAU; angle += 0.01) {
            double reach = 0;
            while (isIn(shape, label, angle, reach)) {
                reach++;
            }
            least = Math.min(least, reach);
        }
        return least;
    }

    private static boolean isIn(List<Point> shape, Point from, double angle, double reach) {
        return new java.awt.Polygon(
                        shape.stream().mapToInt(Point::x).toArray(),
                        shape.stream().mapToInt(Point::y).toArray(),
                        shape.size())
                .contains(from.x() + reach * Math.cos(angle), from.y() + reach * Math.sin(angle));
    }

    private static List<Point> shape(String corners) {
        List<Point> shape = new ArrayList<>();
        Arrays.stream(corners.split(", "))
                .map(pair -> pair.split(" "))
                .forEach(pair -> shape.add(new Point(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]))));
        return shape;
    }
}
