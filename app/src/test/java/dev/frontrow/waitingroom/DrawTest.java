package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.draw.DrawOrder;
import dev.frontrow.draw.Sha256;
import dev.frontrow.line.Lane;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The effect of the draw on the line.
class DrawTest extends DrawScene {

    @Test
    void drawsTheOrderThatFollowsFromTheSeedAndNotThatOfJoining() {
        Stage stage = preQueue(Map.of("admitPerMinute", 1));
        List<Fan> fans = join(stage, 300);

        opens(stage);

        List<Long> positions = positions(fans);
        var order = new DrawOrder(HEX.parseHex(text(draw(stage), "seed")), Lane.GENERAL, 300);
        assertThat(positions)
                .isEqualTo(LongStream.rangeClosed(1, 300)
                        .map(order::positionOf)
                        .boxed()
                        .toList())
                .isNotEqualTo(LongStream.rangeClosed(1, 300).boxed().toList())
                .doesNotHaveDuplicates();
        Fan first = fans.get(positions.indexOf(1L));
        assertThat(state(first)).isEqualTo("ADMITTED");
        assertThat(state(fans.get(positions.indexOf(2L)))).isEqualTo("WAITING");
        assertThat(stage.fan().joins().body().path("position").asLong()).isEqualTo(301);
    }

    /// If numbers of left places were used as positions, other places would be marked as left.
    @Test
    void thoseWhoLeftCostNobodyElseTheirPlace() {
        Stage stage = preQueue(Map.of("admitPerMinute", 60_000));
        List<Fan> fans = join(stage, 40);
        List<Fan> left = fans.subList(0, 20);
        left.forEach(fan -> fan.leaves().expect(204));

        opens(stage);
        assertThat(left).extracting(DrawScene::state).containsOnly("LEFT");
        assertThat(fans.subList(20, 30)).extracting(DrawScene::state).containsOnly("ADMITTED");
        rooms.forget(stage.concertId());
        admission.tick();

        assertThat(left).extracting(DrawScene::state).containsOnly("LEFT");
        assertThat(fans.subList(20, 40)).extracting(DrawScene::state).containsOnly("ADMITTED");
    }

    @Test
    void keepsTheDrawWhenMemoryIsLost() {
        Stage stage = preQueue(Map.of("capacity", 1));
        List<Fan> fans = join(stage, 30);
        opens(stage);
        List<Long> before = positions(fans);
        JsonNode published = draw(stage);

        // Simulates a crash before the serving position was saved. The admitted places show how far it had got.
        owner().sql("""
                        alter table waitingroom.lane disable trigger line_never_moves_back;
                        update waitingroom.lane set serving_position = 0 where concert_id = %d;
                        alter table waitingroom.lane enable trigger line_never_moves_back;
                        """.formatted(stage.concertId())).update();
        rooms.forget(stage.concertId());

        assertThat(positions(fans)).isEqualTo(before);
        assertThat(draw(stage)).isEqualTo(published);
        assertThat(state(fans.get(before.indexOf(1L)))).isEqualTo("ADMITTED");
        assertThat(stage.roomStatus().body().path("servingPosition").asLong()).isEqualTo(1);
    }

    @Test
    void goesOnAfterRestartBetweenTwoSteps() {
        Stage stage = preQueue(Map.of("admitPerMinute", 1));
        List<Fan> fans = join(stage, 10);
        clock().advance(TO_THE_OPENING);
        draws.close(stage.concertId());
        rooms.forget(stage.concertId());
        JsonNode closed = draw(stage);
        draws.close(stage.concertId());
        draws.draw(stage.concertId());
        draws.draw(stage.concertId());
        rooms.forget(stage.concertId());

        assertThat(closed.path("registrations").asLong()).isEqualTo(10);
        assertThat(closed.has("seed")).isFalse();
        assertThat(positions(fans)).doesNotHaveDuplicates().allMatch(position -> position <= 10);
    }

    @Test
    void concertWithoutPreQueueDrawsNobodyAndLetsLoneVisitorInWithTheJoin() {
        Stage stage = Stage.open(api(), clock());

        JsonNode place = stage.fan().joins().expect(201).body();

        assertThat(text(place, "state")).isEqualTo("ADMITTED");
        assertThat(draw(stage).path("registrations").asLong()).isZero();
        assertThat(text(draw(stage), "root")).isEqualTo(HEX.formatHex(Sha256.of()));
    }

    @Test
    void pausedAtTheOpeningDrawsAllTheSame() {
        Stage stage = preQueue(Map.of());
        List<Fan> fans = join(stage, 3);
        clock().advance(TO_THE_OPENING);
        stage.steer(Map.of("phase", "PAUSED")).expect(200);
        stage.fan().joins().expect(201);

        assertThat(draw(stage).path("registrations").asLong()).isEqualTo(3);
        assertThat(fans).extracting(DrawScene::state).containsOnly("WAITING");
    }

    @Test
    void drawsOfTwoRoomsHaveNothingToDoWithEachOther() {
        Stage one = preQueue(Map.of("admitPerMinute", 1));
        Stage two = preQueue(Map.of("admitPerMinute", 1));
        List<Fan> fans = join(one, 50);
        List<Fan> there =
                fans.stream().map(fan -> crowd().sameBuyerAt(fan, two)).toList();
        there.forEach(fan -> fan.joins().expect(201));

        opens(one);

        assertThat(text(draw(one), "commitment")).isNotEqualTo(text(draw(two), "commitment"));
        assertThat(positions(fans)).isNotEqualTo(positions(there));
        assertThat(text(receipt(fans.getFirst()), "leaf")).isNotEqualTo(text(receipt(there.getFirst()), "leaf"));
    }

    /// Buyers join while other threads close and draw. Each gets its own place, and each number in the draw has a
    /// leaf.
    @Test
    void joinsThatRaceWithTheCloseAreInTheDrawOrBehindIt() {
        Stage stage = preQueue(Map.of("admitPerMinute", 1));
        List<Fan> fans = join(stage, 20);
        List<Fan> racing = crowd().of(60, stage);
        fans.addAll(racing);
        List<Runnable> deeds = new ArrayList<>();
        for (int i = 0; i < racing.size(); i++) {
            Fan fan = racing.get(i);
            deeds.add(() -> fan.joins().expect(201));
            if (i % 20 == 10) {
                deeds.add(() -> {
                    draws.close(stage.concertId());
                    draws.draw(stage.concertId());
                });
            }
        }

        Crowd.atOnce(deeds, deed -> {
            deed.run();
            return true;
        });
        opens(stage);

        long registrations = draw(stage).path("registrations").asLong();
        assertThat(registrations).isBetween(20L, 80L);
        assertThat(positions(fans)).doesNotHaveDuplicates();
        JsonNode leaves = draw(stage).path("leaves");
        Set<String> published = new HashSet<>();
        leaves.forEach(leaf -> published.add(leaf.asString()));
        for (Fan fan : fans) {
            var receipt = fan.api().get(path(stage) + "/receipt");
            if (receipt.status() == 404) {
                assertThat(position(fan)).isGreaterThan(registrations);
            } else {
                assertThat(published).contains(text(receipt.expect(200).body(), "leaf"));
                assertThat(position(fan)).isLessThanOrEqualTo(registrations);
            }
        }
    }
}
