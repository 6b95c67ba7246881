package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final int FANS = 5_000;

    private static final Simulation RUSH = play(World.rush(1, FANS));

    @Test
    void smallRushKeepsOrderRateAndPolls() {
        Findings found = Findings.of(RUSH);

        assertThat(found.tau()).isEqualTo(1);
        assertThat(found.outOfTurn()).isZero();
        assertThat(found.admittedOfWanted()).isGreaterThan(0.97);
        assertThat(found.pollsOfFixed()).isLessThan(1.0 / 3);
        assertThat(found.neverCame()).isBetween(0.27, 0.33);
        assertThat(found.told(Lane.GENERAL).first().judged()).isGreaterThan(FANS / 2);
    }

    @Test
    void sameSeedPlaysTheSame() {
        Findings once = Findings.of(RUSH);

        assertThat(once.isAs(played(World.rush(1, FANS)))).isTrue();
        assertThat(once.isAs(played(World.rush(2, FANS)))).isFalse();
    }

    @Test
    void endsWhenAllIsSoldAndNobodyIsInside() {
        Simulation sale = play(World.sellingOut(1, FANS, true));

        assertThat(sale.soldOutAt()).isLessThan(sale.seconds());
        assertThat(sale.shop().isSoldOut()).isTrue();
        assertThat(sale.reports().getLast().inside()).isLessThanOrEqualTo(1);
        assertThat(sale.admitted()).isLessThan(FANS / 2);
    }

    @Test
    void uncountedSeatsLetMoreInInVain() {
        Findings counted = played(World.sellingOut(1, FANS, true));
        Findings uncounted = played(World.sellingOut(1, FANS, false));

        assertThat(uncounted.foundNothing()).isGreaterThan(counted.foundNothing());
    }

    @Test
    void slowShopLowersTheRate() {
        Simulation sale = play(World.slowShop(1, FANS));

        assertThat(Overload.of(sale.world(), sale.reports()).lowest()).isLessThan(1);
    }

    @Test
    void bothLanesAreServedInOrder() {
        Simulation sale = play(World.twoLanes(1, FANS));
        Findings found = Findings.of(sale);

        assertThat(LaneShares.of(sale).minutes()).isGreaterThan(5);
        assertThat(LaneShares.of(sale).priority()).isBetween(0.6, 0.8);
        assertThat(found.tau()).isEqualTo(1);
        assertThat(found.priorityTau()).isEqualTo(1);
        assertThat(found.outOfTurn()).isZero();
    }

    @Test
    void followsFansFromAllPartsOfTheLineToTheirTurn() {
        var stories = RUSH.stories();

        assertThat(stories).hasSize(Samples.COUNT).isSortedAccordingTo((a, b) -> Integer.compare(a.rank(), b.rank()));
        assertThat(stories).allSatisfy(story -> {
            assertThat(story.told()).isNotEmpty();
            assertThat(story.told().getLast().second()).isLessThan(story.turnAt() + 1);
        });
    }

    private static Findings played(World world) {
        return Findings.of(play(world));
    }

    private static Simulation play(World world) {
        Simulation simulation = new Simulation(world);
        simulation.run(_ -> {});
        return simulation;
    }
}
